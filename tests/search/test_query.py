"""Texts that a reader types in the filter, and the queries that they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.model.statuses import FLAGS
from awesome_tui.search.query import (
    FlagTerm,
    Mode,
    NumberTerm,
    Query,
    Term,
    TextTerm,
    parse_query,
)


def only_term(text: str) -> Term:
    ((term,),) = parse_query(text).for_columns(()).groups
    return term


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("kafka", TextTerm("kafka")),
        ("'kafka", TextTerm("kafka", "inside")),
        ("^kafka", TextTerm("kafka", "start")),
        ("kafka$", TextTerm("kafka", "end")),
        ("^kafka$", TextTerm("kafka", "whole")),
        ("'kafka$", TextTerm("kafka", "end")),
        ("!kafka", TextTerm("kafka", "inside", negated=True)),
        ("!^kafka", TextTerm("kafka", "start", negated=True)),
        ('"message queue"', TextTerm("message queue")),
        ('\'"message queue"', TextTerm("message queue", "inside")),
        ('^"message queue"$', TextTerm("message queue", "whole")),
        ('"message qu', TextTerm("message qu")),
        ('"say \\"hi\\""', TextTerm('say "hi"')),
        ("name:kafka", TextTerm("kafka", "fuzzy", "name")),
        ("!name:kafka", TextTerm("kafka", "inside", "name", negated=True)),
        ("name:'kafka", TextTerm("kafka", "inside", "name")),
        ('desc:"message queue"', TextTerm("message queue", "inside", "desc")),
        ("in:^Messaging", TextTerm("Messaging", "start", "in", cased=True)),
        ("url:.io$", TextTerm(".io", "end", "url")),
        ("host:github.com", TextTerm("github.com", "inside", "host")),
        ("lang:rust", TextTerm("rust", "inside", "known", "lang")),
        ("licence:mit", TextTerm("mit", "inside", "known", "licence")),
        ("license:mit", TextTerm("mit", "inside", "known", "licence")),
    ],
)
def test_a_term_says_what_to_find_where_and_how(typed: str, term: Term) -> None:
    assert only_term(typed) == term


@pytest.mark.parametrize(
    "typed",
    [
        *("std::vector", "https://example.org/a?b=c#d", "mailto:me", "C++", "a|b", "is:odd"),
        *("stars:many", "pushed:today", "what's", 'five"', "a!b", "a^b", "a$b", "-x", "#1", "::"),
    ],
)
def test_what_is_no_operator_is_text_as_typed(typed: str) -> None:
    assert only_term(typed) == TextTerm(typed, cased=typed == "C++")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        *((r"\!kafka", "!kafka"), (r"\^a", "^a"), (r"\'a", "'a"), (r"a\$", "a$")),
        *((r"message\ queue", "message queue"), (r"name\:x", "name:x"), (r"a\\b", r"a\b")),
        *((r"\|", "|"), (r"\"a", '"a')),
    ],
)
def test_a_backslash_takes_the_next_character_as_it_is(typed: str, text: str) -> None:
    assert only_term(typed) == TextTerm(text)


def test_a_query_says_what_has_to_be_known_to_answer_it() -> None:
    query = parse_query('lang:rust | !is:new stars:>3 name:lang "is:noted" year:2000')
    assert query.asked_facts == {"lang", "new", "stars"}


@pytest.mark.parametrize("name", FLAGS)
def test_is_asks_for_what_is_known_of_an_entry(name: str) -> None:
    assert only_term(f"is:{name}") == FlagTerm(name)
    assert only_term(f"!is:{name}") == FlagTerm(name, negated=True)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("stars:>1000", NumberTerm("stars", ">", 1000)),
        ("stars:<=1k", NumberTerm("stars", "<=", 1000)),
        ("stars:5", NumberTerm("stars", "", 5)),
        ("!stars:>=2M", NumberTerm("stars", ">=", 2_000_000, negated=True)),
        ("pushed:>2025-06", NumberTerm("pushed", ">", "2025-06")),
        ("pushed:2025", NumberTerm("pushed", "", "2025")),
        ("pushed:<2025-06-30", NumberTerm("pushed", "<", "2025-06-30")),
    ],
)
def test_stars_and_days_are_compared(typed: str, term: Term) -> None:
    assert only_term(typed) == term


@pytest.mark.parametrize(
    ("typed", "text", "mode"),
    [
        ("is:odd$", "is:odd", "end"),
        ("is:^odd", "is:^odd", "fuzzy"),
        ("stars:'a", "stars:'a", "fuzzy"),
    ],
)
def test_a_value_that_a_field_does_not_know_is_text_with_it(
    typed: str, text: str, mode: Mode
) -> None:
    assert only_term(typed) == TextTerm(text, mode)


def test_a_number_may_have_any_length() -> None:
    assert only_term(f"stars:<{'9' * 5000}") == NumberTerm("stars", "<", int("9" * 18))


def test_wide_forms_of_digits_are_digits() -> None:
    assert only_term("stars:＞１０") == NumberTerm("stars", ">", 10)
    assert only_term("pushed:２０２５-06") == NumberTerm("pushed", "", "2025-06")


def test_a_day_is_compared_as_exactly_as_it_is_given() -> None:
    june = "2025-06-17T10:00:00Z"
    assert NumberTerm("pushed", "=", "2025-06").holds(june)
    assert not NumberTerm("pushed", ">", "2025-06").holds(june)
    assert NumberTerm("pushed", ">=", "2025-06").holds(june)
    assert NumberTerm("pushed", ">", "2025-06-16").holds(june)


def test_groups_must_all_match_and_a_bar_joins_alternatives() -> None:
    kafka, queue, fast = TextTerm("kafka"), TextTerm("queue"), TextTerm("fast")
    assert parse_query("fast kafka | queue") == Query(((fast,), (kafka, queue)))
    assert parse_query("kafka | queue | fast") == Query(((kafka, queue, fast),))


@pytest.mark.parametrize(
    "half",
    [
        *("!", "^", "'", "$", "^$", "|", '"', "\\", "!^", "name:", "!name:", "name:^", 'desc:"'),
        *("is:", "!is:", "is:book", "stars:", "stars:>", "stars:>=", "pushed:>", "pushed:>20"),
        *("pushed:>2025-", "pushed:2025-06-3", "\u0301", "is:\\", "stars:>\\", '"\\'),
    ],
)
def test_what_is_half_typed_changes_nothing_yet(half: str) -> None:
    assert parse_query(f"kafka {half}") == parse_query("kafka")
    assert parse_query(half) == Query()


@pytest.mark.parametrize(
    ("typed", "needle", "cased"),
    [
        ("café", "cafe", False),
        ("Café", "Cafe", True),
        ("ﬁle", "file", False),
        ("ｋａｆｋａ", "kafka", False),
        ("straße", "strasse", False),
        ("træfɪk", "traefik", False),
        ("name:Kafka", "Kafka", True),
        ("ЁЖ", "ЕЖ", True),
    ],
)
def test_accents_and_forms_are_folded_and_a_capital_counts(
    typed: str, needle: str, cased: bool
) -> None:
    term = only_term(typed)
    assert isinstance(term, TextTerm)
    assert (term.needle, term.cased) == (needle, cased)


def test_a_typo_is_forgiven_in_long_terms_that_look_at_names() -> None:
    forgiving = parse_query("kafak name:redsi mq 'exact !other desc:words").forgiving()
    slips = [term.slip for (term,) in forgiving.groups if isinstance(term, TextTerm)]
    assert slips == [True, True, False, False, False, False]
    assert parse_query("mq is:list").forgiving() == parse_query("mq is:list")


@given(st.text())
def test_no_query_is_an_error(text: str) -> None:
    assert isinstance(parse_query(text), Query)


@given(st.text(alphabet="ab!^$'\"|\\: is"))
def test_no_mixture_of_operators_is_an_error(text: str) -> None:
    assert isinstance(parse_query(text), Query)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tea pots", "tea pots"),
        ("^tea 'pots$ | cups", "tea pots cups"),
        ("name:tea tag:green !coffee is:new host:github.com stars:>10", "tea green"),
        ("auth:no", "auth:no"),
        ("", ""),
    ],
)
def test_the_words_of_a_query_are_those_one_would_look_for_elsewhere(text: str, words: str) -> None:
    assert parse_query(text).wanted_words == words
