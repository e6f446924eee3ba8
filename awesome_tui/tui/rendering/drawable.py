"""A final filter of drawn lines, which removes all control characters."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from awesome_tui.text.sanitize import clean, encodable


class Drawable(LineFilter):
    """A filter that makes the lines of all widgets harmless without changing their width.

    Texts are cleaned where they enter the program; this catches whatever was missed there.
    """

    def __init__(self, encoding: str | None = None) -> None:
        """`encoding` is that of the terminal; None if it has all characters."""
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if self._is_drawable("".join([segment.text for segment in segments])):
            return segments
        return self._make_drawable(segments)

    def _is_drawable(self, text: str) -> bool:
        return text.isprintable() and (self._encoding is None or text.isascii())

    def _make_drawable(self, segments: Iterable[Segment]) -> list[Segment]:
        return [
            Segment(drawable(text, self._encoding), style, control)
            for text, style, control in segments
        ]


def drawable(text: str, encoding: str | None = None) -> str:
    """Replace control and unencodable characters in `text`, keeping its width."""
    harmless = text if text.isprintable() else _replace_controls(text)
    if encoding is None or harmless.isascii():
        return harmless
    graphemes, _ = split_graphemes(harmless)
    return "".join(
        _fit_to_width(encodable(harmless[start:stop], encoding), width)
        for start, stop, width in graphemes
    )


def _replace_controls(text: str) -> str:
    return "".join(char if clean(char) == char else "\ufffd" * cell_len(char) for char in text)


def _fit_to_width(text: str, width: int) -> str:
    return text[:width].ljust(width, "?")
