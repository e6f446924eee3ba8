"""Queries find entries in an order, and characters show why."""

from __future__ import annotations

import gc
import re
import sys
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise, takewhile
from threading import Thread
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesome_tui.model.entries import Entry, Fact, Section, Trail
from awesome_tui.model.statuses import Facts
from awesome_tui.search.fields import Rank
from awesome_tui.search.folding import fold
from awesome_tui.search.hits import Hits
from awesome_tui.search.index import Index
from awesome_tui.search.matching import BlockMatch
from awesome_tui.search.query import TextTerm, column_slug, parse_query
from awesome_tui.search.ranking import (
    LONG,
    Texts,
    holds_in_mode,
    holds_together,
    rank_term,
)
from awesome_tui.search.spans import SpanFinder, spans
from awesome_tui.search.words import lower

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


def index_of(
    rows: Sequence[Row],
    facts: dict[int, Facts] | None = None,
    *,
    worth_a_thread: int = 60_000,
    worth_words: int = 16_384,
) -> Index:
    index = Index(worth_a_thread=worth_a_thread, worth_words=worth_words)
    index.add("list", rows, facts)
    return index


def search(text: str, rows: Sequence[Row] = ROWS) -> Hits:
    return index_of(rows).search(parse_query(text))


def names(text: str, rows: Sequence[Row] = ROWS) -> list[str]:
    hits = search(text, rows)
    return [hit.entry.name for hit in hits.page(0, len(hits))]


def found_in(hits: Hits, key: str) -> list[int]:
    return [number for number, found in enumerate(hits.flags(key)) if found]


def named(*names: str) -> list[Row]:
    return [((), Entry(name, None)) for name in names]


def test_no_query_finds_everything_in_list_order() -> None:
    assert names("") == [entry.name for _, entry in ROWS]


def test_the_best_place_comes_first_and_ties_keep_list_order() -> None:
    assert names("kafka") == [*("Kafka", "Kafka Tower", "Slow Kafka", "Pigeon Post", "Shelf")]


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
    assert names("red blue", rows) == ["red blue", "a blue red", "red fox"]


def test_of_alternatives_the_best_counts() -> None:
    assert names("kafka | shelf")[:2] == ["Kafka", "Shelf"]


def test_a_field_says_where_to_look_and_leaves_the_order_to_the_other_terms() -> None:
    assert names("in:messaging kafka")[:2] == ["Kafka", "Kafka Tower"]


def test_among_alternatives_a_field_ranks_as_what_it_looks_at() -> None:
    assert names("desc:file | url:tower | kafka$") == [
        *("Kafka", "Slow Kafka", "Shelf", "Kafka Tower")
    ]
    assert names("kafka in:messaging | host:shelf")[:2] == ["Kafka", "Kafka Tower"]


def test_among_alternatives_what_is_known_of_an_entry_ranks_last() -> None:
    index = index_of(ROWS, {0: Facts(lang="Go", licence="MIT")})
    for query in ("lang:go | desc:boats | slow", "licence:mit | desc:boats | slow"):
        assert index.search(parse_query(query)).page(0, 9)[-1].entry.name == "Pigeon Post"


def test_the_last_sigma_of_a_word_is_one_like_others() -> None:
    assert names("'οδος", named("a οδοσ", "ΟΔΟΣ")) == ["ΟΔΟΣ", "a οδοσ"]
    assert highlighted("οδοσ", "Η ΟΔΟΣ") == "Η [ΟΔΟΣ]"


def test_a_name_typed_without_its_signs_comes_before_texts_that_hold_it() -> None:
    rows = (
        ((), Entry("Guide", "https://nodejs.example/guide", "How nodejs is run.")),
        ((), Entry("x/Node.js", None)),
    )
    assert names("nodejs", rows) == ["x/Node.js", "Guide"]


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
        ("kafka !tower", ["Kafka", "Slow Kafka", "Pigeon Post", "Shelf"]),
        ("name:kfk", ["Kafka", "Slow Kafka", "Kafka Tower"]),
        ("kfabr", ["Kayak Forks Abroad"]),
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
        ("CAFE", ["Café Größe"]),
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
    assert found_in(hits, "list") == numbers


