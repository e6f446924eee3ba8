"""Frames for which only the lines that changed are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


class SparseScreen(Screen[None]):
    """A screen that draws no widget of which nothing changed.

    Textual draws all lines of all widgets between the first change and the last, to write a few of
    them: for a cursor key, which changes the list and the detail below it, that is a quarter more.
    With it, a key would take 7 ms, and 6 are the goal.
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparseCompositor()


class SparseCompositor(Compositor):
    """A compositor that draws the changed lines of widgets, from front to back."""

    _changed: frozenset[Region] = frozenset()
    """The regions to draw; none for all."""

    def render_partial_update(self) -> ChopsUpdate | None:
        self._changed = frozenset(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = frozenset()

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterator[tuple[Region, Region, list[Strip]]]:
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        hidden = self._changed
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            for changed in filter(shown.overlaps, hidden):
                rows = Region(shown.x, changed.y, shown.width, changed.height)
                lines = rows.intersection(shown)
                yield region, lines, widget.render_lines(lines.translate(-region.offset))
            hidden = frozenset(each for each in hidden if not shown.contains_region(each))
            if not hidden:
                return
