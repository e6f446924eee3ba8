"""Emoji that take as many cells in every terminal."""

from __future__ import annotations

import re

from rich.cells import cell_len

_EMOJI = re.compile(".(?:\u200d.|[\ufe0f\u20e3\U0001f3fb-\U0001f3ff])+")
_DISPUTED = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
"""A presentation as emoji and a tone of skin: cells of their own in some terminals only."""


def steady(text: str) -> str:
    """`text`, as wide, with blanks in place of what terminals disagree about the width of.

    As it is, all that follows stands a cell further to the left in some of them.
    """
    return text if text.isascii() else _EMOJI.sub(_without_disputed, text)


def _without_disputed(emoji: re.Match[str]) -> str:
    rest = _DISPUTED.sub("", emoji[0])
    return rest + " " * (cell_len(emoji[0]) - cell_len(rest))
