"""Undo of changes, the last one first."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeAlias

Undo: TypeAlias = Callable[[], Awaitable[str]]
"""Undoes a change and returns a message, or raises `LibraryError`.

The message is empty if there is nothing to undo any more, as another list is shown.
"""

_MOST = 100


class UndoStack:
    """The last changes of this session that can be undone."""

    def __init__(self) -> None:
        self._undos: deque[Undo] = deque(maxlen=_MOST)

    def push(self, undo: Undo) -> None:
        """Add the undo of a change that is being made."""
        self._undos.append(undo)

    async def undo(self) -> str:
        """Undo the last change and return a message; after a failure, it can be tried again."""
        while self._undos:
            undo = self._undos.pop()
            try:
                message = await undo()
            except Exception:
                self._undos.append(undo)
                raise
            if message:
                return message
        return "Nothing to undo."

    def forget(self, undo: Undo) -> None:
        if undo in self._undos:
            self._undos.remove(undo)
