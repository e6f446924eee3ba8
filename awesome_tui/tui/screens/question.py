"""What lies over a screen until it is answered."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

AnswerT = TypeVar("AnswerT")


class Question(ModalScreen[AnswerT]):
    """Takes one answer.

    A key or a click may still be on its way when the answer is given: it would be a second one, and
    Textual would take away the screen below for it.
    """

    def dismiss(self, result: AnswerT | None = None) -> AwaitComplete:
        is_on_top = self.app.screen_stack[-1:] == [self]
        return super().dismiss(result) if is_on_top else AwaitComplete()
