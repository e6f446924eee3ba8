"""A line between two panes, which the user drags to resize them."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class Splitter(Widget):
    """A handle that reports where it is dragged to; Textual has no such widget."""

    ALLOW_SELECT = False

    @dataclass
    class Dragged(Message):
        """The user drags the splitter to this cell of the screen."""

        splitter: Splitter
        x: int
        y: int

    def render(self) -> Content:
        width, height = self.content_size
        return Content("─" * width) if width > 1 else Content("\n".join("│" * height))

    def on_mouse_down(self) -> None:
        self.capture_mouse()

    def on_mouse_up(self) -> None:
        self.release_mouse()

    def on_hide(self) -> None:
        """Release the mouse, as hidden widgets receive no mouse events."""
        if self.app.mouse_captured is self:
            self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self.post_message(self.Dragged(self, event.screen_x, event.screen_y))
