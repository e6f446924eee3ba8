"""The words around a list, and where the cursor of its rows is to be, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import a_list, entry

from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.outline import make_outline
from awesome_tui.tui.list_search import FilterResult, ListSearch, all_entries
from awesome_tui.tui.list_text import ListText, about_entries, reason_for_no_entries
from awesome_tui.tui.widgets.list_browser import CursorMemory

KITCHEN = a_list("Kitchen", entry("Wok"), entry("Pan"))


def test_a_list_without_a_title_is_called_by_its_file() -> None:
    assert ListText().heading(make_outline(KITCHEN)) == "Kitchen"
    untitled = replace(KITCHEN, title="", source="lists/kit\x1bchen.md")
    assert ListText().heading(make_outline(untitled)) == "kitchen.md"


def test_the_pane_of_entries_names_section_and_order() -> None:
    laid_out = make_outline(KITCHEN)
    assert about_entries(laid_out, -1, "list order") == ""
    assert about_entries(laid_out, 0, "name") == "All of them  by name"


@pytest.mark.parametrize(
    ("place", "query", "reason"),
    [
        (-1, "zzz ", "Nothing matches zzz. Esc clears the filter."),
        (0, "zzz", "Nothing matches zzz in this section. Esc clears the filter."),
        (0, " ", "This section has no entries."),
    ],
)
def test_where_there_are_no_rows_a_sentence_says_why(place: int, query: str, reason: str) -> None:
    assert reason_for_no_entries(make_outline(KITCHEN), place, query) == reason
    nothing = make_outline(AwesomeList("x.md", "X"))
    assert reason_for_no_entries(nothing, place, query) == "This text has no entries."


@pytest.fixture
async def filtered() -> FilterResult:
    search = ListSearch(all_entries(make_outline(KITCHEN)))
    await search.build_index()
    request = search.request("a", "list order")
    assert request
    return request.run(lambda: False)


def test_without_a_filter_the_cursor_stays() -> None:
    assert CursorMemory().entry(all_entries(make_outline(KITCHEN)), 1) == 1


def test_while_one_filters_the_cursor_stays_on_what_was_picked(filtered: FilterResult) -> None:
    cursor = CursorMemory()
    assert cursor.entry(filtered, 1) is None
    cursor.is_picked = True
    assert cursor.entry(filtered, 1) == 1


def test_an_entry_that_is_sought_is_found_once_it_is_there(filtered: FilterResult) -> None:
    cursor = CursorMemory()
    cursor.sought = 2
    assert cursor.entry(filtered, 0) is None, "a search begun earlier does not know of it"
    cursor.sought = 1
    assert cursor.entry(filtered, 0) == 1
    assert cursor.is_picked
    assert cursor.entry(filtered, 0) == 0, "it was sought once"


def test_the_first_row_in_sight_is_asked_for_once() -> None:
    cursor = CursorMemory()
    cursor.top = 7
    assert (cursor.take_top(), cursor.take_top()) == (7, 0)
