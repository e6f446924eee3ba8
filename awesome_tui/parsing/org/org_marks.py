"""Conversion of paired style delimiters to HTML tags, for Org."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A delimiter that may open or close a style."""

    text: str
    tag: str
    may_open: bool
    may_close: bool


def render_delimiters(pieces: Iterable[str | Mark]) -> str:
    """Join `pieces` as HTML; an unmatched delimiter is text."""
    shown: list[str] = []
    waiting: dict[str, tuple[int, Mark]] = {}
    for piece in pieces:
        if isinstance(piece, str):
            shown.append(piece)
        elif piece.may_close and piece.text in waiting:
            opened, opening = waiting[piece.text]
            shown[opened] = f"<{opening.tag}>"
            shown.append(f"</{opening.tag}>")
            # Delimiters opened in between stay text: styles nest.
            waiting = {text: begun for text, begun in waiting.items() if begun[0] < opened}
        else:
            if piece.may_open:
                waiting.setdefault(piece.text, (len(shown), piece))
            shown.append(escape(piece.text))
    return "".join(shown)
