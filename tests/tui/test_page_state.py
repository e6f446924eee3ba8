"""A page goes on standing as it did: at the next start, and in a newer version of its list."""

from __future__ import annotations

from building import entry, section

from awesome_tui.model.entries import AwesomeList, Section
from awesome_tui.model.outline import Outline, make_outline
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.tui.cursor_memory import CursorMemory, FilterOrigin
from awesome_tui.tui.page_state import numbers_in, origin_in, state_without_filter


def kitchen(*sections: Section) -> Outline:
    return make_outline(AwesomeList("Kitchen", "kitchen", sections=sections))


OLD = kitchen(section("Pans", entry("Wok"), entry("Pan")), section("Knives", entry("Deba")))
NEW = kitchen(
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
