"""What strangers write cannot drive a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.text import clean, clean_lines

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
