"""The words around a list, and where the cursor of its rows is to be, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import a_list, entry, section

from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.outline import make_outline
from awesome_tui.tui.list_search import ListSearch, all_entries
from awesome_tui.tui.list_text import (
    ListText,
    about_entries,
    hits_fact,
    marks_fact,
    reason_for_no_entries,
)

KITCHEN = a_list("Kitchen", entry("Wok"), entry("Pan"))


def test_a_list_without_a_title_is_called_by_its_file() -> None:
    assert ListText().heading(make_outline(KITCHEN)) == "Kitchen"
    untitled = replace(KITCHEN, title="", source="lists/kit\x1bchen.md")
    assert ListText().heading(make_outline(untitled)) == "kitchen.md"


def test_sections_are_counted_where_there_are_some() -> None:
    assert ListText().facts(make_outline(KITCHEN)) == ("2 entries", "1 section")
    flat = AwesomeList("x.md", "X", entries=(entry("Wok"),))
    assert ListText().facts(make_outline(flat)) == ("1 entry",)


def test_a_heading_that_is_an_entry_is_not_counted_as_a_section() -> None:
    tools = section("Tools", section("Saw", entry("Saw")), section("Axe", entry("Axe")))
    laid_out = make_outline(AwesomeList("x.md", "X", sections=(tools,)))
    assert ListText().facts(laid_out) == ("2 entries", "1 section")


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


async def test_hits_are_counted_in_the_section_and_in_all() -> None:
    food = section("Food", entry("Bread"), section("Spices", entry("Pepper")))
    search = ListSearch(all_entries(make_outline(AwesomeList("x", "X", sections=(food,)))))
    await search.build_index()
    request = search.request("r", "list order")
    assert request
    result = request.run(lambda: False)
    assert hits_fact(result, -1) == "2 of 2"
    assert hits_fact(result, 1) == "1 here · 2 in all"
    assert hits_fact(search.everything, 1) == ""
    assert hits_fact(result, -1, is_growing=True) == "2 of 2 so far"


def test_marks_are_counted_with_those_out_of_sight() -> None:
    assert marks_fact(0, 0) == ""
    assert marks_fact(2, 0) == "✓ 2 marked"
    assert marks_fact(1_234, 1) == "✓ 1,234 marked · 1 hidden"
