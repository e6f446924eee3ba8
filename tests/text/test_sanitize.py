"""Texts of strangers cannot drive a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.text.sanitize import clean, clean_lines, encodable, printable, shorten_message

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        ("a\x1b]52;c;aGk=\x07b", "a]52;c;aGk=b"),
        ("a\x9b31mb", "a31mb"),
        ("a\tb\nc\u2028d", "a b c d"),
        (f"a{BIDI_CONTROLS}b", "ab"),
        ("a\ud800b", "ab"),
        (
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
    ],
)
def test_a_line_keeps_its_words_and_loses_its_controls(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_text_of_several_lines_keeps_its_line_ends() -> None:
    assert clean_lines("a\r\nb\rc\nd\x1b[2J") == "a\nb\nc\nd[2J"


@given(st.text())
def test_no_control_gets_past(text: str) -> None:
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in clean(text))
    assert not set(BIDI_CONTROLS) & set(clean(text))


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_what_is_printed_keeps_its_lines_and_columns_and_nothing_else_that_is_no_text(
    text: str,
) -> None:
    said = printable(text)
    assert [clean(cell) for cell in said.split("\t")] == [
        clean(printable(cell)) for cell in text.split("\t")
    ]
    assert all(map(clean, set(said) - set("\t\r\n")))
    assert printable(f"a\r\n{said}", own="\0") == f"a\r\n{said}"


def test_a_lone_return_would_write_over_the_line() -> None:
    assert printable("a\rb\r\nc\td\0\x1b[m") == "ab\r\nc\td[m"
    assert printable("a\0b\0", own="\0") == "a\0b\0"


@given(st.text(max_size=600))
def test_a_sentence_is_one_line_that_is_read_at_a_glance(text: str) -> None:
    said = shorten_message(text)
    assert len(said) <= 280
    assert said == clean(said)
    assert said == clean(text) or said.count("…") == 1 + clean(text).count("…")


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("Füße · 漢 │ …", "utf-8", "Füße · 漢 │ …"),
        ("Füße · 漢 │ …", None, "Füße · 漢 │ …"),
        ("Füße · 漢 │ …", "ascii", "Fu?e . ? | ~"),
        ("Füße · 漢 │ …", "iso8859-1", "Füße · ? | ~"),
    ],
)
def test_what_a_terminal_has_no_letters_for_is_said_with_others(
    text: str, encoding: str | None, said: str
) -> None:
    assert encodable(text, encoding) == said


def test_a_sentence_without_words_is_short_too() -> None:
    assert len(shorten_message("\n" * 1_000)) <= 280
