"""The filter at work: which items are to be shown, computed off the screen's loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from awesome_tui.outline import Outline
from awesome_tui.search import Index, Query

Order: TypeAlias = Literal["list order", "name"]
ORDERS: tuple[Order, ...] = ("list order", "name")

KEY = "list"
"""The open list, in its index."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The items that match: as they are to be shown, and in list order."""

    query: Query
    order: Order
    shown: Sequence[int]
    ascending: Sequence[int]
    forgiven: bool = False
    """Nothing matched, so a typo was forgiven."""

    @property
    def filtered(self) -> bool:
        """Whether the query asks for anything."""
        return bool(self.query.groups)


def find(
    outline: Outline,
    index: Index,
    query: Query,
    order: Order,
    cancelled: Callable[[], bool],
) -> Found:
    """The items that match `query`, the best first unless they are wanted by name."""
    if not query.groups:
        every = range(len(outline.items))
        return Found(query, order, _ordered(outline, every, every, order), every)
    hits = index.search(query, cancelled)
    ranked = [hit.number for hit in hits.page(0, hits.total)]
    ascending = sorted(ranked)
    return Found(
        hits.query, order, _ordered(outline, ranked, ascending, order), ascending, hits.forgiven
    )


def _ordered(
    outline: Outline, ranked: Sequence[int], ascending: Sequence[int], order: Order
) -> Sequence[int]:
    if order == "list order":
        return ranked
    return sorted(ascending, key=lambda number: outline.items[number].entry.name.casefold())
