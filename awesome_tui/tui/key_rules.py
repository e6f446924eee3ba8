"""Rules for the key queue: which key is ready for delivery, and which one quits."""

from __future__ import annotations

from typing import Any

from textual.app import App

from awesome_tui.tui.keymap import Keymap
from awesome_tui.tui.rendering.type_ahead import PATIENCE, Typed
from awesome_tui.tui.screens.browser import BrowserScreen

_DIALOGS = frozenset(("question_mark", "f1", "colon", "ctrl+p"))
"""Keys that open a dialog with a line to type in."""
_ANYTIME = _DIALOGS | {"q", "t", "slash", "escape", "ctrl+q", "ctrl+c", "ctrl+z"}
"""Keys that act on no row."""
_TO_TYPE = _DIALOGS | {"slash", "e", "x"}
"""Keys after which letters may be text."""


class KeyRules:
    """Decides by the state of the app and its first screen."""

    def __init__(self, app: App[Any], first: BrowserScreen, keymap: Keymap | None = None) -> None:
        self._app = app
        self._first = first
        self._keymap = keymap or Keymap()

    def can_have(self, typed: Typed) -> bool:
        """True if earlier keys have had those effects that `typed` may depend on.

        Escape does not wait for a list or README that is being opened, as it stops that, nor does
        Home for the first list. Undo waits for the change that it undoes.
        """
        if not self._first.takes_keys:
            return False
        if self._app.screen is not self._first:
            return self._app.screen.focused is not None or typed.age > PATIENCE
        if self._is_doing("question"):
            return False
        key = self._usual(typed)
        if key == "u" and typed.age < PATIENCE and self._is_doing("keep"):
            return self._first.is_filtering
        is_turning = self._is_doing("turn") or self._is_doing("readme")
        if key != "escape" and typed.age < PATIENCE and is_turning:
            return False
        return not self._acts_on_rows(typed) or self._first.has_hits(typed.age < PATIENCE)

    def is_leaving(self, typed: Typed, before: list[Typed]) -> bool:
        """True if `typed` quits, whatever effects the keys `before` it have."""
        if self._usual(typed) != "q":
            return typed.key == "ctrl+q"
        is_command = self._app.screen is self._first and not self._first.is_filtering
        return (
            is_command
            and not self._is_doing("question")
            and not any(self._usual(other) in _TO_TYPE for other in before)
        )

    def _acts_on_rows(self, typed: Typed) -> bool:
        if self._first.is_filtering:
            return self._usual(typed) in self._first.filter_row_keys
        key = self._usual(typed)
        if key == "H" and self._is_doing("reading"):  # Home takes the place of the first list
            return False
        return bool(typed.key) and key not in _ANYTIME

    def _usual(self, typed: Typed) -> str:
        """Return the default key of the command that was typed."""
        return self._keymap.usual_key(typed.key, filtering=self._first.is_filtering)

    def _is_doing(self, group: str) -> bool:
        workers = self._app.workers
        return any(worker.group == group and not worker.is_finished for worker in workers)
