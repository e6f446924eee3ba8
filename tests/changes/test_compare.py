import json

import pytest
from trees import entry

from awesome_tui.changes.compare import Changes, compare, to_json, to_text
from awesome_tui.model.entries import AwesomeList, Entry, Fact, Section


def pots(*entries: Entry, title: str = "Pots") -> Section:
    return Section(title, title.lower(), level=2, entries=entries)


def a_list(*sections: Section) -> AwesomeList:
    return AwesomeList("", "Teapots", sections=sections)


def between(old: Entry, new: Entry) -> Changes:
    return compare(a_list(pots(old)), a_list(pots(new)))


CLAY, IRON = entry("Clay", "Holds heat."), entry("Iron", "Holds more.")


def test_a_list_does_not_differ_from_itself() -> None:
    assert not compare(a_list(pots(CLAY, IRON)), a_list(pots(CLAY, IRON)))


def test_what_only_the_new_list_has_came_and_the_other_way_round_went() -> None:
    changes = compare(a_list(pots(CLAY)), a_list(pots(IRON)))
    assert [listed.entry for listed in changes.added] == [IRON]
    assert [listed.entry for listed in changes.removed] == [CLAY]
    assert not changes.changed


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        (Entry("Clay pot", "https://clay.example", "Holds heat."), ("renamed",)),
        (Entry("Clay", "https://pottery.example", "Holds heat."), ("url",)),
        (Entry("Clay", "https://clay.example", "Breaks."), ("description",)),
        (Entry("Clay", "https://clay.example", "Holds heat.", struck=True), ("struck",)),
        (Entry("Clay pot", "https://clay.example", "Breaks."), ("renamed", "description")),
        (Entry("Clay", None, "Holds heat."), ("url",)),
        (entry("Clay", "Holds heat.", facts=(Fact("Price", "5 €"),)), ("facts",)),
        (entry("Clay", "Holds heat.", tags=("Handmade",)), ("tags",)),
    ],
)
def test_what_changed_of_an_entry_is_told(new: Entry, kinds: tuple[str, ...]) -> None:
    (change,) = between(CLAY, new).changed
    assert (change.old.entry, change.new.entry, change.kinds) == (CLAY, new, kinds)


@pytest.mark.parametrize(
    "new",
    [
        Entry("Clay", "http://www.clay.example/", "Holds heat."),
        Entry("Clay", "https://clay.example?utm_source=list", "Holds heat."),
        Entry("Clay", "https://clay.example", "**Holds** heat."),
        Entry("Clay", "https://clay.example", "Holds heat. ★ 2,310"),
        Entry("Clay", "https://clay.example", "Holds heat. 2.3k ⭐"),
        entry("Clay", "Holds heat.", facts=(Fact("GitHub stars", "2310"), Fact("⭐", "5"))),
    ],
)
def test_spelling_markup_and_stars_are_no_change(new: Entry) -> None:
    assert not between(CLAY, new)


def test_an_entry_in_another_section_has_moved() -> None:
    old = a_list(pots(CLAY, IRON), pots(title="Kettles"))
    (change,) = compare(old, a_list(pots(CLAY), pots(IRON, title="Kettles"))).changed
    assert (change.kinds, change.old.path, change.new.path) == (("moved",), ("Pots",), ("Kettles",))


def test_another_dash_is_no_change() -> None:
    old, new = entry("Clay", "Holds heat — long."), entry("Clay", "Holds heat - long.")
    assert not between(old, new)


def test_another_order_is_no_change() -> None:
    assert not compare(a_list(pots(CLAY, IRON)), a_list(pots(IRON, CLAY)))


def test_the_entries_of_a_renamed_section_have_not_moved() -> None:
    inner = Section("Small", "small", level=3, entries=(IRON,))
    old = Section("Pots", "pots", level=2, entries=(CLAY,), sections=(inner,))
    new = Section("Teapots", "teapots", level=2, entries=(CLAY,), sections=(inner,))
    changes = compare(a_list(old), a_list(new))
    assert changes == Changes((), (), (), ((("Pots",), ("Teapots",)),))


def test_the_entries_of_a_section_that_moved_with_its_title_have_not_moved() -> None:
    old = a_list(pots(CLAY), pots(IRON, title="Kettles"))
    around = Section("Ware", "ware", level=1, sections=old.sections)
    changes = compare(old, a_list(around))
    assert not changes.changed
    assert changes.sections == (
        (("Kettles",), ("Ware", "Kettles")),
        (("Pots",), ("Ware", "Pots")),
    )


def test_a_section_that_still_exists_was_not_renamed() -> None:
    old = a_list(pots(CLAY))
    changes = compare(old, a_list(pots(), pots(CLAY, title="Kettles")))
    assert [change.kinds for change in changes.changed] == [("moved",)]
    assert not changes.sections


def test_a_repeated_url_is_matched_by_its_name_and_section() -> None:
    one, two = Entry("One", "https://a.example"), Entry("Two", "https://a.example")
    old = a_list(pots(one, two), pots(one, title="Kettles"))
    changes = compare(old, a_list(pots(two), pots(one, title="Kettles")))
    assert [(listed.path, listed.entry) for listed in changes.removed] == [(("Pots",), one)]
    assert not changes.changed


