"""A line to be typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

MAX_LENGTH = 2_000
"""Pasting a megabyte into an Input takes Textual many seconds."""
_BREAK = " ⏎ "
"""Stands for the end of a line of a text that has more than one."""


class Prompt(ModalScreen[str | None]):
    """Answers with what was typed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="prompt.cancel"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        line = Input(self._text.replace("\n", _BREAK), max_length=MAX_LENGTH, select_on_focus=False)
        line.border_title = Content(self._title)
        line.border_subtitle = Content("enter keeps it · esc leaves it as it was")
        yield line

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.replace(_BREAK, "\n"))

    def action_cancel(self) -> None:
        self.dismiss(None)
