"""Words typed on real lists find what is looked for, as often as the README tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from drawn_queries import Listing, find_faults, read_listing

from awesome_tui.search.hits import Hit
from awesome_tui.search.query import parse_query
from awesome_tui.text.inline_markdown import plain

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
LISTS = Path(__file__).parents[2] / "../shared/corpus/lists"
TUNED = ("tuned_queries.txt", "later_tuned_queries.txt")
"""Queries that the order was made for."""
UNSEEN = ("typed_queries.txt", "other_typed_queries.txt", "third_typed_queries.txt")
"""Queries that were written before any was run."""
LOST = 4
"""Stands for any place after the third."""

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the corpus is not beside the checkout")


def typed_queries(table: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (list, query, what is expected)."""
    name = ""
    for line in (Path(__file__).parent / table).read_text("utf-8").splitlines():
        if line.startswith("@ "):
            name = line[2:]
        elif " = " in line and not line.startswith("#"):
            query, _, expected = line.partition(" = ")
            yield name, query, expected.split(" | ")


@cache
def listing_of(name: str) -> Listing:
    return read_listing(LISTS / name)


def place(name: str, query: str, is_wanted: Callable[[Hit], bool]) -> int:
    """The place of the first hit that is wanted, from 1."""
    hits = listing_of(name).index.search(parse_query(query)).page(0, LOST - 1)
    return next((n for n, hit in enumerate(hits, 1) if is_wanted(hit)), LOST)


def is_expected(hit: Hit, expected: list[str]) -> bool:
    """True if the entry or a section of it is named so; a name may have a subtitle behind it."""
    name = " ".join(plain(hit.entry.name).split())
    titles = {f"§ {section.title}" for section in hit.trail}
    return any(
        one in titles or re.match(rf"{re.escape(one)}(:| ★| \(|$)", name) for one in expected
    )


@cache
def places_of(table: str) -> dict[tuple[str, str], int]:
    """The place of what is expected, by list and query."""
    return {
        (name, query): place(name, query, partial(is_expected, expected=wanted))
        for name, query, wanted in typed_queries(table)
    }


def test_what_people_type_has_what_they_look_for_first_or_nearly() -> None:
    places = [at for table in UNSEEN for at in places_of(table).values()]
    assert sum(at == 1 for at in places) >= 0.9 * len(places)
    assert sum(at < LOST for at in places) >= 0.97 * len(places)


@pytest.mark.parametrize("table", TUNED)
def test_what_the_order_was_made_for_keeps_its_place(table: str) -> None:
    def named(hit: Hit, names: list[str]) -> bool:
        return hit.entry.name in names

    places = [
        place(name, query, partial(named, names=wanted))
        for name, query, wanted in typed_queries(table)
    ]
    assert LOST not in places
    assert sum(at > 1 for at in places) <= 0.1 * len(places)


@pytest.mark.parametrize("table", UNSEEN)
def test_the_readme_tells_how_often_and_which_queries_miss(table: str) -> None:
    places = places_of(table)
    misses = {query for (_, query), at in places.items() if at > 1}
    first, near = (sum(at <= most for at in places.values()) for most in (1, LOST - 1))
    assert f"Of {len(places)} queries" in README
    assert f"{first} have such a hit at the top and {near} among the first three" in README
    assert all(f"`{query}`" in README for query in misses), misses


@pytest.mark.parametrize(
    "name",
    [
        *("fcambus__nginx-resources.md", "moul__awesome-ssh.md", "sindresorhus__awesome-nodejs.md"),
        *(
            "h4cc__awesome-elixir.md",
            "lauris__awesome-scala.md",
            "matchai__awesome-pinned-gists.md",
        ),
    ],
)
def test_first_hits_of_drawn_queries_hold_all_words_and_the_best_names(name: str) -> None:
    drawn, faults = find_faults(listing_of(name), of_a_kind=15)
    assert drawn > 20
    assert len(faults) <= 0.02 * drawn, faults