def test_what_is_learnt_later_replaces_what_was_known() -> None:
    index = index_of(ROWS, FACTS)
    index.learn("list", {0: Facts(bookmarked=False), 5: Facts(bookmarked=True)})
    assert found_in(index.search(parse_query("is:bookmarked")), "list") == [5]


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
        ("kt", "[K]afka [T]ower"),
        ("cafe", "Le [Café]"),
        ("cafe", "Le [Cafe\u0301] noir"),
        ("strasse", "[Straße]"),
        ("queue", "日本語[Queue]"),
        ("本語", "日[本語]Queue"),
        ("日語", "[日]本[語]Queue"),
        ("dev", "👩\u200d💻 [dev]"),
        ("kz", f"[k]{'-' * 60}[z]"),
        ("azz", f"Kafka {'-' * 60}z"),
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


def test_of_hundreds_of_alternatives_only_those_that_may_be_in_a_text_are_looked_at() -> None:
    words = [f"{letter}{other}zzy" for letter in "bcdeghi" for other in "abcdefghijklmnopqrst"]
    finder, calls = SpanFinder(parse_query(" | ".join([*words, "kt", "'tow"]))), 0

    def count_calls(frame: FrameType, event: str, _: Any) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count_calls)
    try:
        found = finder.find("Kafka Tower", "name")
    finally:
        sys.setprofile(before)
    assert found == ((0, 1), (6, 9))
    assert calls < 100


def test_a_hit_shows_which_fields_matched() -> None:
    hits = search("kafka")
    by_name = {hit.entry.name: hits.spans(hit) for hit in hits.page(0, len(hits))}
    assert by_name["Kafka"].name == ((0, 5),)
    assert by_name["Kafka"].url == ((8, 13),)
    assert by_name["Pigeon Post"].description == ((0, 5),)
    assert not by_name["Pigeon Post"].name
    assert spans(parse_query("host:kafka"), "https://kafka.example/kafka", "url") == ((8, 13),)


# ---- many lists


def test_of_several_terms_those_are_told_that_neither_name_nor_description_shows() -> None:
    hits = search("kafka stores")
    find = hits.unseen("Shelf", "Rows of kafka.")
    assert find
    assert list(find("Data stores", "in")) == [(5, 11)]
    assert hits.unseen("Kafka", "It stores rows.") is None
    assert search("stores").unseen("Shelf", "") is None


def test_hits_say_their_list_and_their_number_in_it() -> None:
    index = Index()
    index.add("one", ROWS[:4])
    index.add("two", ROWS[4:])
    index.add("one", ROWS[3:4])
    hits = index.search(parse_query("kafka"))
    assert [hit[:2] for hit in hits.page(0, 3)] == [("one", 3), ("one", 4), ("one", 2)]
    assert found_in(hits, "one") == [0, 1, 2, 3, 4]
    assert found_in(hits, "two") == [1]
    assert found_in(hits, "three") == []


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
    assert found_in(index.search(query), "list") == found_in(search("kafka"), "list")


def test_one_thread_can_add_while_another_searches() -> None:
    index = Index()
    adding = Thread(target=index.add, args=("many", ROWS * 2000))
    query = parse_query("'kafka")
    adding.start()
    while adding.is_alive():
        hits = index.search(query)
        found = found_in(hits, "many")
        assert found == [n for n in range(8 * 2000) if n % 8 in (0, 1, 2, 3, 5)][: len(found)]
    adding.join()
    assert index.search(query).total == 5 * 2000


SEARCHED = [
    parse_query(text) for text in ("in:logs", "kafka", "host:slow", "e", "gq", "-is:struck")
]


