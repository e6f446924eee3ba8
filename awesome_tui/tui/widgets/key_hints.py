"""The footer: active keys, or for some seconds a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from awesome_tui.text.sanitize import shorten_message

_SECONDS, _LETTERS_A_SECOND = 3.0, 20
"""The time to notice a message, and to read it."""
_STEP = 4
"""Cells by which a long word is shortened at a time."""
_SHORTEST = 24
"""The minimal number of characters of a shortened word that stays recognizable."""


class KeyHints(Widget):
    """A footer of one line, as Textual's mounts a widget for each key at each change of focus.

    A message that needs it has a second line, which lies over the panes.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"hints--key", "hints--message", "hints--error"}  # noqa: RUF012  as Textual declares it
    DEFAULT_CSS = "KeyHints { height: 1; }"

    message: reactive[str] = reactive("")
    """The message shown in place of the keys."""

    def __init__(self) -> None:
        super().__init__(id="hints")
        self.describe: Callable[[Binding], str] = _describe
        """The hint for a binding; empty for one that is not shown."""
        self.order: Sequence[str] = ()
        """The actions whose hints come before all others."""
        self._look = ""
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def say(self, text: str, *, error: bool = False) -> None:
        self._look = "hints--error" if error else "hints--message"
        self.message = shorten_message(text)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(message_seconds(self.message, error=error), self.clear)

    @property
    def is_over_panes(self) -> bool:
        """True while a second line lies over the panes."""
        return self.size.height > 1

    def watch_message(self) -> None:
        self._fit(self.content_size.width)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width - self.styles.gutter.width)

    def _fit(self, width: int) -> None:
        height = len(message_lines(self.message, width)) if width > 0 else 1
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def render(self) -> Content:
        width = self.content_size.width
        if self.message:
            message = Content("\n").join(message_lines(self.message, width))
            return message.stylize(self.get_visual_style(self._look, partial=True))
        return Content("  ").join(hint for hint, _ in self._fitting_hints(width))

    async def on_click(self, event: events.Click) -> None:
        end = 0
        for hint, active in self._fitting_hints(self.content_size.width):
            start, end = end, end + hint.cell_length + 2
            if start <= event.x - self.styles.gutter.left < end:
                await self.app.run_action(active.binding.action, active.node)
                return

    def _fitting_hints(self, width: int) -> list[tuple[Content, ActiveBinding]]:
        """As many hints as fit; the last one, for help, is always shown."""
        *hints, last = self._active_hints()
        hints.sort(key=lambda hint: self._rank(hint[1].binding))
        room = width - last[0].cell_length
        fitting = []
        for hint in hints:
            room -= hint[0].cell_length + 2
            if room < 0:
                break
            fitting.append(hint)
        return [*fitting, last]

    def _active_hints(self) -> Iterator[tuple[Content, ActiveBinding]]:
        """Hints for the active keys, those of the screen before those of the app."""
        key = self.get_visual_style("hints--key", partial=True)
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            text = self.describe(binding) if active.enabled else ""
            if text and binding.action not in seen:
                seen.add(binding.action)
                label = self.app.get_key_display(binding)
                if not label:  # the user has unbound it
                    continue
                yield Content.assemble((label, key), f" {text}"), active

    def _rank(self, binding: Binding) -> int:
        action = binding.action
        return self.order.index(action) if action in self.order else len(self.order)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def clear(self) -> None:
        self.message = ""


def _describe(binding: Binding) -> str:
    return binding.description.lower() if binding.show else ""


def message_seconds(text: str, *, error: bool) -> float:
    """The time that a message stays where no key takes it away before."""
    return (_SECONDS + len(text) / _LETTERS_A_SECOND) * (1 + error)


def message_lines(text: str, width: int) -> list[Content]:
    """Wrap the message into one line, or into two if it does not fit."""
    if cell_len(text) <= width:
        return [Content(text)]
    first, *others = _wrap_in_two(text, max(1, width))
    if not others:
        return [first]
    rest = Content(" ").join(line.rstrip() for line in others)
    return [first, rest.truncate(width, ellipsis=True)]


def _wrap_in_two(text: str, width: int) -> list[Content]:
    """Wrap the message, shortening its longest word until it has two lines."""
    for spare in range(0, width, _STEP):
        lines = Content(fitted(text, 2 * width - spare)).wrap(width)
        if len(lines) <= 2:
            break
    return lines


def fitted(text: str, width: int, shortest: int = _SHORTEST) -> str:
    """Shorten the longest word, usually a URL, in its middle, so that `text` fits into `width`.

    The end of a message is worth more than the full URL before it, of which `shortest` remains.
    """
    word = max(re.finditer(r"\S+", text), key=lambda each: len(each[0]), default=None)
    if word is None or cell_len(text) <= width:
        return text
    room = max(shortest, len(word[0]) - (cell_len(text) - width))
    if room >= len(word[0]):
        return text
    start, stop = word.start() + room // 2, word.end() - (room - 1) // 2
    return f"{text[:start]}…{text[stop:]}"
