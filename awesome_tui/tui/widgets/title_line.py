"""A line of text with facts at its right edge."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from awesome_tui.tui.rendering.drawn_lines import CachedLines
from awesome_tui.tui.widgets.row_text import pad, to_segments, truncate

_LEFT = 16
"""The number of cells of `left` that stay visible beside the facts."""


class TitleLine(CachedLines):
    """A line that first drops its last facts, and then cuts its text, to fit into the width."""

    DEFAULT_CSS = "TitleLine { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--quiet"}

    left: reactive[str] = reactive("")
    right: reactive[tuple[str, ...]] = reactive(())
    """The facts in order of importance."""

    def draw_lines(self, crop: Region) -> list[Strip]:
        """Draw the single line without Textual's general layout of lines."""
        base, margins = self.visual_style, self.styles.gutter
        width = max(0, crop.width - margins.width)
        facts = self._facts(width - min(cell_len(self.left), _LEFT) - 2 if self.left else width)
        facts = truncate(facts, width)
        gap = 2 if self.left and facts else 0
        room = width - gap - cell_len(facts)
        pieces = [
            (" " * margins.left, base),
            (pad(truncate(self.left, room), room + gap), base),
            (facts, base + self.get_visual_style("line--quiet", partial=True)),
            (" " * margins.right, base),
        ]
        strip = Strip(to_segments(pieces), margins.width + width)
        return [line.adjust_cell_length(crop.width) for line in self.filtered([strip])]

    def _facts(self, room: int) -> str:
        """As many facts as fit; without a text at the left, at least the first."""
        facts = self.right
        while facts and cell_len(" · ".join(facts)) > room and (self.left or len(facts) > 1):
            facts = facts[:-1]
        return " · ".join(facts)
