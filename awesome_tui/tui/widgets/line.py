"""One line with something at its left and something at its right."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from awesome_tui.tui.widgets.still import Still

_LEFT = 16
"""So many cells of what is at the left tell what it is."""


class Line(Still):
    """When both do not fit, the last facts at the right go, and then what is at the left is cut."""

    DEFAULT_CSS = "Line { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--quiet"}

    left: reactive[Content] = reactive(Content(""))
    right: reactive[tuple[str, ...]] = reactive(())
    """The facts, the one that matters most first."""

    def render(self) -> Content:
        width = self.content_size.width
        right = self._facts(width - min(self.left.cell_length, _LEFT) - 2 if self.left else width)
        if not self.left:
            return right.truncate(width, ellipsis=True).pad_left(max(0, width - right.cell_length))
        if not right:
            return self.left.truncate(width, ellipsis=True)
        room = width - right.cell_length - 2
        return self.left.truncate(room, ellipsis=True, pad=True) + "  " + right

    def _facts(self, room: int) -> Content:
        """As many of the facts as fit; of a line that has only them, at least the first."""
        facts = self.right
        while facts and cell_len(" · ".join(facts)) > room and (self.left or len(facts) > 1):
            facts = facts[:-1]
        return Content.styled(" · ".join(facts), self.get_visual_style("line--quiet", partial=True))
