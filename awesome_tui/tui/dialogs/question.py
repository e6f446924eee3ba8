"""The base class of dialogs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from awesome_tui.tui.rendering.bindings import MappedScreen, bindings_of

AnswerT = TypeVar("AnswerT")


class Question(MappedScreen[AnswerT], ModalScreen[AnswerT]):
    """A dialog that takes only its first answer.

    Another key or click may already be queued when it is answered; Textual would then dismiss the
    screen below.
    """

    def dismiss(self, result: AnswerT | None = None) -> AwaitComplete:
        is_on_top = self.app.screen_stack[-1:] == [self]
        return super().dismiss(result) if is_on_top else AwaitComplete()

    def key_hints(self, effects: Mapping[str, str]) -> str:
        """Tell the first key of each command, by its id, with its effect."""
        keys: dict[str, str] = {}
        for binding in bindings_of(self):
            if binding.id and binding.id in effects:
                keys.setdefault(binding.id, self.app.get_key_display(binding))
        return " · ".join(f"{keys[each]} {effects[each]}" for each in effects if keys.get(each))
