"""The filter at work: which items are to be shown, computed off the screen's loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from awesome_tui.outline import Outline
from awesome_tui.search.hits import Hits
from awesome_tui.search.index import Index
from awesome_tui.search.query import Query

Order: TypeAlias = Literal["list order", "name"]
ORDERS: tuple[Order, ...] = ("list order", "name")

KEY = "list"
"""The open list, in its index."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What matches, ready to be shown: as it is wanted, in all or in one section."""

    outline: Outline
    query: Query
    hits: Hits | None
    """None where nothing is asked for, and so all is found."""
    ascending: Sequence[int]
    """The numbers of the items that match, in list order."""
    by_name: Sequence[int] | None
    """The same by name, if they are wanted so."""

    @property
    def forgiven(self) -> bool:
        """Whether nothing matched until one typo was forgiven."""
        return self.hits is not None and self.hits.forgiven

    def rows(self, place: int) -> Sequence[int]:
        """The rows of a section, as `Outline.rows` numbers them; the best first while filtered."""
        start, stop = self.outline.span(place)
        if self.by_name is not None:
            return [number for number in self.by_name if start <= number < stop]
        if self.hits is None:
            return self.outline.rows_in(place)
        return self.hits.within(KEY, start, stop).ranked()


def find(
    outline: Outline, index: Index, query: Query, order: Order, cancelled: Callable[[], bool]
) -> Found:
    """The items that match `query`, to be shown in that order."""
    hits = index.search(query, cancelled) if query else None
    ascending = range(len(outline.items)) if hits is None else hits.numbers(KEY)
    by_name = _by_name(outline, ascending) if order == "name" else None
    return Found(outline, hits.query if hits else query, hits, ascending, by_name)


def _by_name(outline: Outline, numbers: Sequence[int]) -> list[int]:
    return sorted(numbers, key=lambda number: outline.items[number].entry.name.casefold())
