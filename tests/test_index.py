"""What is found, in which order, and which characters show why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesome_tui.model import Entry, Section, Trail
from awesome_tui.search.facts import Facts
from awesome_tui.search.hits import Hits
from awesome_tui.search.index import Index
from awesome_tui.search.query import parse_query
from awesome_tui.search.spans import spans

Row = tuple[Trail, Entry]

MESSAGING = Section("Messaging", "messaging", level=2)
STORES = Section("Data stores", "data-stores", level=2)
LOGS = Section("Logs", "logs", level=3)

ROWS: tuple[Row, ...] = (
    ((MESSAGING,), Entry("Pigeon Post", "https://pigeon.example/", "Kafka for birds.")),
    ((MESSAGING,), Entry("Slow Kafka", "https://slow.example/", "A log that waits.")),
    ((MESSAGING,), Entry("Kafka Tower", "https://tower.example/", "Sees every topic.")),
    ((MESSAGING,), Entry("Kafka", "https://kafka.example/", "A log of messages.")),
    ((MESSAGING,), Entry("Kayak Forks Abroad", "https://rivers.example/", "Boats.")),
    ((STORES,), Entry("Shelf", "https://shelf.example/kafka", "Rows in a file.")),
    ((STORES, LOGS), Entry("Café Größe", "http://cafe.example/", "Keeps tidy notes.", struck=True)),
    ((STORES, LOGS), Entry("GraphQueue", None, "A distributed database.")),
)


def index_of(rows: Sequence[Row], facts: dict[int, Facts] | None = None) -> Index:
    index = Index()
    index.add("list", rows, facts)
    return index


def search(text: str, rows: Sequence[Row] = ROWS) -> Hits:
    return index_of(rows).search(parse_query(text))


def names(text: str, rows: Sequence[Row] = ROWS) -> list[str]:
    hits = search(text, rows)
    return [hit.entry.name for hit in hits.page(0, len(hits))]


def named(*names: str) -> list[Row]:
    return [((), Entry(name, None)) for name in names]


def test_no_query_finds_everything_in_list_order() -> None:
    assert names("") == [entry.name for _, entry in ROWS]


def test_the_best_place_comes_first_and_ties_keep_list_order() -> None:
    assert names("kafka") == [
        *("Kafka", "Kafka Tower", "Slow Kafka", "Kayak Forks Abroad", "Pigeon Post", "Shelf")
    ]


def test_a_section_comes_before_a_description_and_that_before_a_url() -> None:
    rows = (
        ((), Entry("one", "https://a.example/logs")),
        ((), Entry("two", None, "Reads logs.")),
        ((LOGS,), Entry("three", None)),
    )
    assert names("logs", rows) == ["three", "two", "one"]


def test_an_entry_ranks_by_its_worst_term() -> None:
    rows = (
        ((), Entry("red fox", None, "Not blue.")),
        ((), Entry("a blue red", None)),
        ((), Entry("red blue", None)),
    )
    assert names("red blue", rows) == ["a blue red", "red blue", "red fox"]


def test_of_alternatives_the_best_counts() -> None:
    assert names("kafka | shelf")[:2] == ["Kafka", "Shelf"]


def test_a_field_says_where_to_look_and_leaves_the_order_to_the_other_terms() -> None:
    assert names("in:messaging kafka")[:2] == ["Kafka", "Kafka Tower"]


def test_among_alternatives_a_field_ranks_as_what_it_looks_at() -> None:
    assert names("desc:file | url:tower | kafka$") == [
        *("Kafka", "Slow Kafka", "Shelf", "Kafka Tower")
    ]
    assert names("kafka in:messaging | host:shelf")[:2] == ["Kafka", "Kafka Tower"]


def test_the_last_sigma_of_a_word_is_one_like_others() -> None:
    assert names("'οδος", named("a οδοσ", "ΟΔΟΣ")) == ["ΟΔΟΣ", "a οδοσ"]
    assert highlighted("οδοσ", "Η ΟΔΟΣ") == "Η [ΟΔΟΣ]"


@pytest.mark.parametrize(
    ("name", "at"),
    [("GraphQL", 5), ("HTTPServer", 4), ("a-queue", 2), ("a_queue", 2), ("Amazon.S3", 7)],
)
def test_words_start_after_signs_and_at_capitals(name: str, at: int) -> None:
    later = name[at:].lower()
    assert names(later, named(f"x{later}", name)) == [name, f"x{later}"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tdy", []),
        ("tidy", ["Café Größe"]),
        ("'kafka", ["Kafka", "Kafka Tower", "Slow Kafka", "Pigeon Post", "Shelf"]),
        ("^kafka", ["Kafka", "Kafka Tower", "Pigeon Post"]),
        ("kafka$", ["Kafka", "Slow Kafka", "Shelf"]),
        ("^kafka$", ["Kafka"]),
        ("^kafka tower", ["Kafka Tower"]),
        ('"slow kafka"', ["Slow Kafka"]),
        ("kafka !tower", ["Kafka", "Slow Kafka", "Kayak Forks Abroad", "Pigeon Post", "Shelf"]),
        ("name:kfk", ["Slow Kafka", "Kafka Tower", "Kafka", "Kayak Forks Abroad"]),
        ("desc:kafka", ["Pigeon Post"]),
        ("!desc:kafka 'kafka", ["Kafka", "Kafka Tower", "Slow Kafka", "Shelf"]),
        ("in:logs", ["Café Größe", "GraphQueue"]),
        ('in:"data stores › logs"', ["Café Größe", "GraphQueue"]),
        ("url:/kafka$", ["Shelf"]),
        ("host:kafka", ["Kafka"]),
        ("host:example.com", []),
        ("in:stores !host:example", ["GraphQueue"]),
        ("url:^http:", ["Café Größe"]),
        ("cafe", ["Café Größe"]),
        ("grosse", ["Café Größe"]),
        ("CAFE", []),
        ("Café", ["Café Größe"]),
        ("Cafe", ["Café Größe"]),
        ("is:struck", ["Café Größe"]),
        ("in:stores !is:struck", ["Shelf", "GraphQueue"]),
        ("nothing-like-it", []),
    ],
)
def test_operators_and_fields_choose_what_is_found(query: str, found: list[str]) -> None:
    assert names(query) == found


FACTS = {
    0: Facts(bookmarked=True, stars=2000, pushed="2025-07-01", lang="Rust", licence="MIT"),
    1: Facts(bookmarked=False, stars=10, pushed="2024-01-01", lang="Go", licence="GPL-3.0"),
}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("is:bookmarked", [0]),
        ("!is:bookmarked", [1]),
        ("is:dead", []),
        ("!is:dead", []),
        ("stars:>1000", [0]),
        ("stars:<=10", [1]),
        ("!stars:>1k", [1]),
        ("pushed:>2025-06", [0]),
        ("!pushed:>2025-06", [1]),
        ("lang:rust", [0]),
        ("!lang:rust", [1]),
        ("licence:^gpl", [1]),
        ("lang:rust | stars:10", [0, 1]),
    ],
)
def test_what_is_not_known_of_an_entry_fails_the_term_and_its_negation(
    query: str, numbers: list[int]
) -> None:
    hits = index_of(ROWS, FACTS).search(parse_query(query))
    assert hits.numbers("list") == numbers


def test_what_is_learnt_later_replaces_what_was_known() -> None:
    index = index_of(ROWS, FACTS)
    index.learn("list", {0: Facts(bookmarked=False), 5: Facts(bookmarked=True)})
    assert index.search(parse_query("is:bookmarked")).numbers("list") == [5]


def test_a_typo_is_forgiven_when_nothing_matches_and_the_result_says_so() -> None:
    hits = search("tiwer")
    assert hits.forgiven
    assert [hit.entry.name for hit in hits.page(0, 9)] == ["Kafka Tower"]
    assert not search("tower").forgiven
    assert not search("nothing-like-it").forgiven


def test_a_typo_is_not_forgiven_outside_names_nor_in_short_terms() -> None:
    assert names("distribted nothing") == []
    assert names("shlx") == []


@pytest.mark.parametrize("typed", ["kubernates", "kubernetess", "kubrenetes", "xubernetes"])
def test_with_a_typo_too_the_name_itself_comes_first(typed: str) -> None:
    rows = named("Kitchen burner nets, seen", "My Kubernetes", "Kubernetes Up", "Kubernetes")
    hits = search(typed, rows)
    assert hits.forgiven
    assert [hit.entry.name for hit in hits.page(0, 3)] == [
        *("Kubernetes", "Kubernetes Up", "My Kubernetes")
    ]


def test_descriptions_are_searched_as_they_read() -> None:
    index = Index(plain=lambda markdown: markdown.replace("*", ""))
    index.add("list", [((), Entry("a", None, "A **fast** queue"))])
    hits = index.search(parse_query('"fast queue"'))
    assert [hits.spans(hit).description for hit in hits.page(0, 9)] == [((2, 12),)]


def highlighted(query: str, text: str) -> str:
    ranges = spans(parse_query(query), text, "name")
    return "".join(
        f"[{character}]" if any(start <= n < stop for start, stop in ranges) else character
        for n, character in enumerate(text)
    ).replace("][", "")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kafka", "Apache [Kafka]"),
        ("kt", "Kaf[k]a [T]ower"),
        ("cafe", "Le [Café]"),
        ("cafe", "Le [Cafe\u0301] noir"),
        ("strasse", "[Straße]"),
        ("queue", "日本語[Queue]"),
        ("本語", "日[本語]Queue"),
        ("日語", "[日]本[語]Queue"),
        ("dev", "👩\u200d💻 [dev]"),
        ("kz", f"[k]{'-' * 60}[z]"),
        ("b💻", f"[b]{'-' * 60}[💻]"),
        ("👩", "[👩\u200d💻] dev"),
        ("❤", "I [❤\ufe0f] it"),
        ("file", "[ﬁle]s"),
        ("a | b", "[ab]c"),
        ("!a b", "a[b]c"),
        ("^a", "[a]a"),
        ("a$", "a[a]"),
        ("desc:a", "abc"),
    ],
)
def test_highlights_lie_on_the_characters_that_are_shown(query: str, shown: str) -> None:
    assert highlighted(query, shown.replace("[", "").replace("]", "")) == shown


def test_a_hit_shows_which_fields_matched() -> None:
    hits = search("kafka")
    by_name = {hit.entry.name: hits.spans(hit) for hit in hits.page(0, len(hits))}
    assert by_name["Kafka"].name == ((0, 5),)
    assert by_name["Kafka"].url == ((8, 13),)
    assert by_name["Pigeon Post"].description == ((0, 5),)
    assert not by_name["Pigeon Post"].name
    assert spans(parse_query("host:kafka"), "https://kafka.example/kafka", "url") == ((8, 13),)


# ---- many lists


def test_hits_say_their_list_and_their_number_in_it() -> None:
    index = Index()
    index.add("one", ROWS[:4])
    index.add("two", ROWS[4:])
    index.add("one", ROWS[3:4])
    hits = index.search(parse_query("kafka"))
    assert [hit[:2] for hit in hits.page(0, 3)] == [("one", 3), ("one", 4), ("one", 2)]
    assert hits.numbers("one") == [0, 1, 2, 3, 4]
    assert hits.numbers("two") == [0, 1]
    assert hits.numbers("three") == []


def test_a_removed_list_is_not_found_and_can_come_back() -> None:
    index = Index()
    index.add("one", ROWS[:4], {0: Facts(new=True)})
    index.add("two", ROWS[4:])
    before = index.search(parse_query("kafka"))
    index.remove("one")
    index.remove("unknown")
    assert {hit.key for hit in index.search(parse_query("")).page(0, 99)} == {"two"}
    index.add("one", ROWS[:1])
    assert index.search(parse_query("kafka")).numbers("one") == [0]
    assert not index.search(parse_query("is:new")).total
    assert [hit.entry.name for hit in before.page(0, 2)] == ["Kafka", "Kafka Tower"]


def test_hits_can_be_narrowed_to_a_section() -> None:
    hits = search("kafka").within("list", 1, 4)
    assert list(hits.ranked()) == [3, 2, 1]
    assert hits.ranked()[1:] == [2, 1]
    assert hits.total == 3
    with pytest.raises(IndexError):
        hits[3]


def test_a_cancelled_search_ends_early_and_leaves_no_trace() -> None:
    index = index_of(ROWS)
    query = parse_query("kafka")
    assert index.search(query, cancelled=lambda: True).total == 0
    assert index.search(query).numbers("list") == search("kafka").numbers("list")


def test_one_thread_can_add_while_another_searches() -> None:
    index = Index()
    adding = Thread(target=index.add, args=("many", ROWS * 2000))
    query = parse_query("'kafka")
    adding.start()
    while adding.is_alive():
        hits = index.search(query)
        found = hits.numbers("many")
        assert found == [n for n in range(8 * 2000) if n % 8 in (0, 1, 2, 3, 5)][: len(found)]
    adding.join()
    assert index.search(query).total == 5 * 2000


def test_nothing_is_found_where_nothing_is() -> None:
    index = index_of(())
    assert [index.search(parse_query(query)).total for query in ("", "a", "is:new", "!a")] == [
        0
    ] * 4
    assert Index().search(parse_query("a")).page(0, 9) == []


def test_what_is_learnt_of_rows_that_are_not_there_is_ignored() -> None:
    index = index_of(ROWS)
    index.learn("unknown", {0: Facts(new=True)})
    index.learn("list", {99: Facts(new=True)})
    assert index.search(parse_query("is:new")).total == 0


def test_thousands_of_rows_are_ranked_like_few() -> None:
    """Where many match, ranks are worked out in another way than where few do."""
    rows = list(ROWS) * 400
    few, many = search("kafka"), search("kafka", rows)
    ranked = [number % len(ROWS) for number in many.ranked()]
    assert ranked == [number for number in few.ranked() for _ in range(400)]


# ---- against a slow and simple matcher

LETTERS = "abAB é日👍-. "
PIECES = st.text(alphabet=LETTERS, max_size=6)
ENTRIES = st.builds(Entry, PIECES, st.none() | PIECES.map("http://{}".format), PIECES)
SECTIONS = st.lists(st.builds(Section, PIECES, st.just("")), max_size=2).map(tuple)
SOME_ROWS = st.lists(st.tuples(SECTIONS, ENTRIES), max_size=12)
TEXTS = st.text(alphabet="abAé日👍-", min_size=1, max_size=3)
TERMS = st.tuples(
    st.sampled_from(["", "!"]),
    st.sampled_from(["", "name:", "desc:", "in:", "url:"]),
    st.sampled_from(["", "'", "^"]),
    TEXTS,
    st.sampled_from(["", "$"]),
)
QUERIES = st.lists(st.lists(TERMS, min_size=1, max_size=2), min_size=1, max_size=2)
Typed = tuple[str, str, str, str, str]


def typed(groups: list[list[Typed]]) -> str:
    return " ".join(" | ".join("".join(term) for term in group) for group in groups)


def slow_match(groups: list[list[Typed]], row: Row) -> bool:
    return all(any(slow_term(term, row) for term in group) for group in groups)


def slow_term(term: Typed, row: Row) -> bool:
    negated, field, anchor, text, end = term
    trail, entry = row
    fields = {
        "name:": entry.name,
        "in:": " › ".join(section.title for section in trail),
        "desc:": entry.description,
        "url:": entry.url or "",
    }
    cased = any(letter.isupper() for letter in text)
    wanted = slow_fold(text, cased)
    found = any(
        slow_holds(wanted, slow_fold(shown, cased), anchor, end)
        for name, shown in fields.items()
        if field in ("", name)
    )
    if not (negated or anchor or end) and field in ("", "name:"):
        letters = iter(slow_fold(entry.name, cased))
        found = found or all(letter in letters for letter in wanted)
    return found != bool(negated)


def slow_holds(wanted: str, shown: str, anchor: str, end: str) -> bool:
    at_start, at_end = anchor == "^", bool(end)
    if at_start and at_end:
        return shown == wanted
    if at_start or at_end:
        return shown.startswith(wanted) if at_start else shown.endswith(wanted)
    return wanted in shown


def slow_fold(text: str, cased: bool) -> str:
    text = text.replace("é", "e")
    return text if cased else text.lower()


@settings(max_examples=400, deadline=None)
@given(SOME_ROWS, QUERIES)
def test_what_satisfies_a_query_is_found_and_nothing_else(
    rows: list[Row], groups: list[list[Typed]]
) -> None:
    expected = [number for number, row in enumerate(rows) if slow_match(groups, row)]
    hits = search(typed(groups), rows)
    assert hits.numbers("list") == expected
    assert sorted(hits.ranked()) == expected


@settings(max_examples=25, deadline=None)
@given(SOME_ROWS, QUERIES)
def test_many_rows_are_found_and_ranked_like_few(
    rows: list[Row], groups: list[list[Typed]]
) -> None:
    times = 600
    few, many = search(typed(groups), rows), search(typed(groups), rows * times)
    assert many.total == few.total * times
    assert [number for number in many.ranked() if number < len(rows)] == list(few.ranked())


@settings(max_examples=200, deadline=None)
@given(SOME_ROWS, QUERIES, st.lists(st.integers(0, 12)), st.booleans())
def test_neither_chunks_nor_what_was_cancelled_change_the_result(
    rows: list[Row], groups: list[list[Typed]], cuts: list[int], cancel: bool
) -> None:
    query = parse_query(typed(groups))
    index = Index()
    ends = sorted({0, len(rows), *(cut for cut in cuts if cut < len(rows))})
    for start, stop in pairwise(ends):
        index.search(query, cancelled=lambda: cancel)
        index.add("list", rows[start:stop])
    assert list(index.search(query).ranked()) == list(search(typed(groups), rows).ranked())


@settings(max_examples=400, deadline=None)
@given(PIECES, TEXTS, st.sampled_from(["", "'", "^"]), st.sampled_from(["", "$"]))
def test_highlights_spell_the_term(shown: str, text: str, anchor: str, end: str) -> None:
    ranges = spans(parse_query(anchor + text + end), shown, "name")
    cased = any(letter.isupper() for letter in text)
    marked = slow_fold("".join(shown[start:stop] for start, stop in ranges), cased)
    wanted = slow_fold(text, cased)
    if search(anchor + text + end, named(shown)).total:
        assert set(marked) == set(wanted)
        assert all(marked.count(letter) >= wanted.count(letter) for letter in wanted)
    else:
        assert not marked
    assert all(start < stop for start, stop in ranges)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))
