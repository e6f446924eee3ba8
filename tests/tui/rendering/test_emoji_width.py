"""Emoji that take as many cells in every terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from awesome_tui.tui.rendering.emoji_width import steady_width


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Tools ⚙\ufe0f here", "Tools ⚙  here"),
        ("1\ufe0f\u20e3 One", "1\u20e3  One"),
        ("👍\U0001f3fd yes", "👍 yes"),
        ("👩\U0001f3fd\u200d💻", "👩\u200d💻"),
        ("⭐\ufe0f star", "⭐ star"),
        ("👁\ufe0f\u200d🗨\ufe0f eye", "👁\u200d🗨  eye"),
    ],
)
def test_what_terminals_disagree_about_is_left_out_and_the_width_stays(
    text: str, drawn: str
) -> None:
    assert steady_width(text) == drawn
    assert cell_len(drawn) == cell_len(text)


@pytest.mark.parametrize("text", ["plain", "日本語", "🇺🇸 flag", "👨\u200d👩\u200d👧", "naïve"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert steady_width(text) == text
