"""The base class of palette and help: a line to type in, and commands below to choose from."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Input

from awesome_tui.tui.commands import Command
from awesome_tui.tui.dialogs.question import Question, join_hints
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.widgets.row_view import RowView
from awesome_tui.tui.widgets.text_line import TextLine

_MAX_LENGTH = 200
"""A limit on pastes: 1 MB in an Input takes Textual many seconds."""

_ABOVE = 4
"""Rows of the input line and above it."""
_LEAST = 3
_EFFECTS = {"palette.run": "runs it", "palette.cancel": "closes"}


class CommandDialog(Question[Command | None]):
    """A dialog that returns the command to run, or None.

    Unlike Textual's palette, which keys typed before the results would close, it searches at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        hint("palette.run", "enter", "answer", "Run", priority=True),
        hint("palette.cancel", "escape", "cancel", "Close"),
        key("palette.next", "down,ctrl+n,ctrl+j", "list('move', 1)", "Next command", priority=True),
        key(
            "palette.previous",
            "up,ctrl+p,ctrl+k",
            "list('move', -1)",
            "Previous command",
            priority=True,
        ),
        key("palette.page_down", "pagedown", "list('page', 1)", "Page down"),
        key("palette.page_up", "pageup", "list('page', -1)", "Page up"),
    ]

    def __init__(self, placeholder: str, rows: RowView) -> None:
        super().__init__()
        self._line = TextLine(placeholder=placeholder, max_length=_MAX_LENGTH)
        self._rows = rows
        self._most = 0

    @abstractmethod
    def show_matches(self, query: str) -> bool:
        """Show the commands that match; return False if there are none."""

    @abstractmethod
    def chosen_command(self) -> Command | None:
        """The command under the cursor."""

    def compose(self) -> ComposeResult:
        self._rows.can_focus = False
        yield self._line
        yield self._rows

    def on_mount(self) -> None:
        self._rows.border_subtitle = Content(join_hints(self.key_hints(_EFFECTS)))
        self.show_matches("")
        self._fit(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Give it the height of all commands, if there is room, whatever is filtered."""
        self._most = max(self._most, self._rows.count)
        self._rows.styles.height = max(_LEAST, min(self._most + 2, size.height - _ABOVE))

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        has_matches = self.show_matches(event.value.strip())
        self._line.border_subtitle = Content("" if has_matches else "nothing matches")

    @on(RowView.Chosen)
    def action_answer(self) -> None:
        """End with the command under the cursor."""
        command = self.chosen_command()
        if command is not None:
            self.dismiss(command)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:  # outside of the dialog
            self.action_cancel()

    def action_list(self, action: str, amount: float) -> None:
        getattr(self._rows, f"action_{action}")(amount)
