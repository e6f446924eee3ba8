"""A line of text with facts at its right edge."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from awesome_tui.tui.widgets.row_text import pad, to_segments, truncate

_LEFT = 16
"""The number of cells of `left` that stay visible beside the facts."""


class TitleLine(Widget):
    """A line that first drops its last facts, and then cuts its text, to fit into the width."""

    DEFAULT_CSS = "TitleLine { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--quiet"}

    left: reactive[str] = reactive("")
    beside: reactive[str] = reactive("")
    """A quieter text after `left`, shown if all of it fits."""
    right: reactive[tuple[str, ...]] = reactive(())
    """The facts in order of importance."""

    def render_line(self, y: int) -> Strip:
        base, width = self.visual_style, self.content_size.width
        facts = self._fitting_facts(
            width - min(cell_len(self.left), _LEFT) - 2 if self.left else width
        )
        facts = truncate(facts, width)
        gap = 2 if self.left and facts else 0
        room = width - gap - cell_len(facts)
        left = truncate(self.left, room)
        beside = f" · {self.beside}" if self.beside else ""
        if cell_len(left + beside) > room:
            beside = ""
        quiet = base + self.get_visual_style("line--quiet", partial=True)
        pieces = [(left, base), (pad(beside, room + gap - cell_len(left)), quiet), (facts, quiet)]
        return Strip(to_segments(pieces), width)

    def _fitting_facts(self, room: int) -> str:
        """As many facts as fit; without a text at the left, at least the first."""
        facts = self.right
        while facts and cell_len(" · ".join(facts)) > room and (self.left or len(facts) > 1):
            facts = facts[:-1]
        return " · ".join(facts)
