"""The base classes of dialogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from awesome_tui.tui.rendering.bindings import MappedScreen, bindings_of

AnswerT = TypeVar("AnswerT")

_OTHER_ROWS = 8
"""The rows below the first field of a form, with its border and a margin."""


class Question(MappedScreen[AnswerT], ModalScreen[AnswerT]):
    """A dialog that takes only its first answer.

    Another key or click may already be queued when it is answered; Textual would then dismiss the
    screen below.
    """

    def dismiss(self, result: AnswerT | None = None) -> AwaitComplete:
        is_on_top = self.app.screen_stack[-1:] == [self]
        return super().dismiss(result) if is_on_top else AwaitComplete()

    def action_cancel(self) -> None:
        self.dismiss(None)

    def key_hints(self, effects: Mapping[str, str]) -> str:
        """Tell the first key of each command, by its id, with its effect."""
        keys: dict[str, str] = {}
        for binding in bindings_of(self):
            keys.setdefault(binding.id or "", self.app.get_key_display(binding))
        return " · ".join(f"{keys[each]} {effects[each]}" for each in effects if keys.get(each))


class Form(Question[AnswerT]):
    """A dialog with fields below each other, and the `effects` of keys below them."""

    tallest: ClassVar[int] = 1
    """The rows of the first of several fields, which has fewer in a low window."""

    def __init__(self, title: str, fields: Sequence[Widget], effects: Mapping[str, str]) -> None:
        super().__init__()
        self._title, self._fields, self._effects = title, fields, effects

    def on_resize(self, event: events.Resize) -> None:
        first, *others = self._fields
        if others:
            first.styles.height = max(1, min(self.tallest, event.size.height - _OTHER_ROWS))

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Content(self._title)
            yield from self._fields
            yield Static(self.key_hints(self._effects), markup=False, id="keys")
