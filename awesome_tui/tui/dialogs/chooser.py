"""A dialog with a short list of choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.dialogs.question import Question, join_hints
from awesome_tui.tui.keys import digit_keys, hint
from awesome_tui.tui.widgets.key_hints import fitted
from awesome_tui.tui.widgets.row_text import highlighted, pad, to_segments, truncate_words
from awesome_tui.tui.widgets.row_view import RowView

_LEAST_ABOUT = 16
"""The fewest cells in which longer words behind a choice are worth showing."""
_LEAST_OF_WORD = 8
"""The fewest cells to which the longest word of a title, such as a path, is shortened."""
_EFFECTS = {"chooser.choose": "chooses", "chooser.cancel": "cancels"}


class Choice(NamedTuple):
    """A choice, with the key that selects it."""

    key: str
    text: str
    about: str = ""
    """Quieter words behind it, if there is room."""
    matched: Sequence[int] = ()
    """The indices of the characters that match the search."""


class ChoiceList(RowView):
    """A list of choices, with their keys in the first column."""

    @dataclass
    class Highlighted(Message):
        """The cursor moved to another choice."""

        row: int

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = choices
        self._key_width = max((cell_len(choice.key) for choice in choices), default=0)

    @property
    def width(self) -> int:
        """The width in cells that shows all choices in full."""
        texts = max((cell_len(_full_text(choice)) for choice in self._choices), default=0)
        return texts + self._key_width + 5

    def show(self, choices: Sequence[Choice]) -> None:
        """Replace the choices, with the cursor on the first."""
        self._choices = choices
        self.set_rows(len(choices), 0)

    def row_changed(self) -> None:
        self.post_message(self.Highlighted(self.cursor))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the digits to the dialog, where they choose."""
        return action != "digit"

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        choice = self._choices[row]
        label = pad(f" {choice.key}", self._key_width + 3 if self._key_width else 1)
        room = max(0, width - cell_len(label))
        text = truncate_words(choice.text, room)
        parts = [(at, at + 1) for at in choice.matched]
        shown = highlighted(text, parts, base, base + self.look("row--match"))
        about = truncate_words(_full_text(choice)[len(choice.text) :], room - cell_len(text))
        if cell_len(about) < min(_LEAST_ABOUT, cell_len(choice.about)):
            about = ""
        pieces = [
            (label, base + self.look("row--mark")),
            *shown,
            (about, base + self.look("row--quiet")),
        ]
        return Strip(to_segments(pieces)).adjust_cell_length(width, base.rich_style)


def _full_text(choice: Choice) -> str:
    return f"{choice.text}  {choice.about}" if choice.about else choice.text


class Chooser(Question[int | None]):
    """A dialog that returns the index of the choice, or None."""

    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar[list[BindingType]] = [
        hint("chooser.choose", "enter", "choose", "Choose"),
        hint("chooser.cancel", "escape,q", "cancel", "Cancel"),
        *digit_keys("chooser.choose_nth", "pick", "Choose the n-th"),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str] | tuple[str, str, str]],
        chosen: int = 0,
        *,
        digits: bool = True,
        preview: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(classes="-preview" if preview else None)
        self._preview = preview
        self._title, self._count, self._chosen, self._digits = title, len(choices), chosen, digits
        self._list = ChoiceList([Choice(*choice) for choice in choices])

    def compose(self) -> ComposeResult:
        # The frame takes six cells.
        self._title = fitted(self._title, self.app.size.width * 9 // 10 - 6, _LEAST_OF_WORD)
        self._list.border_title = Content(self._title)
        yield self._list

    def on_mount(self) -> None:
        hints = join_hints(self.key_hints(_EFFECTS))
        self._list.border_subtitle = Content(hints)
        words = max(cell_len(self._title), cell_len(hints))
        self._list.styles.width = max(self._list.width, words + 6) + 2
        self._list.styles.height = self._count + 2
        self._list.set_rows(self._count, self._chosen)

    def on_choice_list_highlighted(self, event: ChoiceList.Highlighted) -> None:
        if self._preview is not None and event.row >= 0:
            self._preview(event.row)

    @on(RowView.Chosen)
    def action_choose(self) -> None:
        self.dismiss(self._list.cursor if self._list.cursor >= 0 else None)

    def action_pick(self, number: int) -> None:
        if self._digits and number <= self._count:
            self.dismiss(number - 1)
