"""One line with something at its left and something at its right."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Line(Widget):
    """When both do not fit, what is at the left is cut."""

    DEFAULT_CSS = "Line { height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--quiet"}

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        width = self.content_size.width
        right = self.right.stylize(self.get_visual_style("line--quiet", partial=True))
        if not self.left:
            return right.truncate(width, ellipsis=True).pad_left(max(0, width - right.cell_length))
        room = width - right.cell_length - 2
        if room < 8:
            return self.left.truncate(width, ellipsis=True)
        return self.left.truncate(room, ellipsis=True, pad=True) + "  " + right