def found_at_step(step: int) -> tuple[list[list[int]], list[list[int]]] | None:
    """The hits when the thread that adds is before its n-th line, and when it is done.

    None after the last line.
    """
    index, lines = index_of(ROWS), 0
    found: list[list[int]] | None = None

    def at_each_line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines, found
        if not frame.f_code.co_filename.endswith(FILLED):
            return None
        if event == "line":
            lines += 1
            if lines == step:
                sys.settrace(None)
                found = find_all(index)
        return at_each_line

    before = sys.gettrace()
    sys.settrace(at_each_line)
    try:
        index.add("list", ROWS)
    finally:
        sys.settrace(before)
    return None if found is None else (found, find_all(index))


FILLED = ("block.py", "block_rows.py", "row_texts.py", "vocabulary.py")


def find_all(index: Index) -> list[list[int]]:
    return [found_in(index.search(query), "list") for query in SEARCHED]


def test_a_search_between_any_two_steps_of_an_add_finds_what_was_there_before_or_after() -> None:
    before, after = (find_all(index_of(rows)) for rows in (ROWS, ROWS * 2))
    steps = [*filter(None, takewhile(bool, map(found_at_step, count(1))))]
    assert len(steps) > 10
    assert all(found in (before, after) and later == after for found, later in steps)


def test_what_is_learnt_while_hits_are_put_in_order_gives_none_of_them_twice() -> None:
    rows = ROWS * 100
    index = index_of(rows, dict.fromkeys(range(len(rows)), Facts(bookmarked=True)))
    hits = index.search(parse_query("is:bookmarked kafka"))
    index.learn("list", dict.fromkeys(range(len(rows)), Facts()))
    assert len(hits) == 500
    assert len({hit.number for hit in hits.page(0, len(hits))}) == 500


def test_nothing_stays_of_an_index_and_of_its_hits_once_they_are_let_go() -> None:
    """Without the garbage collection, which leaves a large list alone."""
    gc.disable()
    try:
        index = index_of(ROWS * 100)
        hits = index.search(parse_query("ka"))
        block = weakref.ref(index._blocks[0])
        assert hits[0].entry.name
        del index, hits
        assert block() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("worth_words", [1, 16_384])
def test_letters_are_found_while_they_are_spelt_and_more_rows_come(worth_words: int) -> None:
    index, query = index_of(ROWS * 1000, worth_words=worth_words), parse_query("k")
    expected = found_in(index.search(query), "list")
    work = Thread(target=index.spell), Thread(target=index.add, args=("list", ROWS * 1000))
    for thread in work:
        thread.start()
    while any(thread.is_alive() for thread in work):
        assert found_in(index.search(query), "list")[: len(expected)] == expected
    index.spell()
    assert index.search(query).total == 2 * len(expected)


@pytest.mark.parametrize("typed", ["re", "'re", "!re", "name:re", "Re", "re red", "re | in:x"])
def test_pairs_find_the_same_once_they_are_answered_ahead(typed: str) -> None:
    index = index_of(named("Red", "Rome", "Ruby Elf", "Tree", "Cat", "Bat") * 9)
    before = list(index.search(parse_query(typed)).ranked())
    index.spell()
    assert list(index.search(parse_query(typed)).ranked()) == before
    index.add("more", named("Real"))
    assert index.search(parse_query("re")).page(0, 1)[0].entry.name == "Red"
    assert index.search(parse_query("real")).total == 1


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
    """Ranks of many are worked out in another way than those of few."""
    rows = list(ROWS) * 400
    few, many = search("kafka"), search("kafka", rows)
    ranked = [number % len(ROWS) for number in many.ranked()]
    assert ranked == [number for number in few.ranked() for _ in range(400)]


# ---- against a slow and simple matcher

