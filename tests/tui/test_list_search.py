"""The filter of one list, without a screen."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from building import a_list, entry

from awesome_tui.model.entries import AwesomeList, Fact
from awesome_tui.model.outline import make_outline
from awesome_tui.model.statuses import Facts, TellFacts
from awesome_tui.model.table import EntryTable
from awesome_tui.services.entry_status import LinkStatus, ListStatus, SavedLinks
from awesome_tui.sources.catalogue import Catalogue
from awesome_tui.tui.list_search import (
    FilterResult,
    ListSearch,
    all_entries,
)
from awesome_tui.tui.ready_lists import add_entries

FOOD = a_list("Food", entry("Cheese"), entry("Bread"), entry("Apple"))


@pytest.fixture
async def search() -> ListSearch:
    search = ListSearch(all_entries(make_outline(FOOD)))
    await search.build_index()
    return search


def names(result: FilterResult) -> list[str]:
    return [result.outline.items[row].entry.name for row in result.rows(-1) if row >= 0]


def found(search: ListSearch, query: str, order: str = "list order") -> list[str]:
    request = search.request(query, order)
    assert request
    return names(request.run(lambda: False))


def status(search: ListSearch, *bookmarked: str) -> ListStatus:
    keys = frozenset(f"example.com/{name}" for name in bookmarked)
    return ListStatus(search.outline, LinkStatus(SavedLinks(keys), Catalogue(())))


async def known(search: ListSearch, *bookmarked: str) -> ListStatus:
    return status(search, *bookmarked)


async def nothing_known() -> None:
    pass


def test_everything_is_shown_before_there_is_an_index() -> None:
    search = ListSearch(all_entries(make_outline(FOOD)))
    assert search.request("bread", "list order") is None
    assert search.first_result("bread", "list order") is None
    assert search.first_result("", "name") is None
    assert not search.has_answered("", "list order")
    assert search.first_result("", "list order") is search.everything
    assert search.has_answered("", "list order")


async def test_entries_are_found_in_the_order_that_is_asked_for(search: ListSearch) -> None:
    assert found(search, "e") != found(search, "e", "name") == ["Apple", "Bread", "Cheese"]
    assert found(search, "") == ["Cheese", "Bread", "Apple"]


async def test_only_the_newest_request_counts(search: ListSearch) -> None:
    old, new = search.request("b", "list order"), search.request("br", "list order")
    assert old
    assert new
    assert not search.finish(old)
    assert not search.has_answered("b", "list order")
    assert search.finish(new)
    assert search.has_answered("br", "list order")
    assert not search.has_answered("br", "name")


async def test_a_request_of_a_list_that_was_left_counts_no_more(search: ListSearch) -> None:
    request = search.request("b", "list order")
    assert request
    assert not ListSearch(search.everything).finish(request)


@pytest.mark.parametrize(
    ("query", "learns"),
    [
        ("is:bookmarked", True),
        ("b !is:new", True),
        ("tag:rye", True),
        ('"is:new"', False),
        ("this: b", False),
    ],
)
async def test_what_a_query_asks_for_decides_what_is_learned(
    search: ListSearch, query: str, learns: bool
) -> None:
    assert search.begin_learning(query) is learns
    assert not search.begin_learning(query), "it is under way"


async def test_the_index_learns_once_until_a_status_changes(search: ListSearch) -> None:
    assert found(search, "is:bookmarked") == []
    assert search.begin_learning("is:bookmarked")
    await search.learn(lambda: known(search, "bread"))
    assert found(search, "is:bookmarked") == ["Bread"]
    assert not search.begin_learning("is:bookmarked")
    search.forget_learned()
    assert search.begin_learning("is:bookmarked")
    await search.learn(lambda: known(search, "apple"))
    assert found(search, "is:bookmarked") == ["Apple"]


async def test_what_changes_while_the_index_learns_is_learned_too(search: ListSearch) -> None:
    class Changing:
        def teller(self, asked: frozenset[str]) -> TellFacts:
            search.forget_learned()
            return status(search, "bread").teller(asked)

    async def next_answer() -> ListStatus:
        return answers.pop(0)

    answers = [cast(ListStatus, Changing()), status(search, "cheese")]
    assert search.begin_learning("is:bookmarked")
    await search.learn(next_answer)
    assert answers == []
    assert found(search, "is:bookmarked") == ["Cheese"]


async def test_what_is_asked_for_later_is_learned_beside_what_was_before(
    search: ListSearch,
) -> None:
    assert search.begin_learning("stars:>9")
    await search.learn(lambda: known(search, "bread"))
    assert found(search, "is:bookmarked") == []
    assert not search.begin_learning("stars:>99")
    assert search.begin_learning("is:bookmarked")
    await search.learn(lambda: known(search, "bread"))
    assert found(search, "is:bookmarked") == ["Bread"]
    assert not search.begin_learning("is:bookmarked stars:>99")


async def test_stars_that_come_with_the_entries_are_not_learned_again(search: ListSearch) -> None:
    await search.learn_stars({0: Facts(stars=0), 1: Facts(stars=12)})
    assert not search.begin_learning("stars:<100")
    assert len(found(search, "stars:<100")) == 2
    assert search.begin_learning("stars:<100 !is:new")


async def test_without_anything_known_it_can_learn_later(search: ListSearch) -> None:
    assert search.begin_learning("is:bookmarked")
    await search.learn(nothing_known)
    assert search.begin_learning("is:bookmarked")


async def test_more_rows_are_found_behind_those_of_the_list(search: ListSearch) -> None:
    more = EntryTable.of(AwesomeList("x", "X", entries=(entry("Bran"),)).walk())
    laid_out = add_entries(search.outline, [])
    await search.add(laid_out, [more])
    request = search.request("bra", "list order")
    assert request
    assert request.outline is laid_out
    assert search.request("", "list order")
    assert found(search, "") == ["Cheese", "Bread", "Apple"], "without a filter, only its own"


async def test_rows_that_come_later_are_learned_too(search: ListSearch) -> None:
    assert search.begin_learning("is:bookmarked")
    await search.learn(lambda: known(search))
    await search.add(add_entries(search.outline, []), [])
    assert search.begin_learning("is:bookmarked")


async def test_a_new_index_has_learned_nothing(search: ListSearch) -> None:
    assert not search.is_growing
    assert search.begin_learning("is:bookmarked")
    await search.learn(lambda: known(search))
    await search.build_index()
    assert search.begin_learning("is:bookmarked")


async def test_what_stands_in_a_field_is_looked_up_once_it_is_asked_for() -> None:
    tagged = replace(entry("Wok"), tags=("Steel",), facts=(Fact("Price", "cheap"),))
    search = ListSearch(all_entries(make_outline(a_list("Kitchen", tagged))))
    await search.find_values("tag")
    assert search.values("tag") is None, "there is no index yet"
    await search.build_index()
    assert search.fields == ("price",)
    for field, more, values in (
        ("tag", ["Mine", "steel"], ("mine", "steel")),
        ("price", [], ("cheap",)),
        ("in", [], ("all of them",)),
    ):
        await search.find_values(field, more)
        assert search.values(field) == values
    await search.find_values("name")
    assert search.values("name") is None
    search.forget_learned()
    assert search.values("tag") is None, "the user may have changed some"


async def test_a_forgiven_typo_is_known(search: ListSearch) -> None:
    for query, forgiven in (("cheeze", True), ("cheese", False), ("", False)):
        request = search.request(query, "list order")
        assert request
        assert request.run(lambda: False).forgiven is forgiven


async def test_at_home_the_lists_behind_its_own_sections_are_counted(search: ListSearch) -> None:
    more = EntryTable.of(AwesomeList("x", "X", entries=(entry("Bread"),)).walk())
    await search.build_index(merged=True)
    await search.add(add_entries(search.outline, []), [more])
    assert search.lists_with(entry("Bread").url) == [0]
    assert search.lists_with(entry("Apple").url) == []
    assert search.lists_with(None) == []
    assert found(search, "bread") == ["Bread"]
