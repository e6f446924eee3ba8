"""Back and forward, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_STEPS = 1_000
"""So many places one can go back."""


class PageHistory(NamedTuple, Generic[T]):
    """Places behind and ahead of the present one, which its owner knows."""

    behind: tuple[T, ...] = ()
    """The last is the nearest."""
    ahead: tuple[T, ...] = ()
    """The first is the nearest."""

    def pushed(self, here: T) -> PageHistory[T]:
        """After going from `here` to a new place: there is nothing ahead any more."""
        return PageHistory((*self.behind, here)[-_STEPS:])

    def back(self, here: T) -> tuple[T, PageHistory[T]]:
        return self.behind[-1], PageHistory(self.behind[:-1], (here, *self.ahead))

    def forward(self, here: T) -> tuple[T, PageHistory[T]]:
        return self.ahead[0], PageHistory((*self.behind, here), self.ahead[1:])

    def without(self, place: T) -> PageHistory[T]:
        """The same, but for a place that one cannot go to any more."""
        return PageHistory(
            tuple(each for each in self.behind if each is not place),
            tuple(each for each in self.ahead if each is not place),
        )

    def map_distant(self, near: int, change: Callable[[T], T]) -> PageHistory[T]:
        """The same with `change` made of what is more than `near` steps away."""
        far = max(0, len(self.behind) - near)
        return PageHistory(
            (*map(change, self.behind[:far]), *self.behind[far:]),
            (*self.ahead[:near], *map(change, self.ahead[near:])),
        )