RARE = "日👍Σσsf\u2028'^$!|\"\\:é\u0301ßＫİςﬁ\u200d\ud800"
WORDS = st.sampled_from(["a", "b", "ab", "Ab", "ba", "aab"])
PIECES = st.lists(WORDS | st.sampled_from(" -.") | st.sampled_from(RARE), max_size=4).map("".join)
SHOWN = PIECES | st.lists(PIECES, max_size=9).map(("-" * 30).join)
URLS = st.none() | st.sampled_from(
    ["/{}", "mailto:{}", "http://{}", "https://a:b@{}.ab:80/b"]
).flatmap(lambda url: PIECES.map(url.format))
TAGS = st.lists(PIECES, max_size=1).map(tuple)
SAID = st.lists(st.builds(Fact, st.just("Kind"), PIECES), max_size=1).map(tuple)
ENTRIES = st.builds(Entry, SHOWN, URLS, PIECES, struck=st.booleans(), facts=SAID, tags=TAGS)
SECTIONS = st.lists(st.builds(Section, PIECES, st.just("")), max_size=2).map(tuple)


def known(new: bool | None, stars: int | None, pushed: str | None, lang: str | None) -> Facts:
    """Facts of which the others are unknown: of a named tuple, `builds` would fill in all."""
    return Facts(new=new, stars=stars, pushed=pushed, lang=lang)


KNOWN = st.builds(
    known,
    new=st.none() | st.booleans(),
    stars=st.sampled_from([None, 1, 1500]),
    pushed=st.sampled_from([None, "2024-12-31", "2025-06-30"]),
    lang=st.sampled_from([None, "AB", "ﬁ"]),
)
LINE = st.tuples(SECTIONS, ENTRIES, KNOWN)
SOME_LINES = st.lists(LINE, max_size=12)
Line = tuple[Trail, Entry, Facts]


@dataclass(frozen=True)
class Sought:
    """A term with text, and the places that it looks at."""

    negated: bool
    field: str
    anchor: str
    text: str
    end: str
    quoted: bool

    def __str__(self) -> str:
        text = re.sub(r'([\\"])' if self.quoted else r"(.)", r"\\\1", self.text, flags=re.DOTALL)
        text = f'"{text}"' if self.quoted else text
        return f"{'!' * self.negated}{self.field}{self.anchor}{text}{self.end}"

    def rank(self, line: Line, stage: int) -> int | None:
        term = self.term(stage)
        known = line[2].lang
        if term.place == "known":
            if known is None or holds_in_mode(term, fold(known)) == self.negated:
                return None
            return Rank.NAME if self.negated else Rank.FUZZY
        rank = rank_term(term, texts_of(line))
        if self.negated:
            return Rank.NAME if rank is None else None
        return rank

    def term(self, stage: int = 0) -> TextTerm:
        query = parse_query(str(self))
        ((term,),) = (query, query.uncased(), query.uncased().forgiving())[stage].groups
        assert isinstance(term, TextTerm)
        return term


def texts_of(line: Line) -> Texts:
    trail, entry, _ = line
    url = fold(entry.url or "")
    path = " › ".join(section.title for section in trail)
    facts = [(column_slug(fact.name), fold(fact.value)) for fact in entry.facts]
    texts = {"in": path, "desc": entry.description, "url": url}
    by_field = {name: [fold(text)] for name, text in texts.items()}
    return Texts(fold(entry.name), by_field | {"tag": list(map(fold, entry.tags))}, facts)


@dataclass(frozen=True)
class Asked:
    """A term about what is known of an entry."""

    negated: bool
    text: str

    def __str__(self) -> str:
        return "!" * self.negated + self.text

    def rank(self, line: Line, stage: int) -> int | None:
        answer = ANSWERS[self.text](line)
        return None if answer is None or answer == self.negated else Rank.NAME


