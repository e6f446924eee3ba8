"""The same link in several lists is one hit, which tells the others."""

from __future__ import annotations

import pytest

from awesome_tui.model.entries import Entry
from awesome_tui.model.statuses import Facts
from awesome_tui.search.hits import Hits
from awesome_tui.search.index import Index
from awesome_tui.search.query import parse_query

FAST = [
    Entry("Kafka", "https://kafka.example/", "A fast log."),
    Entry("Cabin", "https://cabin.example/", "Of logs."),
    Entry("Kafka", "https://kafka.example/again"),
    Entry("Kafka", "https://kafka.example/again"),
]
SLOW = [
    Entry("Apache Kafka", "http://www.kafka.example", "Slow queue."),
    Entry("Hut", "https://hut.example/", "Of logs."),
]


def index_of(*, merged: bool = True, size: int = 1) -> Index:
    index = Index()
    index.add("fast", [((), entry) for entry in FAST * size], merged=merged)
    index.add("slow", [((), entry) for entry in SLOW * size], merged=merged)
    return index


def search(text: str, index: Index | None = None) -> Hits:
    return (index or index_of()).search(parse_query(text))


def told(text: str) -> list[tuple[str, str, list[str]]]:
    hits = search(text).page(0, 9)
    return [(hit.entry.name, hit.key, [copy.key for copy in hit.copies]) for hit in hits]


def test_one_of_several_lists_is_the_hit_and_tells_of_the_others() -> None:
    assert told("queue") == [("Apache Kafka", "slow", ["fast"])]
    assert told("fast") == [("Kafka", "fast", ["slow"])]
    (hit,) = search("queue").page(0, 9)
    assert hit.copies[0].entry.description == "A fast log."


def test_the_best_name_stands_for_all() -> None:
    assert told("apache | fast")[0] == ("Apache Kafka", "slow", ["fast"])


def test_a_list_that_has_a_link_twice_keeps_both() -> None:
    assert [name for name, _, _ in told("again")] == ["Kafka", "Kafka"]


def test_hits_and_counts_agree() -> None:
    hits = search("kafka")
    assert len(hits) == 3
    assert sum(hits.flags("fast") + hits.flags("slow")) == 3
    assert hits.within("slow", 0, 9).total == 0


def test_rows_that_are_not_merged_stay_apart() -> None:
    hits = search("kafka", index_of(merged=False))
    assert len(hits) == 4
    assert not any(hit.copies for hit in hits.page(0, 9))


@pytest.mark.parametrize("size", [1, 100])
def test_among_equals_what_more_lists_hold_comes_first_and_then_what_has_more_stars(
    size: int,
) -> None:
    index = Index()
    names = ["aaa", "bbb", "ccc", "ddd"]
    index.add("one", [((), Entry(name, f"https://{name}.example")) for name in names * size])
    index.add("two", [((), Entry("ccc", "https://ccc.example"))], merged=True)
    index.add("three", [((), Entry("ccc", "https://ccc.example"))], merged=True)
    index.learn("one", {1: Facts(stars=5), 3: Facts(stars=50)})
    hits = search("example", index).page(0, 3)
    assert [hit.entry.name for hit in hits] == ["ccc", "ddd", "bbb"]


def test_a_row_of_another_block_can_be_told() -> None:
    index = Index()
    index.add("many", [((), Entry(f"n{n}", f"https://{n}.example")) for n in range(33_000)])
    index.add("one", [((), Entry("n1", "https://it.example"))], merged=True)
    index.add("two", [((), Entry("it", "https://it.example", "Words."))], merged=True)
    (hit,) = search("words", index).page(0, 9)
    assert [(copy.key, copy.number) for copy in hit.copies] == [("one", 0)]


def test_the_lists_with_a_link_are_told_by_when_they_were_added() -> None:
    index = index_of()
    assert index.additions_with("https://kafka.example") == [0, 1]
    assert index.additions_with("https://hut.example") == [1]
    assert index.additions_with("https://nowhere.example") == []
    assert index_of(merged=False).additions_with("https://hut.example") == []


def test_links_are_found_among_thousands() -> None:
    index = Index()
    links = [f"https://herbs.example/{number}" for number in range(3_000)]
    index.add("long", [((), Entry(link, link)) for link in links], merged=True)
    index.add("short", [((), Entry("Dill", link)) for link in links[::1_000]], merged=True)
    held = [index.additions_with(link) for link in (links[0], links[1], links[2_000], "")]
    assert held == [[0, 1], [0], [0, 1], []]
