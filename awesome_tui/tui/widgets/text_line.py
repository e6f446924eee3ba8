"""A text input with a length limit."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from awesome_tui.text.sanitize import clean_lines


class TextLine(Input):
    """An Input that accepts pastes of several lines, and cuts those that are too long."""

    def on_paste(self, event: events.Paste) -> None:
        # Textual would insert only the first line, and nothing of one that is too long.
        event.prevent_default()
        event.stop()
        text = " ".join(clean_lines(event.text).strip("\n").split("\n"))
        start, end = sorted(self.selection)
        room = self.max_length - len(self.value) + end - start if self.max_length else len(text)
        self.replace(text[: max(0, room)], start, end)