ANSWERS: dict[str, Callable[[Line], bool | None]] = {
    "is:struck": lambda line: line[1].struck,
    "is:new": lambda line: line[2].new,
    "is:dead": lambda line: None,
    "stars:>1k": lambda line: None if line[2].stars is None else line[2].stars > 1000,
    "stars:1": lambda line: None if line[2].stars is None else line[2].stars == 1,
    "pushed:>=2025": lambda line: None if line[2].pushed is None else line[2].pushed[:4] >= "2025",
}
TEXTS = WORDS | st.lists(WORDS | st.sampled_from(RARE), min_size=1, max_size=2).map("".join)
SOUGHT = st.builds(
    Sought,
    st.sampled_from([False, False, False, True]),
    st.sampled_from([*[""] * 8, *["name:"] * 3, "desc:", "in:", "tag:", "url:", "host:", "lang:"]),
    st.sampled_from([*[""] * 6, "'", "^"]),
    (TEXTS | TEXTS | TEXTS | st.text("ab", min_size=5, max_size=10)).filter(fold),
    st.sampled_from([*[""] * 5, "$"]),
    st.booleans(),
)
ASKED = st.builds(Asked, st.booleans(), st.sampled_from(list(ANSWERS)))
Groups = list[list[Sought | Asked]]
TERMS = SOUGHT | SOUGHT | SOUGHT | ASKED
QUERIES = st.lists(st.lists(TERMS, min_size=1, max_size=2), min_size=1, max_size=2)


def typed(groups: Groups) -> str:
    return " ".join(" | ".join(map(str, group)) for group in groups)


def slow_order(groups: Groups, line: Line, stage: int) -> tuple[int, ...] | None:
    """The rank that puts a line before another; None if it is not found."""
    found = [[term.rank(line, stage) for term in group] for group in groups]
    ranks = [min((rank for rank in each if rank is not None), default=None) for each in found]
    if None in ranks:
        return None
    orders = [any(map(does_order, group)) for group in groups]
    counted = [rank or 0 for rank, is_ordering in zip(ranks, orders, strict=True) if is_ordering]
    needles = [
        next(term.term().needle for term in group if isinstance(term, Sought) and not term.negated)
        for group, is_ordering in zip(groups, orders, strict=True)
        if is_ordering
    ]
    if not counted:
        return ()
    texts = texts_of(line)
    close = holds_together(needles, texts) if len(needles) > 1 else 0
    stars = line[2].stars or 0
    return max(counted), sum(counted), close, min(len(texts.name), LONG), -stars


def does_order(term: Sought | Asked) -> bool:
    return isinstance(term, Sought) and not term.negated and term.field in ("", "name:")


def slow_search(groups: Groups, lines: Sequence[Line]) -> tuple[list[int], bool]:
    """The numbers of the hits, the best first, and whether a typo was forgiven."""
    for stage in range(3):
        orders = [slow_order(groups, line, stage) for line in lines]
        found = [(order, number) for number, order in enumerate(orders) if order is not None]
        if found:
            return [number for _, number in sorted(found)], stage == 2
    return [], False


def index_of_lines(
    lines: Sequence[Line], *, worth_a_thread: int = 60_000, worth_words: int = 16_384
) -> Index:
    facts = {number: line[2] for number, line in enumerate(lines)}
    rows = [line[:2] for line in lines]
    return index_of(rows, facts, worth_a_thread=worth_a_thread, worth_words=worth_words)


@settings(max_examples=600, deadline=None)
@given(
    SOME_LINES, QUERIES, st.booleans(), st.sampled_from((1, 60_000)), st.sampled_from((1, 16_384))
)
def test_what_satisfies_a_query_is_found_in_its_order_and_nothing_else(
    lines: list[Line], groups: Groups, spelt: bool, worth_a_thread: int, worth_words: int
) -> None:
    expected, forgiven = slow_search(groups, lines)
    index = index_of_lines(lines, worth_a_thread=worth_a_thread, worth_words=worth_words)
    if spelt:
        index.spell()
    hits = index.search(parse_query(typed(groups)))
    assert hits.forgiven == forgiven
    assert found_in(hits, "list") == sorted(expected)
    assert list(hits.ranked()) == expected


LONG_QUERIES = st.lists(
    st.lists(TERMS, min_size=1, max_size=2), min_size=4, max_size=6
) | st.builds(lambda groups: groups * 3, QUERIES)


@settings(max_examples=300, deadline=None)
@given(SOME_LINES, LONG_QUERIES)
def test_queries_of_many_terms_find_what_satisfies_all(lines: list[Line], groups: Groups) -> None:
    expected, forgiven = slow_search(groups, lines)
    hits = index_of_lines(lines).search(parse_query(typed(groups)))
    assert hits.forgiven == forgiven
    assert list(hits.ranked()) == expected


