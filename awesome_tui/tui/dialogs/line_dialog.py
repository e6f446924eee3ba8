"""A dialog that asks for a line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awesome_tui.tui.dialogs.question import Question
from awesome_tui.tui.keys import hint
from awesome_tui.tui.widgets.text_line import TextLine

_LONGEST = 4_096


class LineDialog(Question[str | None]):
    """A dialog that returns what was typed, or None."""

    AUTO_FOCUS = "TextLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        hint("line.save", "enter", "save", "Save", priority=True),
        hint("line.cancel", "escape", "cancel", "Cancel", priority=True),
    ]

    def __init__(self, title: str, about: str, text: str) -> None:
        """Begin with `text`; `about` says what is wanted."""
        super().__init__()
        self._title, self._about = title, about
        self._line = TextLine(text, max_length=_LONGEST, select_on_focus=False, id="line")

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Content(self._title)
            yield Static(self._about, markup=False, id="about")
            yield self._line
            hints = self.key_hints({"line.save": "saves", "line.cancel": "cancels"})
            yield Static(hints, markup=False, id="line-keys")

    def action_save(self) -> None:
        self.dismiss(self._line.value.strip())

    def action_cancel(self) -> None:
        self.dismiss(None)
