"""Back and forward, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_STEPS = 1_000
"""The most steps back."""


class PageHistory(NamedTuple, Generic[T]):
    """Places behind and ahead; the present one is not among them."""

    behind: tuple[T, ...] = ()
    """The last is the nearest."""
    ahead: tuple[T, ...] = ()
    """The first is the nearest."""

    def pushed(self, here: T) -> PageHistory[T]:
        """Return the history after going from `here` to a new place, with nothing ahead."""
        return PageHistory((*self.behind, here)[-_STEPS:])

    def back(self, here: T) -> tuple[T, PageHistory[T]]:
        return self.behind[-1], PageHistory(self.behind[:-1], (here, *self.ahead))

    def forward(self, here: T) -> tuple[T, PageHistory[T]]:
        return self.ahead[0], PageHistory((*self.behind, here), self.ahead[1:])

    def without(self, place: T) -> PageHistory[T]:
        """Remove a place that is gone."""
        return PageHistory(
            tuple(each for each in self.behind if each is not place),
            tuple(each for each in self.ahead if each is not place),
        )

    def map_distant(self, near: int, change: Callable[[T], T]) -> PageHistory[T]:
        """Apply `change` to places that are more than `near` steps away."""
        far = max(0, len(self.behind) - near)
        return PageHistory(
            (*map(change, self.behind[:far]), *self.behind[far:]),
            (*self.ahead[:near], *map(change, self.ahead[near:])),
        )
