"""The base classes of dialogs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget

from awesome_tui.tui.rendering.bindings import MappedScreen, bindings_of

AnswerT = TypeVar("AnswerT")

_OTHER_ROWS = 6
"""The rows of a form besides its first field and hints, with a margin."""
_WIDEST = 72
"""The largest width of a form, as in its style."""
_FRAME = 4
"""Cells of its border, and beside its hints."""


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

    def key_hints(self, effects: Mapping[str, str]) -> list[str]:
        """The first key of each command, by its id, with its effect."""
        keys: dict[str, str] = {}
        for binding in bindings_of(self):
            keys.setdefault(binding.id or "", self.app.get_key_display(binding))
        return [f"{keys[each]} {effects[each]}" for each in effects if keys.get(each)]


class EffectLines(Widget):
    """Hints of which none is broken over two lines."""

    DEFAULT_CSS = "EffectLines { height: auto; }"

    hints: Sequence[str] = ()

    def __init__(self) -> None:
        super().__init__(id="keys")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def render(self) -> Content:
        return Content("\n".join(self.lines(self.content_size.width)))

    def lines(self, width: int) -> Sequence[str]:
        """The hints in as few lines of `width` cells as they take."""
        lines: list[str] = []
        for hint in self.hints:
            line = join_hints((*lines[-1:], hint))
            if lines and cell_len(line) <= width:
                lines[-1] = line
            else:
                lines.append(hint)
        return lines


def join_hints(hints: Iterable[str]) -> str:
    """Hints in one line."""
    return " · ".join(hints)


class Form(Question[AnswerT]):
    """A dialog with fields below each other, and the `effects` of keys below them."""

    tallest: ClassVar[int] = 0
    """The rows of the first field, if others follow; fewer in a low window, 0 for what it needs."""

    def __init__(self, title: str, fields: Sequence[Widget], effects: Mapping[str, str]) -> None:
        super().__init__()
        self._title, self._fields, self._effects = title, fields, effects
        self._hints = EffectLines()

    def on_resize(self, event: events.Resize) -> None:
        first, *others = self._fields
        if not self.tallest or not others:
            return
        width = min(_WIDEST, event.size.width * 9 // 10) - _FRAME
        room = event.size.height - _OTHER_ROWS - len(self._hints.lines(width))
        first.styles.height = max(1, min(self.tallest, room))

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Content(self._title)
            yield from self._fields
            self._hints.hints = self.key_hints(self._effects)
            yield self._hints
