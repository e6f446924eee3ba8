"""A dialog that asks for a line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Static

from awesome_tui.tui.dialogs.question import Form
from awesome_tui.tui.keys import hint
from awesome_tui.tui.widgets.text_line import TextLine

_LONGEST = 4_096


class LineDialog(Form[str | None]):
    """A dialog that returns what was typed, or None."""

    AUTO_FOCUS = "TextLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        hint("line.save", "enter", "save", "Save", priority=True),
        hint("line.cancel", "escape", "cancel", "Cancel", priority=True),
    ]

    def __init__(self, title: str, about: str, text: str, *, is_replaced: bool = False) -> None:
        """Begin with `text`, selected if it `is_replaced`; `about` says what is wanted."""
        self._line = TextLine(text, max_length=_LONGEST, select_on_focus=is_replaced, id="line")
        fields = (Static(about, markup=False, id="about"), self._line)
        super().__init__(title, fields, {"line.save": "saves", "line.cancel": "cancels"})

    def action_save(self) -> None:
        self.dismiss(self._line.value.strip())
