"""Changes that the user can take back, the last one first."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeAlias

Undo: TypeAlias = Callable[[], Awaitable[str]]
"""Takes a change back and returns a message, or raises `LibraryError`.

The message is empty where the change belongs to what is shown no more.
"""

_MOST = 100


class UndoStack:
    """Remembers how to take back the last changes of this session."""

    def __init__(self) -> None:
        self._undos: deque[Undo] = deque(maxlen=_MOST)

    def push(self, undo: Undo) -> None:
        """Remember how to take back a change that is being made."""
        self._undos.append(undo)

    async def undo(self) -> str:
        """Take back the last change and return a message; one that fails can be tried again."""
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
