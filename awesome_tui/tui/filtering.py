"""The filter at work: which items are to be shown, computed off the screen's loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from awesome_tui.outline import Outline
from awesome_tui.search.index import Index
from awesome_tui.search.query import Query

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


def _never() -> bool:
    return False


def find(
    outline: Outline,
    index: Index,
    query: Query,
    order: Order,
    cancelled: Callable[[], bool] = _never,
) -> Found:
    """The items that match `query`, the best first unless they are wanted by name."""
    ranked: Sequence[int] = range(len(outline.items))
    forgiven = False
    if query:
        hits = index.search(query, cancelled)
        ranked, forgiven = hits.numbers(KEY), hits.forgiven
    ascending = sorted(ranked)
    shown = _by_name(outline, ascending) if order == "name" else ranked
    return Found(query, order, shown, ascending, forgiven)


def _by_name(outline: Outline, numbers: Sequence[int]) -> list[int]:
    return sorted(numbers, key=lambda number: outline.items[number].entry.name.casefold())
