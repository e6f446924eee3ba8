"""Making the width of emoji the same in every terminal."""

from __future__ import annotations

import re

from rich.cells import cell_len

_EMOJI = re.compile(".(?:\u200d.|[\ufe0f\u20e3\U0001f3fb-\U0001f3ff])+")
_DISPUTED = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
"""Emoji presentation selectors and skin tones, which some terminals give cells of their own."""


def steady_width(text: str) -> str:
    """Replace characters of disputed width by blanks, keeping the width of `text`.

    Otherwise some terminals would shift the rest of the line one cell to the left.
    """
    return text if text.isascii() else _EMOJI.sub(_without_disputed, text)


def _without_disputed(emoji: re.Match[str]) -> str:
    rest = _DISPUTED.sub("", emoji[0])
    return rest + " " * (cell_len(emoji[0]) - cell_len(rest))
