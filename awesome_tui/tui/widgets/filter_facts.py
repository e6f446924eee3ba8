"""The right of the filter line: the filter language, and the number of hits."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from awesome_tui.tui.widgets.row_text import to_segments, truncate

_GAP = 3


class FilterFacts(Widget):
    """As many words of the guide as there is room for, and at the right edge the hits."""

    COMPONENT_CLASSES = {"line--quiet"}  # noqa: RUF012  as Textual declares it

    guide: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    """Words about what can be typed, the most useful first."""
    hits: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        base, width = self.visual_style, self.content_size.width
        hits = truncate(self.hits, width)
        taken = cell_len(hits) + _GAP if hits else 0
        words = "  ".join(_fitting_words(self.guide, width - taken))
        gap = _GAP if words and hits else 0
        room = width - cell_len(words) - cell_len(hits) - gap
        quiet = base + self.get_visual_style("line--quiet", partial=True)
        return Strip(to_segments([(" " * room + words + " " * gap, quiet), (hits, base)]), width)


def _fitting_words(words: Sequence[str], room: int) -> Sequence[str]:
    """The first words, with an ellipsis for others; none where one of many would be alone."""
    for count in range(len(words), min(2, len(words)) - 1, -1):
        shown = (*words[:count], "…") if count < len(words) else words
        if cell_len("  ".join(shown)) <= room:
            return shown
    return ()
