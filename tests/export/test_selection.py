"""The part of a list that is exported."""

from __future__ import annotations

from building import a_list, entry

from awesome_tui.export.selection import add_tags, select_entries
from awesome_tui.model.entries import AwesomeList, Entry, Link
from awesome_tui.model.outline import make_outline
from awesome_tui.model.table import EntryTable
from awesome_tui.tui.ready_lists import ReadyList, add_entries


def names(document: AwesomeList) -> list[tuple[str, ...]]:
    return [(*(part.title for part in trail), found.name) for trail, found in document.walk()]


def test_all_of_a_list_is_the_list_with_all_that_it_says(kitchen: AwesomeList) -> None:
    outline = make_outline(kitchen)
    assert select_entries(outline, range(len(outline.items))) is kitchen


def test_a_part_keeps_its_sections(kitchen: AwesomeList) -> None:
    outline = make_outline(kitchen)
    assert names(select_entries(outline, [6, 2])) == [
        ("Knives", "Sharpening", "Whetstone"),
        ("Gadgets", "Salad spinner"),
    ]


def test_entries_of_other_lists_are_under_the_name_of_theirs() -> None:
    home = make_outline(a_list("Home", entry("Bread")))
    rows = EntryTable.of(AwesomeList("x", "X", entries=(Entry("Salt", "https://salt"),)).walk())
    outline = add_entries(home, [(ReadyList("Spices", "spices", 1), rows)])
    selected = select_entries(outline, [0, 1])
    assert names(selected) == [("All of them", "Bread"), ("Spices", "Salt")]
    assert selected.sections[1].entries[0].links == (Link("Salt", "https://salt"),)


def test_tags_of_ones_own_follow_those_of_the_list() -> None:
    dough = Entry("Dough", "https://dough", tags=("flour",))
    bread = Entry("Bread", "https://bread", tags=("rye",), entries=(dough,))
    tagged = add_tags(
        AwesomeList("", "Food", entries=(bread,)),
        lambda url: ("eaten", "rye") if url == "https://bread" else (),
    )
    assert [found.tags for _, found in tagged.walk()] == [("rye", "eaten"), ("flour",)]
