"""The filter: always in sight, typed into once it has the focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

MAX_LENGTH = 400
"""Pasting a megabyte into an Input takes Textual many seconds."""


class FilterInput(Input):
    """An Input whose vertical keys move the list under it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.back_out", "Clear", id="filter.clear"),
        Binding("down", "screen.list('move', 1)", "Next row", show=False, id="filter.next"),
        Binding("up", "screen.list('move', -1)", "Previous row", show=False, id="filter.previous"),
        Binding("pagedown", "screen.list('page', 1)", "Page down", show=False, id="filter.down"),
        Binding("pageup", "screen.list('page', -1)", "Page up", show=False, id="filter.up"),
        Binding("enter", "screen.pane('entries')", "To the list", priority=True, id="filter.done"),
    ]


class FilterBar(Widget):
    """A slash, what was typed, and how much matches."""

    @dataclass
    class Changed(Message):
        """Something else is to be looked for."""

        query: str

    def compose(self) -> ComposeResult:
        yield Static("/", id="prompt")
        yield FilterInput(
            id="filter",
            compact=True,
            max_length=MAX_LENGTH,
            select_on_focus=False,
            placeholder="type / to filter",
        )
        yield Static("", id="hits")

    @property
    def input(self) -> Input:
        return self.query_one(FilterInput)

    def show_hits(self, text: str) -> None:
        """Say how much matches."""
        self.query_one("#hits", Static).update(Content(text))

    @on(Input.Changed)
    def _report_change(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))
