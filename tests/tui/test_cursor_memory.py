"""The place of the cursor among new rows, without a screen."""

from __future__ import annotations

import pytest
from building import a_list, entry, section

from awesome_tui.model.entries import AwesomeList, Section
from awesome_tui.model.outline import Outline, make_outline
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.tui.cursor_memory import (
    CursorMemory,
    FilterOrigin,
    numbers_in,
    origin_in,
    state_without_filter,
)
from awesome_tui.tui.list_search import FilterResult, ListSearch, all_entries

KITCHEN = a_list("Kitchen", entry("Wok"), entry("Pan"))
WHOLE = all_entries(make_outline(KITCHEN))


@pytest.fixture
async def filtered() -> FilterResult:
    search = ListSearch(WHOLE)
    await search.build_index()
    request = search.request("a", "list order")
    assert request
    return request.run(lambda: False)


def test_without_a_filter_the_cursor_stays() -> None:
    assert CursorMemory().entries(WHOLE, 1) == (1,)
    assert CursorMemory().entries(WHOLE, None) == ()


def test_the_best_hit_has_the_cursor_until_it_is_moved_in_this_filtering(
    filtered: FilterResult,
) -> None:
    cursor = CursorMemory()
    cursor.is_picked = True
    cursor.begin_filtering(0, is_new=True)
    assert cursor.entries(filtered, 1) == ()
    cursor.is_picked = True
    assert cursor.entries(filtered, 1) == (1,)


def test_a_filter_that_is_given_up_leads_back_to_where_it_began() -> None:
    cursor = CursorMemory()
    cursor.place = 3
    cursor.begin_filtering(0, is_new=True)
    cursor.place = -1
    cursor.begin_filtering(1, is_new=False)
    cursor.end_filtering()
    assert cursor.place == 3, "that of the first text"
    assert cursor.entries(WHOLE, 1) == (0,)
    assert cursor.entries(WHOLE, 1) == (1,), "it is returned to once"
    cursor.place = 5
    cursor.end_filtering()
    assert cursor.place == 5, "nothing is filtered any more"


def test_half_an_operator_leaves_the_cursor_where_filtering_began(filtered: FilterResult) -> None:
    cursor = CursorMemory()
    cursor.begin_filtering(1, is_new=True)
    assert cursor.entries(filtered, 1) == (), "`is` finds something"
    assert cursor.entries(WHOLE, 0) == (1,), "`is:` asks for nothing yet"


def test_a_filter_that_was_typed_before_there_were_rows_leads_back_to_the_first() -> None:
    cursor = CursorMemory()
    cursor.begin_filtering(None, is_new=True)
    cursor.end_filtering()
    assert cursor.entries(WHOLE, 1) == ()


def test_an_entry_that_was_chosen_meanwhile_keeps_the_cursor() -> None:
    cursor = CursorMemory()
    cursor.begin_filtering(0, is_new=True)
    cursor.is_picked = True
    cursor.end_filtering()
    assert cursor.entries(WHOLE, 1) == (1, 0), "if it is in the section"


def test_an_entry_that_is_sought_is_found_once_it_is_there(filtered: FilterResult) -> None:
    cursor = CursorMemory()
    cursor.sought = 2
    assert cursor.entries(filtered, 0) == (), "a search begun earlier does not know of it"
    cursor.sought = 1
    assert cursor.entries(filtered, 0) == (1,)
    assert cursor.is_picked
    assert cursor.entries(filtered, 0) == (0,), "it was sought once"


def test_the_first_row_in_sight_is_asked_for_once() -> None:
    cursor = CursorMemory()
    cursor.top = 7
    assert (cursor.take_top(), cursor.take_top()) == (7, 0)


def test_another_list_begins_where_it_is_told(filtered: FilterResult) -> None:
    cursor = CursorMemory()
    cursor.begin_filtering(1, is_new=True)
    cursor.begin_list(2, top=5)
    assert (cursor.place, cursor.take_top()) == (2, 5)
    cursor.end_filtering()
    assert cursor.place == 2, "the filter of the list before leads nowhere"


# ---- at the next start, and in a newer version of the list


def pantry(*sections: Section) -> Outline:
    return make_outline(AwesomeList("Kitchen", "kitchen", sections=sections))


OLD = pantry(section("Pans", entry("Wok"), entry("Pan")), section("Knives", entry("Deba")))
NEW = pantry(
    section("Spoons", entry("Ladle")),
    section("Knives", entry("Deba")),
    section("Pans", entry("Pan")),
)
FILTERED = ScreenState(section=("Knives",), entry=("Deba", None), number=2, query="deba", top=4)


def test_without_its_filter_a_page_stands_where_that_began() -> None:
    cursor = CursorMemory()
    cursor.place = 0
    cursor.begin_filtering(1, is_new=True)
    state = state_without_filter(FILTERED, OLD, cursor)
    assert state == ScreenState(
        section=("Pans",), entry=("Pan", "https://example.com/pan"), number=1
    )


def test_an_entry_that_was_chosen_while_filtering_keeps_the_cursor() -> None:
    cursor = CursorMemory()
    cursor.begin_filtering(1, is_new=True)
    cursor.is_picked = True
    state = state_without_filter(FILTERED, OLD, cursor)
    assert state == ScreenState(section=(), entry=("Deba", None), number=2)


def test_a_filter_of_the_last_start_began_nowhere() -> None:
    state = state_without_filter(FILTERED, OLD, CursorMemory())
    assert state == ScreenState(section=("Knives",), entry=("Deba", None), number=2)


def test_marks_stay_on_their_entries_in_a_newer_list() -> None:
    assert numbers_in(NEW, OLD, {0, 1, 2}) == {1, 2}, "the wok is gone"
    assert numbers_in(NEW, OLD, ()) == frozenset()


def test_a_filter_leads_back_to_the_same_section_of_a_newer_list() -> None:
    assert origin_in(NEW, OLD, FilterOrigin(0, 1)) == FilterOrigin(2, 2)
    assert origin_in(NEW, OLD, FilterOrigin(0, 0)) == FilterOrigin(2, None)
    assert origin_in(NEW, OLD, None) is None
