"""The rows of the pane with the entries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import a_list, entry, link_to, section
from driving import WIDE, Opener

from awesome_tui.model.entries import AwesomeList, Entry, Fact
from awesome_tui.model.outline import make_outline
from awesome_tui.tui.widgets.entry_list import find_copy

LONG_NAME = "A name of fifty characters, which has its own room"


@pytest.mark.parametrize(("width", "is_whole"), [(40, True), (41, False)])
async def test_a_name_takes_the_room_that_short_descriptions_leave(
    opened: Opener, width: int, is_whole: bool
) -> None:
    others = [entry(f"Tea {number}") for number in range(20)]
    teas = a_list("Teas", entry(LONG_NAME, "x" * width), *others)
    async with opened(teas, (200, 40)) as screens:
        assert (LONG_NAME in screens.text("#entries")) is is_whole


async def test_one_long_name_among_many_does_not_push_the_descriptions_aside(
    opened: Opener,
) -> None:
    others = [entry(f"Tea {number}", "Green. " * 30) for number in range(24)]
    teas = a_list("Teas", entry(LONG_NAME, "Black."), *others)
    async with opened(teas, (200, 40)) as screens:
        shown = next(line for line in screens.text("#entries").splitlines() if "Tea 9" in line)
        assert shown.count("Green.") == 11


def _book(name: str, *facts: str) -> Entry:
    return replace(entry(name), facts=tuple(Fact("", fact) for fact in facts))


async def test_where_there_is_no_description_the_row_has_what_the_list_says_of_the_entry(
    opened: Opener,
) -> None:
    books = a_list("Books", _book("Emma", "*Jane* Austen", "1815"), _book(LONG_NAME * 2, "Anon"))
    async with opened(books, (120, 40)) as screens:
        assert "Emma" in screens.text("#entries")
        assert "Jane Austen · 1815" in screens.text("#entries")
        assert "Anon" not in screens.text("#entries"), "the name needs the room"
        await screens.press("slash", *"1815")
        assert screens.text("#entries").count("1815") == 1, "it is not said beside, too"


@pytest.mark.parametrize("size", [(120, 40), (80, 40), (50, 40)])
async def test_entries_and_sections_within_many_others_can_still_be_told(
    opened: Opener, size: tuple[int, int]
) -> None:
    deepest = entry("Tea 19", "Green.")
    for number in range(18, -1, -1):
        deepest = entry(f"Tea {number}", "Green, and a description with some more words.", deepest)
    within = section("Part 9", deepest)
    for number in range(8, -1, -1):
        within = section(f"Part {number}", within, entry(f"Beside {number}"))
    async with opened(AwesomeList("t", "Teas", sections=(within,)), size) as screens:
        await screens.press("G")
        for number in range(20):
            assert f"Tea {number}" in screens.text("#entries")
        await screens.press("h")
        assert all(f"Part {number}" in screens.text("#tree") for number in range(10))


async def test_n_stays_in_a_section_with_section_lines_where_entries_come_before_all(
    opened: Opener,
) -> None:
    dark = section("Dark", section("Old", entry("Puer"), entry("Liu bao")))
    green = section("Green", entry("Sencha"))
    teas = AwesomeList(
        "t", "Teas", entries=(entry("Mate"), entry("Rooibos")), sections=(dark, green)
    )
    async with opened(teas, WIDE) as screens:
        screens.browser.panes.categories.go_to(0)
        await screens.settle()
        await screens.press("n")
        assert screens.browser.place == 0


def test_the_row_of_a_link_is_found_where_another_list_tells_of_it() -> None:
    mint = "https://mint.example"
    teas = [link_to("Mint", mint), link_to("Sage", "https://sage.example"), entry("Water")]
    outline = make_outline(a_list("Teas", *teas, link_to("Mint tea", mint)))
    assert find_copy(0, (1, 3), outline) == 1
    assert find_copy(1, (0, 3), outline) is None
    assert find_copy(2, (0, 1), outline) is None
