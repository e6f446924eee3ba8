"""Fast cutting and styling of the text of rows.

Textual's Content wraps, justifies and nests, and takes ten times as long for what rows need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.style import Style

Piece: TypeAlias = tuple[str, Style]
"""A text and its style."""

_MOST_IN_CELL = 4
"""The most characters in a cell, with accents, in readable text."""


def truncate(text: str, width: int) -> str:
    """Cut `text` to `width` cells, ending in an ellipsis if it was longer."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


def truncate_words(text: str, width: int) -> str:
    """Cut `text` to `width` cells, after a whole word if that leaves at least half."""
    cut = truncate(text, width)
    end = len(cut) - 1
    if cut == text or end < 1 or text[end] == " ":
        return cut
    words = cut[:end].rpartition(" ")[0].rstrip()
    return f"{words} …" if 2 * len(words) > end else cut


def truncate_left(text: str, width: int) -> str:
    """Cut `text` to `width` cells, beginning with an ellipsis if it was longer."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    tail = text[-_MOST_IN_CELL * width :]
    start = next(at for at in range(len(tail) + 1) if cell_len(tail[at:]) < width)
    return f"…{tail[start:]}"


def cut_after(text: str, before: str, width: int) -> str:
    """Cut `text` to `width` cells, without its first words if it then looked like that `before`."""
    cut = truncate(text, width)
    if text in (cut, before) or not before.startswith(cut[:-1].rstrip()):
        return cut
    same = takewhile(lambda pair: pair[0] == pair[1], zip(text, before, strict=False))
    start = text.rfind(" ", 0, sum(1 for _ in same)) + 1
    return truncate(f"…{text[start:]}", width) if start else cut


def crop_to_match(
    text: str, parts: Sequence[tuple[int, int]], width: int
) -> tuple[str, Sequence[tuple[int, int]]]:
    """Drop the beginning of `text` if its first match would not fit into `width`; shift `parts`."""
    if cell_len(text) <= width or cell_len(text[: parts[0][1]]) < width:
        return text, parts
    start = parts[0][0]
    first = max(0, start - width // 4)
    first = text.find(" ", first, start) + 1 or first
    while first < start and not cell_len(text[first]):  # keep combining marks with their letter
        first += 1
    if first <= 1:
        return text, parts
    return "…" + text[first:], [(at - first + 1, end - first + 1) for at, end in parts]


def pad(text: str, width: int) -> str:
    """`text` padded with blanks to `width` cells."""
    return text + " " * (width - cell_len(text))


def highlighted(
    text: str, parts: Iterable[tuple[int, int]], style: Style, other: Style
) -> Iterator[Piece]:
    """Split `text` into styled pieces: `other` for the ranges in `parts`, `style` for the rest."""
    end = 0
    for start, stop in parts:
        if start >= len(text):
            break
        yield text[end:start], style
        yield text[start:stop], other
        end = stop
    yield text[end:], style


def to_segments(pieces: Iterable[Piece]) -> list[Segment]:
    """Convert pieces to segments, merging neighbours of the same style to send fewer bytes."""
    runs: list[Piece] = []
    for text, style in pieces:
        if runs and runs[-1][1] is style:
            runs[-1] = runs[-1][0] + text, style
        elif text:
            runs.append((text, style))
    return [Segment(text, style.rich_style) for text, style in runs]
