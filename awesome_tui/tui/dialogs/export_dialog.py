"""A dialog that asks for the format of an export, and for its file or the clipboard."""

from __future__ import annotations

import os
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType

from awesome_tui.export.export_formats import FORMATS
from awesome_tui.tui.dialogs.chooser import Choice, ChoiceList
from awesome_tui.tui.dialogs.question import Form
from awesome_tui.tui.keys import digit_keys, hint
from awesome_tui.tui.widgets.row_view import RowView
from awesome_tui.tui.widgets.text_line import TextLine

_LONGEST = 4_096
"""The most characters of a path in any system."""
_NAMES = tuple(FORMATS)
_EFFECTS = {
    "export.save": "saves",
    "export.copy": "copies instead",
    "export.name": "edits the name",
    "export.cancel": "cancels",
}


class ExportChoice(NamedTuple):
    """A format by its name, and the file as the user names it."""

    format: str
    file: str | None
    """None for the clipboard."""


class ExportDialog(Form[ExportChoice | None]):
    """A dialog that returns what was chosen, or None."""

    AUTO_FOCUS = "ChoiceList"
    tallest = len(_NAMES)
    BINDINGS: ClassVar[list[BindingType]] = [
        hint("export.save", "enter", "save", "Save", priority=True),
        hint("export.copy", "y", "copy", "Copy instead"),
        hint("export.name", "tab", "app.focus_next", "Edit the name"),
        hint("export.cancel", "escape,q", "cancel", "Cancel", priority=True),
        *digit_keys("export.format", "pick", "Choose the n-th format"),
    ]

    def __init__(self, title: str, proposed: ExportChoice) -> None:
        self._format = proposed.format
        self._formats = ChoiceList(
            [Choice(str(n), each.label) for n, each in enumerate(FORMATS.values(), 1)]
        )
        self._file = TextLine(
            proposed.file or "", max_length=_LONGEST, select_on_focus=False, id="file"
        )
        super().__init__(title, (self._formats, self._file), _EFFECTS)

    def on_mount(self) -> None:
        self._formats.set_rows(len(_NAMES), _NAMES.index(self._format))
        # Typing should continue the name, before its ending.
        self._file.cursor_position -= len(FORMATS[self._format].ending)

    @on(ChoiceList.Highlighted)
    def _change_ending(self) -> None:
        """Give the file the ending of the format, unless the user has typed another one."""
        before, self._format = FORMATS[self._format], _NAMES[self._formats.cursor]
        file = self._file.value
        if file.endswith(before.ending):
            stem = file.removesuffix(before.ending)
            self._file.value = stem + FORMATS[self._format].ending
            self._file.cursor_position = len(stem)

    @on(RowView.Chosen)
    def action_save(self) -> None:
        file, ending = self._file.value.strip(), FORMATS[self._chosen].ending
        if file.endswith(2 * ending):  # the user has typed it before the one that was there
            file = file.removesuffix(ending)
        if os.path.basename(file) not in ("", ending):  # a folder is not a file
            self.dismiss(ExportChoice(self._chosen, file))
        else:
            self._file.focus()

    def action_copy(self) -> None:
        self.dismiss(ExportChoice(self._chosen, None))

    def action_pick(self, number: int) -> None:
        if number <= len(_NAMES):
            self._formats.choose(number - 1)

    @property
    def _chosen(self) -> str:
        return _NAMES[self._formats.cursor]
