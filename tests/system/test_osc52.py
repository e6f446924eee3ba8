"""The clipboard of the terminal is reached, also through GNU screen."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from awesome_tui.system.osc52 import osc52

TEXTS = ["x", "Zürich 🦉", "https://example.org/" * 200, "a lone \ud800"]


def copied(sequence: str) -> str:
    """The text that a terminal takes out of the sequence."""
    match = re.fullmatch("\x1b\\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert match
    return b64decode(match[1]).decode("utf-8")


@pytest.mark.parametrize("text", TEXTS)
def test_a_terminal_gets_the_text(text: str) -> None:
    assert copied(osc52(text, {})) == text.replace("\ud800", "?")


@pytest.mark.parametrize("text", TEXTS)
def test_screen_passes_on_what_the_terminal_gets(text: str) -> None:
    sequence = osc52(text, {"STY": "1234.pts-0.host"})
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", sequence, re.S)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sequence
    assert max(map(len, pieces)) < 256  # or old versions print the rest
    assert copied("".join(pieces)) == text.replace("\ud800", "?")


def test_of_screen_and_tmux_each_gets_its_own() -> None:
    inside = {"STY": "1234.pts-0.host", "TMUX": "/tmp/tmux-0/default,1,0"}
    assert osc52("x", inside) == osc52("x", {}) + osc52("x", {"STY": "1"})
