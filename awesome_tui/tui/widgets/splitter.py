"""The line between two panes: drag it to resize the one before or after it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from awesome_tui.tui.widgets.still import Still


class Splitter(Still):
    """Reports where it is dragged to; Textual ships no splitter."""

    ALLOW_SELECT = False

    @dataclass
    class Dragged(Message):
        """It is to stand at this cell of the screen."""

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
        """Let go of the mouse, of which nothing is told to who is not to be seen."""
        if self.app.mouse_captured is self:
            self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self.post_message(self.Dragged(self, event.screen_x, event.screen_y))
