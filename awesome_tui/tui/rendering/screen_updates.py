"""Updates of the screen without what the terminal shows already."""

from __future__ import annotations

from typing import Generic, TypeVar

from rich.console import Console, RenderableType
from textual._compositor import ChopsUpdate
from textual.screen import Screen
from textual.strip import Strip

from awesome_tui.tui.rendering.crashing_app import CrashingApp

T = TypeVar("T")


class ThriftyApp(CrashingApp[T], Generic[T]):
    """An app that writes to the terminal only what differs from what it wrote there before.

    After a layout, Textual writes all lines of every pane that has another size. Where the text
    below the list becomes taller, a cursor key would send 10 KB, and 1.2 KB are the goal.
    """

    _written: WrittenPieces | None = None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not isinstance(renderable, ChopsUpdate):  # the whole screen, if anything
            self._written = None
        else:
            self._written = self._written or WrittenPieces()
            renderable = _Changes(renderable, self._written)
        super()._display(screen, renderable)


class WrittenPieces:
    """Pieces of lines as they were last written to the terminal."""

    def __init__(self) -> None:
        self._pieces: dict[int, dict[int, tuple[int, Strip]]] = {}
        """By line and first cell, each with its end."""

    def note(self, y: int, x: int, end: int, piece: Strip, *, is_whole: bool) -> bool:
        """Note that a piece is written, or only a part of it; False if it is there already."""
        line = self._pieces.setdefault(y, {})
        if is_whole and line.get(x) == (end, piece):
            return False
        for first in [first for first, (last, _) in line.items() if first < end and x < last]:
            del line[first]
        if is_whole:
            line[x] = end, piece
        return True


class _Changes(ChopsUpdate):
    """An update that is compared when it is written, as not all are."""

    def __init__(self, update: ChopsUpdate, written: WrittenPieces) -> None:
        super().__init__(update.chops, update.spans, update.chop_ends)
        self._written = written

    def render_segments(self, console: Console) -> str:
        self.spans = [
            (y, max(start, x), min(stop, end))
            for y, start, stop in self.spans
            for end, (x, piece) in zip(self.chop_ends[y], self.chops[y].items(), strict=False)
            if piece is not None and x < stop and start < end
            if self._written.note(y, x, end, piece, is_whole=start <= x and end <= stop)
        ]
        return super().render_segments(console) if self.spans else ""
