"""The help: keys that work now, the marks of rows and the language of the filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.commands import Command
from awesome_tui.tui.dialogs.command_dialog import CommandDialog
from awesome_tui.tui.dialogs.help_text import (
    BLANK,
    HelpRow,
    help_groups,
    in_columns,
    matching_groups,
    wrapped_groups,
)
from awesome_tui.tui.keys import key
from awesome_tui.tui.widgets.row_text import Piece, pad, to_segments, truncate
from awesome_tui.tui.widgets.row_view import RowView

_TWO_COLUMNS_FROM = 100
_GAP = 2
"""Cells around keys."""
_WIDEST = 118
"""The cells of the dialog at most, as its style has it."""
_FRAME = 3
"""Cells of its border and scroll bar."""


class HelpRows(RowView):
    """Rows in columns; the cursor stops at those that run a command."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--section"}

    def __init__(self, key_width: int) -> None:
        super().__init__()
        self._columns: Sequence[Sequence[HelpRow]] = ()
        self._column = 0
        self._key_width = key_width

    def show(self, columns: Sequence[Sequence[HelpRow]]) -> None:
        """Show `columns`, with the cursor on their first command."""
        self._columns = columns
        with_commands = (
            number for number, column in enumerate(columns) if any(row.command for row in column)
        )
        self._column = next(with_commands, 0)
        self.set_rows(max(map(len, columns), default=0), 0)
        self.scroll_to(y=0, animate=False)

    def text_width(self, width: int) -> int:
        """The cells for the meaning of a key in a column of `width`."""
        return max(1, width - self._key_width - _GAP - 1)

    @property
    def command(self) -> Command | None:
        return self._row(self._column, self.cursor).command

    def _row(self, column: int, row: int) -> HelpRow:
        if column < len(self._columns) and 0 <= row < len(self._columns[column]):
            return self._columns[column][row]
        return BLANK

    def can_choose(self, row: int) -> bool:
        return self._row(self._column, row).command is not None

    def action_move(self, step: int) -> None:
        """Move to the next command; from the last of a column, to the first of the next column."""
        before = self.cursor
        super().action_move(step)
        if self.cursor == before:
            self.change_column(step, self.count - 1 if step < 0 else 0)

    def change_column(self, step: int, row: int | None = None) -> None:
        """Move the cursor to the next column, into `row` or the same row."""
        column = self._column + step
        if not 0 <= column < len(self._columns) or not any(
            each.command for each in self._columns[column]
        ):
            return
        self._column = column
        self.refresh()
        self.choose(self.cursor if row is None else row)
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and self._columns:
            width = self.scrollable_content_region.width // len(self._columns)
            self._column = min(offset.x // max(1, width), len(self._columns) - 1)
            self.refresh()

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        count = max(1, len(self._columns))
        widths = [width // count] * (count - 1)
        widths.append(width - sum(widths))
        pieces: list[Piece] = []
        for column, room in enumerate(widths):
            style = base if column == self._column else self.visual_style
            pieces += self._cell(self._row(column, row), room, style)
        return Strip(to_segments(pieces), width)

    def _cell(self, row: HelpRow, width: int, style: Style) -> Iterator[Piece]:
        if not row.key:
            text = pad(truncate(f" {row.text}", width), width)
            yield text, style + self.look("row--section") if row.text else style
            return
        key = pad(f" {row.key}", self._key_width + _GAP)
        text = pad(truncate(row.text, width - cell_len(key) - 1), width - cell_len(key))
        yield key, style + self.look("row--match")
        yield text, style if row.command else style + self.look("row--quiet")


class Help(CommandDialog):
    """A dialog with all keys that work now, which returns the command to run, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("help.next", "tab", "column(1)", "Next column", priority=True),
        key("help.previous", "shift+tab", "column(-1)", "Previous column", priority=True),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        self._groups = help_groups(commands)
        rows = (row for group in self._groups for row in group.rows)
        self._help = HelpRows(max(cell_len(row.key) for row in rows))
        self._query = ""
        super().__init__("Find a key, a word or a mark", self._help)

    def on_mount(self) -> None:
        self._line.border_title = Content("Keys that work here")

    def on_resize(self, event: events.Resize) -> None:
        self._most = 0  # the height depends on the number of columns
        self.show_matches(self._query)

    def show_matches(self, query: str) -> bool:
        self._query = query
        groups = matching_groups(self._groups, query) if query else self._groups
        width = self.app.size.width
        count = 2 if width >= _TWO_COLUMNS_FROM else 1
        room = self._help.text_width((min(width, _WIDEST) - _FRAME) // count)
        self._help.show(in_columns(wrapped_groups(groups, room), count))
        return bool(groups)

    def chosen_command(self) -> Command | None:
        return self._help.command

    def action_column(self, step: int) -> None:
        self._help.change_column(step)
