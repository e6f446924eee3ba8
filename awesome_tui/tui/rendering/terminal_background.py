"""Filtering the terminal's report of its background out of the keys."""

from __future__ import annotations

import re

from textual.message import Message

QUESTION = "\x1b]11;?\x1b\\"
_ANSWER = r"\x1b\]11;([^\x07\x1b]*)(?:\x07|\x1b\\)"
_BEGUN = r"\x1b\](?:1(?:1(?:;[^\x07\x1b]{0,40}\x1b?)?)?)?$"
_ALT_BRACKET = "\x1b]"
"""How an answer begins, and what some terminals send for a key with Alt."""
_COLOR = r"(?i)rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})"
_MIDDLE = 0.5


class BackgroundTold(Message):
    """The terminal has reported its background."""

    def __init__(self, is_light: bool) -> None:
        super().__init__()
        self.is_light = is_light


class BackgroundAnswer:
    """A filter of terminal input that removes the report, even if it comes in pieces."""

    def __init__(self) -> None:
        self.is_light: bool | None = None
        """The answer; None until then, or if it is not understood."""
        self._is_done = False
        self._held = ""
        """Input that may be the beginning of the answer."""

    def without_answer(self, read: str) -> str:
        """Filter the next piece of input; an empty piece means a pause."""
        if self._is_done:
            return read
        if not read:
            held = self._held if self._held == _ALT_BRACKET else ""
            self._held = "" if held else self._held
            return held
        text, self._held = self._held + read, ""
        if answer := re.search(_ANSWER, text):
            self._is_done, self.is_light = True, _is_light(answer[1])
            return text[: answer.start()] + text[answer.end() :]
        if begun := re.search(_BEGUN, text):
            self._held = begun[0]
            return text[: begun.start()]
        return text


def _is_light(color: str) -> bool | None:
    found = re.match(_COLOR, color)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / int("f" * len(part), 16) for part in found.groups())
    return 0.299 * red + 0.587 * green + 0.114 * blue > _MIDDLE
