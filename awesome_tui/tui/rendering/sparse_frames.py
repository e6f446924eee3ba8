"""Drawing only what has changed and is visible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class SparseCompositor(Compositor):
    """A compositor that draws, from front to back, only visible lines of changed regions."""

    _changed: Iterable[Region] = ()
    """The regions to draw; none for all."""

    def render_partial_update(self) -> ChopsUpdate | None:
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterator[tuple[Region, Region, list[Strip]]]:
        wanted: dict[int, list[tuple[int, int]]] = {}
        for y, start, stop in self._regions_to_spans(self._changed or (crop or self.size.region,)):
            wanted.setdefault(y, []).append((start, stop))
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            rows = shown.line_range  # of these, a key changes only a few
            seen = [y for y, spans in wanted.items() if y in rows and _overlaps(shown, spans)]
            if not seen:
                continue
            lines = Region(shown.x, seen[0], shown.width, seen[-1] + 1 - seen[0])
            yield region, lines, widget.render_lines(lines.translate(-region.offset))
            for y in seen:
                wanted[y] = [part for span in wanted[y] for part in _beside(shown, *span)]


def _overlaps(region: Region, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < region.right and region.x < stop for start, stop in spans)


def _beside(region: Region, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The parts of a span at the left and at the right of `region`."""
    if start < region.x:
        yield start, min(stop, region.x)
    if region.right < stop:
        yield max(start, region.right), stop
