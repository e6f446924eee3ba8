"""A column of words finds what the texts hold, or what may."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.search.column import Column, find_padded
from awesome_tui.search.query import Mode, TextTerm
from awesome_tui.search.ranking import text_test
from awesome_tui.search.recent import Room
from awesome_tui.search.word_column import WordColumn
from awesome_tui.search.words import padded

MODES: tuple[Mode, ...] = ("inside", "start", "end", "whole", "word")
TEXTS = [
    "A log of messages.",
    "Message queues, in C++ and C",
    "log",
    "re-log",
    "Catalogues",
    "",
    "日本語 log_file",
]
letters = st.sampled_from("abcAB  .-_1дДσΣ漢")
words = st.text(letters, max_size=8)


def held(texts: Sequence[str], needle: str, mode: Mode) -> tuple[list[int], bool]:
    found, is_certain = WordColumn(texts, Room()).find(needle, mode)
    return [row for row in range(len(texts)) if found >> row & 1], is_certain


@pytest.mark.parametrize(
    ("needle", "mode", "rows", "is_certain"),
    [
        ("log", "inside", [0, 2, 3, 4, 6], True),
        ("LOG", "inside", [0, 2, 3, 4, 6], True),
        ("log", "word", [0, 2, 3, 6], True),
        ("+", "inside", [1], True),
        ("本", "inside", [6], True),
        ("log", "start", [0, 2, 3, 6], False),
        ("og", "end", [0, 2, 3, 6], False),
        ("log", "whole", [0, 2, 3, 6], False),
        ("c++", "inside", [1], False),
        ("a log", "inside", [0], False),
        ("of mess", "inside", [0], False),
        (" log", "inside", [0, 2, 3, 6], False),
        ("og ", "inside", [0, 2, 3, 6], False),
        ("sage", "inside", [0, 1], True),
        ("-", "word", [3], True),
    ],
)
def test_what_stands_in_one_word_is_found_for_certain(
    needle: str, mode: Mode, rows: list[int], is_certain: bool
) -> None:
    assert held(TEXTS, needle, mode) == (rows, is_certain)


def test_capitals_count_where_a_term_has_them() -> None:
    found, is_certain = WordColumn(TEXTS, Room()).find("C", "inside", cased=True)
    assert (found, is_certain) == (0b0010010, True)


def test_a_word_of_many_texts_is_found_as_one_of_few() -> None:
    texts = [f"every {'tenth' if number % 10 == 0 else number}" for number in range(1_000)]
    column = WordColumn([*texts, "once"], Room())
    assert column.find("every", "word") == ((1 << 1_000) - 1, True)
    assert column.find("tent", "inside")[0].bit_count() == 100
    assert column.find("once", "inside") == (1 << 1_000, True)
    assert column.find("e", "inside")[0].bit_count() == 1_001


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("cased", [False, True])
@given(
    texts=st.lists(words, min_size=1, max_size=12), needle=st.text(letters, min_size=1, max_size=5)
)
def test_rows_are_those_that_the_texts_themselves_tell(
    mode: Mode, cased: bool, texts: list[str], needle: str
) -> None:
    term = TextTerm(needle, mode, cased=cased)
    column = Column()
    column.extend(list(map(padded, texts)))
    expected = find_padded(column, term, mode)
    holds = text_test(term)
    assert expected == sum(1 << row for row, text in enumerate(texts) if holds(text))
    found, is_certain = WordColumn(texts, Room()).find(needle, mode, cased=cased)
    assert found == expected if is_certain else found & expected == expected
