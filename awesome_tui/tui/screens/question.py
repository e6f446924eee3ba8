"""The base class of dialogs."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

AnswerT = TypeVar("AnswerT")


class Question(ModalScreen[AnswerT]):
    """A dialog that takes only its first answer.

    Another key or click may already be queued when it is answered; Textual would then dismiss the
    screen below.
    """

    def dismiss(self, result: AnswerT | None = None) -> AwaitComplete:
        is_on_top = self.app.screen_stack[-1:] == [self]
        return super().dismiss(result) if is_on_top else AwaitComplete()
