"""A dialog for editing one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from awesome_tui.tui.screens.question import Question
from awesome_tui.tui.widgets.text_line import TextLine

MAX_LENGTH = 2_000
"""A limit on pastes: 1 MB in an Input takes Textual many seconds."""


class NoteLine(TextLine):
    """A text input that shows line breaks as a sign."""

    LINE_BREAK = " ⏎ "


class Prompt(Question[str | None]):
    """A dialog that returns the edited text, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="prompt.cancel"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        text = self._text.replace("\n", NoteLine.LINE_BREAK)
        # An existing longer text must stay editable.
        line = NoteLine(text, max_length=max(MAX_LENGTH, len(text)), select_on_focus=False)
        line.border_title = Content(self._title)
        line.border_subtitle = Content("enter keeps it · esc does not")
        yield line

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.replace(NoteLine.LINE_BREAK, "\n"))

    def action_cancel(self) -> None:
        self.dismiss(None)