def test_a_repeated_url_stays_in_its_section_though_all_around_it_moved() -> None:
    old = a_list(pots(Entry("Clay pot", "https://clay.example")))
    new = a_list(Section("Ware", "ware", level=1, entries=(CLAY,), sections=(pots(CLAY),)))
    (change,) = compare(old, new).changed
    assert (change.kinds, change.new.path) == (("renamed", "description"), ("Ware", "Pots"))


def test_each_of_two_equal_entries_counts() -> None:
    changes = compare(a_list(pots(CLAY, CLAY)), a_list(pots(CLAY)))
    assert [listed.number for listed in changes.removed] == [1]


def test_a_name_that_is_there_once_is_enough_to_know_an_entry() -> None:
    moved = Entry("Clay", "https://pottery.example", "Holds heat.")
    (change,) = compare(a_list(pots(CLAY)), a_list(pots(moved, title="Kettles"), pots())).changed
    assert change.kinds == ("moved", "url")


def test_a_name_that_many_share_says_nothing_in_another_section() -> None:
    docs = [Entry("Docs", f"https://{n}.example") for n in range(4)]
    changes = compare(
        a_list(pots(docs[0]), pots(docs[1], title="B")),
        a_list(pots(docs[2], title="C"), pots(docs[3], title="D"), pots(), pots(title="B")),
    )
    assert (len(changes.removed), len(changes.added), changes.changed) == (2, 2, ())


def test_nested_entries_are_compared_too() -> None:
    changes = between(entry("Set", entries=(CLAY,)), entry("Set", entries=(IRON,)))
    assert [listed.entry for listed in (*changes.removed, *changes.added)] == [CLAY, IRON]


OLD = a_list(
    pots(CLAY, IRON, entry("Glass")),
    pots(entry("Tin"), Entry("Copper", "https://cu.example"), title="Kettles"),
)
NEW = a_list(
    pots(entry("Steel", "Does not *rust*."), Entry("Clay", "https://clay.example", "Breaks.")),
    pots(Entry("Copper pot", "https://copper.example"), entry("Tin"), title="Boilers"),
    pots(IRON, title="Heavy"),
)


def test_the_changes_are_told_by_section() -> None:
    assert to_text(compare(OLD, NEW)) == (
        "2 added, 2 removed, 1 moved, 1 with a new description\n"
        "Kettles is now Boilers\n"
        "\n"
        "Pots\n"
        "  + Steel  https://steel.example\n"
        "      Does not rust.\n"
        "  ~ Clay  https://clay.example\n"
        "      - Holds heat.\n"
        "      + Breaks.\n"
        "  - Glass  https://glass.example\n"
        "\n"
        "Boilers\n"
        "  + Copper pot  https://copper.example\n"
        "\n"
        "Heavy\n"
        "  ~ Iron  https://iron.example\n"
        "      from Pots\n"
        "\n"
        "Kettles\n"
        "  - Copper  https://cu.example\n"
    )


def test_a_description_that_was_added_or_removed_is_one_line() -> None:
    bare = Entry("Clay", "https://clay.example")
    told = Entry("Clay", "https://clay.example", "Holds heat.")
    assert to_text(between(bare, told)).splitlines()[-2:] == [
        "  ~ Clay  https://clay.example",
        "      + Holds heat.",
    ]
    assert to_text(between(told, bare)).splitlines()[-1] == "      - Holds heat."


def test_facts_and_tags_that_changed_are_told() -> None:
    old = entry("Clay", facts=(Fact("Price", "5 €"), Fact("From", "Yixing")), tags=("Handmade",))
    new = entry("Clay", facts=(Fact("Price", "**6** €"), Fact("From", "*Yixing*")), tags=("Sold",))
    assert to_text(between(old, new)).splitlines() == [
        "0 added, 0 removed, 1 with new facts, 1 with new tags",
        "",
        "Pots",
        "  ~ Clay  https://clay.example",
        "      - Price: 5 €",
        "      + Price: 6 €",
        "      - Handmade",
        "      + Sold",
    ]


def test_no_change_is_said_in_words() -> None:
    assert to_text(compare(OLD, OLD)) == "Nothing changed.\n"


def test_the_changes_are_read_by_programs() -> None:
    tree = json.loads(to_json(compare(OLD, NEW)))
    assert {key: len(value) for key, value in tree.items()} == {
        "added": 2,
        "removed": 2,
        "changed": 2,
        "sections": 1,
    }
    assert tree["sections"] == [{"old": ["Kettles"], "new": ["Boilers"]}]
    assert tree["changed"][1]["kinds"] == ["moved"]
    assert tree["changed"][1]["old"]["section"] == ["Pots"]
    assert tree["added"][0] == {
        "section": ["Pots"],
        "name": "Steel",
        "url": "https://steel.example",
        "description": "Does not *rust*.",
        "facts": [],
        "tags": [],
    }
