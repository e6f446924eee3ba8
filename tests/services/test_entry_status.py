"""The status of an entry: one table for rows, filter and command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from building import a_list, entry, link_to
from shelves import SPICES

from awesome_tui.library import Bookmark, Library
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.known_infos import KnownInfos
from awesome_tui.model.link_health import LinkHealth, Verdict
from awesome_tui.model.outline import make_outline
from awesome_tui.model.statuses import FLAGS, STATUSES, Facts, Status
from awesome_tui.search.query import parse_query
from awesome_tui.services.entry_status import (
    LINK_STATUSES,
    LinkStatus,
    ListStatus,
    SavedLinks,
    asks_for_status,
    glyphs,
)
from awesome_tui.sources.catalogue import Catalogue
from awesome_tui.sources.repository_links import RepositoryLinks

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
BREAD = "https://example.com/bread"


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.name)
def test_each_status_can_be_asked_for_and_is_seen_in_its_column(status: Status) -> None:
    assert status.name in FLAGS
    assert status.name in Facts._fields
    drawn = glyphs(Facts()._replace(**{status.name: True}))  # type: ignore[arg-type]
    assert drawn[status.column] == status.glyph
    assert drawn.replace(status.glyph, " ") == glyphs(Facts())


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.name)
def test_the_readme_explains_each_status_in_these_words(status: Status) -> None:
    (sentence,) = (line for line in README.splitlines() if line.startswith("At the right of a row"))
    explained = sentence.partition(f"`{status.glyph}`")[2].partition("`")[0]
    assert f"that it {status.legend}" in explained
    assert f"`is:{status.name}`" in README


def test_new_goes_before_visited_and_a_bookmark_before_its_note() -> None:
    assert glyphs(Facts(new=True, visited=True, bookmarked=True, noted=True)) == " ●★"


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        *(("is:noted", True), ("wok !is:list", True), ("wok | is:new", True)),
        *(("tag:rye", True), ("is:tagged", True), ("tag:", False)),
        *(("stars:>9", True), ("lang:go", True), ("is:dead", True)),
        *(("", False), ('"is:noted"', False), ("name:is:new", False), ("is:struck", False)),
        *(("this:bookmarked", False), ("is:boo", False), ("is:pots", False)),
    ],
)
def test_a_query_asks_for_a_status_by_its_terms_not_by_its_letters(query: str, asked: bool) -> None:
    assert asks_for_status(parse_query(query)) is asked


def test_what_is_new_is_no_status_of_a_link_as_such() -> None:
    assert not asks_for_status(parse_query("is:new"), LINK_STATUSES)
    assert asks_for_status(parse_query("is:visited"), LINK_STATUSES)


def test_links_are_known_whatever_form_their_url_has(library: Library) -> None:
    library.bookmarks.add(Bookmark("http://example.com/bread/", "Bread", tags=("sour",))).result()
    library.notes.write(BREAD, "rye").result()
    library.history.visit(BREAD).result()
    status = LinkStatus(SavedLinks.of(library), Catalogue(()))
    facts = status.facts("http://www.example.com/bread")
    assert facts == Facts(bookmarked=True, noted=True, visited=True, list=False, tags=("sour",))
    nothing = Facts(bookmarked=False, noted=False, visited=False, list=False, tags=())
    assert status.facts(None) == nothing
    assert status.facts("https://example.com/cheese") == nothing


def test_what_a_forge_tells_of_a_repository_is_known_of_its_link() -> None:
    repository = RepoInfo("a/oven", stars=12, pushed=date(2025, 6, 30), licence="MIT")
    known = LinkStatus(
        SavedLinks(),
        Catalogue(()),
        repositories=KnownInfos({"github.com/a/oven": repository}),
        repository_links=RepositoryLinks(),
    )
    oven = known.facts("https://github.com/a/oven/")
    assert (oven.stars, oven.pushed, oven.licence, oven.archived) == (
        12,
        "2025-06-30",
        "MIT",
        False,
    )
    assert oven.lang is None, "the forge did not say"
    assert known.facts(BREAD).stars is None


@pytest.mark.parametrize(
    ("verdict", "dead", "gone", "moved"),
    [
        (Verdict.ALIVE, False, False, False),
        (Verdict.MOVED, False, False, True),
        (Verdict.SUSPECT, None, True, False),
        (Verdict.DEAD, True, True, False),
        (Verdict.UNKNOWN, None, None, None),
        (Verdict.UNREACHABLE, None, None, None),
        (Verdict.SKIPPED, None, None, None),
    ],
)
def test_what_a_check_leaves_in_doubt_is_neither_dead_nor_alive(
    verdict: Verdict, dead: bool | None, gone: bool | None, moved: bool | None
) -> None:
    health = {"example.com/bread": LinkHealth(verdict)}
    facts = LinkStatus(SavedLinks(), Catalogue(()), health=health).facts(BREAD)
    assert (facts.dead, facts.gone, facts.moved) == (dead, gone, moved)


def test_a_link_into_a_page_is_as_dead_as_the_page() -> None:
    health = {"example.com/bread": LinkHealth(Verdict.DEAD)}
    assert LinkStatus(SavedLinks(), Catalogue(()), health=health).facts(f"{BREAD}#rye").dead


def test_a_dead_link_is_marked_before_all_that_its_column_tells() -> None:
    assert glyphs(Facts(dead=True, new=True, visited=True)) == " † "


def test_entries_of_a_list_are_known_by_their_numbers() -> None:
    food = make_outline(a_list("Food", entry("Bread"), link_to("Spices", SPICES), entry("Cheese")))
    links = LinkStatus(SavedLinks(visited=frozenset(["example.com/bread"])), Catalogue(()))
    status = ListStatus(food, links, sources={2: "cheese"}, new=frozenset([1]))
    assert [status.glyphs(number) for number in range(3)] == [" · ", "›● ", "›  "]
    tell = status.teller(frozenset(["new"]))
    told = [tell(number, item.entry.url) for number, item in enumerate(food.items)]
    assert [facts and facts.new for facts in told] == [False, True, False]


def test_a_query_for_what_repositories_tell_learns_nothing_else_but_stars() -> None:
    oven = RepoInfo("a/oven", stars=12, pushed=date(2025, 6, 30), licence="MIT")
    food = make_outline(a_list("Food", entry("Bread")))
    links = LinkStatus(
        SavedLinks(bookmarked=frozenset(["github.com/a/oven"])),
        Catalogue(()),
        repositories=KnownInfos({"github.com/a/oven": oven}),
        repository_links=RepositoryLinks(),
    )
    tell = ListStatus(food, links).teller(frozenset(["licence"]))
    assert tell(0, "https://github.com/a/oven/issues") == Facts(stars=12, licence="MIT")
    assert tell(0, BREAD) is None


def test_a_query_for_what_is_bookmarked_or_new_learns_as_much_as_it_needs() -> None:
    food = make_outline(a_list("Food", entry("Bread")))
    links = LinkStatus(
        SavedLinks(bookmarked=frozenset(["example.com/bread"])),
        Catalogue(()),
        health={"example.com/bread": LinkHealth(Verdict.DEAD)},
    )
    status = ListStatus(food, links, new=frozenset([0]))
    assert status.teller(frozenset(["new"]))(0, BREAD) == Facts(new=True)
    assert status.teller(frozenset(["list"]))(0, BREAD) == Facts(list=False)
    told = status.teller(frozenset(["bookmarked", "dead"]))(0, BREAD)
    assert told is not None
    assert (told.bookmarked, told.dead, told.list) == (True, True, None)
