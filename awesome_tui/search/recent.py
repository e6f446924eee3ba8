"""Answers to recent questions: while the user types, most of them are asked again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_LEAST = 64
_BITS = 1 << 28
"""Bits for which there is room anyway: an answer has up to one for each row."""
_PER_TERM = 12
"""Answers for which a term asks, in several places and modes."""


class Room:
    """How many answers each of those who share it may keep."""

    def __init__(self) -> None:
        self.answers = _LEAST

    def fit(self, terms: int, rows: int) -> None:
        """Make room for a query of so many terms, so that the next letter finds their answers."""
        self.answers = max(_LEAST, min(_PER_TERM * terms, _BITS // max(1, rows)))


class Recent(Generic[Answer]):
    """The answers that were asked for last.

    Not an `lru_cache` of a method: its reference to the object would keep it alive after use.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._answers: dict[Hashable, Answer] = {}
        """The newest last."""
        self._asking = RLock()

    def answer(self, question: Hashable, find: Callable[[], Answer]) -> Answer:
        """Return the answer, which `find` works out if it is not known.

        A thread that asks the same meanwhile waits for it.
        """
        with self._asking:
            found = self._answers.pop(question, None)
            if found is None:
                found = find()
            self._answers[question] = found
            while len(self._answers) > self._room.answers:
                del self._answers[next(iter(self._answers))]
            return found

    def forget(self) -> None:
        """Drop all answers."""
        with self._asking:
            self._answers.clear()
