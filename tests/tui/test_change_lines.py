"""The changes of a list as the lines that the screen shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import a_list, entry, section

from awesome_tui.changes.compare import compare
from awesome_tui.model.entries import AwesomeList, Entry, Fact
from awesome_tui.tui.change_lines import ChangeLine, change_lines, count_changes

OOLONG = Entry("Oolong", "https://example.com/oolong", "Half fermented.")


def told(line: ChangeLine) -> str:
    return f"{line.text}  {line.about}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "Wulong"}, "Wulong  was called Oolong"),
        ({"description": "Between green and black."}, "Oolong  description changed"),
        ({"url": "https://example.com/wulong"}, "Oolong  was at https://example.com/oolong"),
        ({"facts": (Fact("From", "Fujian"),)}, "Oolong  facts changed"),
        ({"tags": ("mild",)}, "Oolong  tags changed"),
        ({"struck": True}, "Oolong  struck through"),
        ({"struck": True, "tags": ("mild",)}, "Oolong  tags changed, struck through"),
    ],
)
def test_each_change_of_an_entry_is_told_in_words(change: dict[str, object], words: str) -> None:
    changed = replace(OOLONG, **change)  # type: ignore[arg-type]
    (line,) = change_lines(compare(a_list("Teas", OOLONG), a_list("Teas", changed)))
    assert (line.sign, told(line), line.number) == ("~", words, 0)


def test_an_entry_that_is_no_longer_struck_out_is_told() -> None:
    changes = compare(a_list("Teas", replace(OOLONG, struck=True)), a_list("Teas", OOLONG))
    assert [told(line) for line in change_lines(changes)] == ["Oolong  no longer struck through"]


def test_what_moved_came_and_went_is_told_in_the_order_of_the_list() -> None:
    def teas(green: tuple[Entry, ...], dark: tuple[Entry, ...]) -> AwesomeList:
        return AwesomeList("t", "Teas", sections=(section("Green", *green), section("Dark", *dark)))

    sencha, assam, mate, keemun = map(entry, ("Sencha", "Assam", "Mate", "Keemun"))
    old = teas((sencha, OOLONG), (assam, mate))
    new = teas((sencha,), (keemun, assam, OOLONG))
    changes = compare(old, new)
    assert [(line.sign, told(line), line.number) for line in change_lines(changes)] == [
        ("+", "Keemun  Dark", 1),
        ("~", "Oolong  moved here from Green", 3),
        ("−", "Mate  Dark", None),
    ]
    assert count_changes(changes) == "1 added, 1 removed, 1 moved"


def test_sections_that_are_only_renamed_are_told_first_and_not_counted() -> None:
    old = AwesomeList("t", "Teas", sections=(section("Dark", OOLONG, entry("Assam")),))
    new = AwesomeList("t", "Teas", sections=(section("Black", OOLONG, entry("Assam")),))
    changes = compare(old, new)
    assert [(line.sign, told(line)) for line in change_lines(changes)] == [
        ("~", "Dark  is now Black")
    ]
    assert count_changes(changes) == "sections renamed"