DOZENS = st.lists(st.lists(TERMS, min_size=20, max_size=24), min_size=1, max_size=2)


@settings(max_examples=100, deadline=None)
@given(SOME_LINES, DOZENS)
def test_dozens_of_alternatives_are_ranked_like_few(lines: list[Line], groups: Groups) -> None:
    expected, forgiven = slow_search(groups, lines)
    hits = index_of_lines(lines).search(parse_query(typed(groups)))
    assert hits.forgiven == forgiven
    assert list(hits.ranked()) == expected


@pytest.mark.parametrize("words", [" ".join(f"word{n}" for n in range(900)), "a " * 5_000])
def test_a_query_of_any_length_searches_all_rows_for_few_terms(words: str) -> None:
    index = index_of([((MESSAGING,), Entry(f"Bird {n}", None)) for n in range(30)])
    (block,) = index._blocks
    match, steps = BlockMatch(parse_query(words), block), 0
    for step in match.steps():
        step()
        steps += 1
    assert steps < 20


@settings(max_examples=25, deadline=None)
@given(SOME_LINES, QUERIES)
def test_many_rows_are_found_and_ranked_like_few(lines: list[Line], groups: Groups) -> None:
    times = 600
    query = parse_query(typed(groups))
    few, many = (index_of_lines(some).search(query) for some in (lines, lines * times))
    assert many.total == few.total * times
    assert [number for number in many.ranked() if number < len(lines)] == list(few.ranked())


@pytest.mark.parametrize("worth_words", [3, 16_384])
@settings(max_examples=200, deadline=None)
@given(
    lines=SOME_LINES,
    groups=QUERIES,
    cuts=st.lists(st.integers(0, 9)),
    cancel=st.booleans(),
    spelt=st.sets(st.integers(0, 9)),
)
def test_neither_chunks_nor_what_was_cancelled_nor_what_is_spelt_change_the_result(
    *,
    lines: list[Line],
    groups: Groups,
    cuts: list[int],
    cancel: bool,
    spelt: set[int],
    worth_words: int,
) -> None:
    query = parse_query(typed(groups))
    index = Index(worth_words=worth_words)
    ends = sorted({0, len(lines), *(cut for cut in cuts if cut < len(lines))})
    for start, stop in pairwise(ends):
        index.search(query, cancelled=lambda: cancel)
        if start in spelt:
            index.spell()
        chunk = lines[start:stop]
        index.add(
            "list", [line[:2] for line in chunk], {start + n: x[2] for n, x in enumerate(chunk)}
        )
    assert list(index.search(query).ranked()) == list(index_of_lines(lines).search(query).ranked())


def some_letters(text: str) -> st.SearchStrategy[str]:
    """Of a text, in their order."""
    numbers = st.sets(st.sampled_from(range(len(text))), min_size=1, max_size=4)
    return numbers.map(lambda chosen: "".join(text[number] for number in sorted(chosen)))


NAMES_AND_TEXTS = SHOWN.filter(bool).flatmap(
    lambda shown: st.tuples(st.just(shown), TEXTS | some_letters(shown))
)


@settings(max_examples=400, deadline=None)
@given(NAMES_AND_TEXTS, st.sampled_from(["", "", "", "'", "^"]), st.sampled_from(["", "", "$"]))
def test_highlights_spell_the_term(name_and_text: tuple[str, str], anchor: str, end: str) -> None:
    shown, text = name_and_text
    hits = search(str(Sought(False, "", anchor, text, end, quoted=True)), named(shown))
    ranges = spans(hits.query, shown, "name")
    marked = lower(fold("".join(shown[start:stop] for start, stop in ranges)))
    if hits.total:
        letters = iter(marked)
        assert all(letter in letters for letter in lower(fold(text)))
    else:
        assert not marked
    assert all(start < stop for start, stop in ranges)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))
