"""Back and forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class History(Generic[T]):
    """Where one was before and after; where one is now, is known elsewhere."""

    behind: tuple[T, ...] = ()
    """The last is the nearest."""
    ahead: tuple[T, ...] = ()
    """The first is the nearest."""

    def left(self, here: T) -> History[T]:
        """After going from `here` to a new place: there is nothing ahead any more."""
        return History((*self.behind, here))

    def back(self, here: T) -> tuple[T, History[T]]:
        """The place behind, and what remains after going there from `here`."""
        return self.behind[-1], History(self.behind[:-1], (here, *self.ahead))

    def forward(self, here: T) -> tuple[T, History[T]]:
        """The place ahead, and what remains after going there from `here`."""
        return self.ahead[0], History((*self.behind, here), self.ahead[1:])
