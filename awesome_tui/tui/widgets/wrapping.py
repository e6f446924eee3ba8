"""Breaking of text into lines, with URLs broken at their separators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes

_IDEOGRAPHS = "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Chinese and Japanese, which have no blanks and break between any two letters."""
_OPENING, _CLOSING = (
    "（「『【〈《［｛",
    "、。，．！？：；）」』】〉》］｝…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ",
)
"""Signs that must not end a line, and signs that must not begin one."""
_WORD = re.compile(r"\s*\S+\s*")
_WORD_OR_LETTER = (
    rf"\s*(?:[{_OPENING}]*[{_IDEOGRAPHS}][{_CLOSING}]*"
    rf"|[^\s{_OPENING}{_IDEOGRAPHS}]+|[{_OPENING}]+)\s*"
)
"""A pattern for texts that are not ASCII, compiled with the first: it takes 2 ms of the start."""
_URL_PART = r"\s*[^/?&\s]*[/?&]*\s*"


def break_offsets(text: str, width: int) -> list[int]:
    """The offsets at which lines of at most `width` cells begin after the first.

    Words that fit into a line stay whole. Of a longer one that is a URL, a line ends behind `/`,
    `?` or `&`; blanks at the end of a line have no width.
    """
    offsets: list[int] = []
    used = 0
    for start, piece in _pieces(text, width):
        length = cell_len(piece.rstrip())
        if used and used + length > width:
            offsets.append(start)
            used = 0
        folds = list(_folds(piece, width)) if length > width else []
        offsets += (start + fold for fold in folds)
        used += cell_len(piece[folds[-1] :] if folds else piece)
    return offsets


def _pieces(text: str, width: int) -> Iterator[tuple[int, str]]:
    """The parts of `text` that are to stay whole, with their offsets."""
    words = _WORD.finditer(text) if text.isascii() else re.finditer(_WORD_OR_LETTER, text)
    for word in words:
        if cell_len(word[0].strip()) > width and "://" in word[0]:
            for part in re.finditer(_URL_PART, word[0]):
                if part[0]:
                    yield word.start() + part.start(), part[0]
        else:
            yield word.start(), word[0]


def _folds(text: str, width: int) -> Iterator[int]:
    """The offsets between letters at which `text` is folded to `width` cells."""
    graphemes, _ = split_graphemes(text)
    used = 0
    for start, _, cells in graphemes:
        if used and used + cells > width and not text[start:].isspace():
            yield start
            used = 0
        used += cells
