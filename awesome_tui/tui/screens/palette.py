"""The command palette."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input

from awesome_tui.tui.commands import Command
from awesome_tui.tui.screens.chooser import Choice, ChoiceList
from awesome_tui.tui.screens.question import Question
from awesome_tui.tui.widgets.text_line import TextLine

_MAX_LENGTH = 200
"""A limit on pastes: 1 MB in an Input takes Textual many seconds."""


class Palette(Question[Command | None]):
    """A dialog that returns the command to run, or None."""

    # A palette of our own, as Textual's searches in the background: keys typed ahead of the
    # results close it.

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="palette.cancel"),
        Binding("down", "list('move', 1)", "Next command", show=False, id="palette.next"),
        Binding("up", "list('move', -1)", "Previous command", show=False, id="palette.previous"),
        Binding("pagedown", "list('page', 1)", "Page down", show=False, id="palette.page_down"),
        Binding("pageup", "list('page', -1)", "Page up", show=False, id="palette.page_up"),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands
        self._found = commands
        self._line = TextLine(placeholder="Search for commands", max_length=_MAX_LENGTH)
        self._list = ChoiceList([Choice(_keys(command), command.text) for command in commands])

    def compose(self) -> ComposeResult:
        self._list.can_focus = False
        yield self._line
        yield self._list

    def on_mount(self) -> None:
        self._list.styles.height = len(self._commands) + 2
        self._list.set_rows(len(self._commands), 0)

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        query = event.value.strip()
        hits = (
            list(_hits(query, self._commands)) if query else [(one, ()) for one in self._commands]
        )
        self._found = [command for command, _ in hits]
        self._list.show([Choice(_keys(command), command.text, at) for command, at in hits])
        self._line.border_subtitle = Content("" if hits else "nothing matches")

    @on(Input.Submitted)
    @on(ChoiceList.Chosen)
    def _answer(self) -> None:
        if 0 <= self._list.cursor < len(self._found):
            self.dismiss(self._found[self._list.cursor])

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:  # outside of the dialog
            self.action_cancel()

    def action_list(self, action: str, amount: float) -> None:
        getattr(self._list, f"action_{action}")(amount)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _keys(command: Command) -> str:
    return " ".join(command.keys)


def _hits(query: str, commands: Sequence[Command]) -> Iterator[tuple[Command, Sequence[int]]]:
    """The matching commands, best first, with the indices of matching characters."""
    fuzzy = FuzzySearch()
    scored = [(*fuzzy.match(query, command.text), command) for command in commands]
    for score, at, command in sorted(scored, key=lambda each: -each[0]):
        if score:
            yield command, at
