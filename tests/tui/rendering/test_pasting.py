"""No part of what is pasted is a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from awesome_tui.tui.rendering.pasting import Pastes

PASTED = "a\x1b]0;b\x07\r\x1b[A\x1b\x1b[20c\x9b1d\ue000\ttail"
SEEN = "a]0;b\r[A[20c1d\ue000\ttail"


def read(parts: list[str]) -> list[str]:
    """The input that the screens are told of: keys by name, pastes as they are."""
    pastes, parser = Pastes(), XTermParser()
    told: list[str] = []
    for part in parts:
        for event in parser.feed(text) if (text := pastes.without_keys(part)) else ():
            told.append(event.text if isinstance(event, Paste) else event.key)  # type: ignore[attr-defined]
            assert isinstance(event, Key | Paste)
    return told


@pytest.mark.parametrize("length", [1, 2, 3, 7, 999])
def test_an_escape_within_it_is_no_key_however_it_comes_in_parts(length: int) -> None:
    sent = f"x\x1b[B\x1b[200~{PASTED}\x1b[201~y\x1b[200~z\x1b[201~\x1b[B"
    parts = [sent[at : at + length] for at in range(0, len(sent), length)]
    assert read(parts) == ["x", "down", SEEN, "y", "z", "down"]


@given(st.lists(st.text(st.sampled_from("\x1b[201~ab\r")), max_size=9))
def test_what_is_typed_reaches_the_parser_as_it_is(parts: list[str]) -> None:
    pastes = Pastes()
    passed = "".join(map(pastes.without_keys, parts))
    typed, start, _ = "".join(parts).partition("\x1b[200~")
    assert passed.startswith(typed + start)
    assert start or passed == typed
