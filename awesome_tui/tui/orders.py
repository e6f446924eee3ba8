"""Orders of entries: as in the list, by name, by a column, or by stars and pushes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TypeAlias, TypeVar

from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.model.known_infos import BriefInfo
from awesome_tui.model.outline import Outline
from awesome_tui.text.inline_markdown import plain
from awesome_tui.text.measures import day_in, number_in

T = TypeVar("T", str, float)
FindRepository: TypeAlias = Callable[[str | None], BriefInfo | None]
"""Finds what is known of the repository that a URL leads to."""


def no_repository(url: str | None) -> None:
    """Find nothing; a `FindRepository`."""


LIST_ORDER, BY_NAME = ORDERS = ("list order", "name")
"""The orders of every list; orders by a column are called like its facts."""
BY_STARS, BY_PUSH = REPOSITORY_ORDERS = ("stars", "last push")
"""The orders of lists with known repositories."""

_FEWEST = 3
_MOST = 0.5
"""The share of numbers or dates above which a column is sorted as such."""


def least_of_column(entries: int) -> int:
    """Return how many of `entries` must have a column before it is offered."""
    return min(_FEWEST, 1 + entries // 10)


def columns_of(document: AwesomeList) -> tuple[str, ...]:
    """Return the names of facts of enough entries, without those of other orders."""
    entries = [entry for _, entry in document.walk()]
    names = Counter(fact.name for entry in entries for fact in entry.facts)
    least = least_of_column(len(entries))
    named = (*ORDERS, *REPOSITORY_ORDERS)
    return tuple(name for name, count in names.items() if count >= least and name not in named)


def order_of(name: str, document: AwesomeList) -> str:
    """Return the order of this name; list order if `document` has no such column."""
    known = (*ORDERS, *REPOSITORY_ORDERS, *columns_of(document))
    return name if name in known else LIST_ORDER


def next_order(order: str, orders: Sequence[str] = ORDERS) -> str:
    """Return the next one of `orders`; list order after the last one or an unknown one."""
    following = dict(pairwise(orders))
    return following.get(order, LIST_ORDER)


def sort_numbers(
    outline: Outline, numbers: Iterable[int], order: str, repository: FindRepository = no_repository
) -> Sequence[int] | None:
    """Sort the numbers of items; None for list order.

    A column of numbers or dates begins with the greatest or latest; what is unknown comes last.
    """
    if order == LIST_ORDER:
        return None
    if order == BY_NAME:
        return sorted(numbers, key=lambda number: outline.items[number].entry.name.casefold())
    if order in REPOSITORY_ORDERS:
        return _sort_by_repository(outline, list(numbers), order, repository)
    values = {number: _value_in(outline.items[number].entry, order) for number in numbers}
    known = {number: value for number, value in values.items() if value}
    unknown = (number for number in values if number not in known)
    return [*_sort_values(known), *unknown]


def _sort_by_repository(
    outline: Outline, numbers: Sequence[int], order: str, repository: FindRepository
) -> list[int]:
    infos = ((number, repository(outline.items[number].entry.url)) for number in numbers)
    measure = attrgetter("stars" if order == BY_STARS else "pushed")
    sizes = {number: measure(info) for number, info in infos if info}
    known = [number for number in numbers if sizes.get(number) is not None]
    unknown = [number for number in numbers if sizes.get(number) is None]
    return sorted(known, key=lambda number: sizes[number], reverse=True) + unknown


def _sort_values(values: Mapping[int, str]) -> Iterator[int]:
    """Yield the keys in the order of their values."""
    for sizes in (_measured(values, day_in), _measured(values, number_in)):
        if len(sizes) > _MOST * len(values):
            yield from sorted(sizes, key=lambda key: sizes[key], reverse=True)
            yield from (key for key in values if key not in sizes)
            return
    yield from sorted(values, key=lambda key: values[key].casefold())


def _measured(values: Mapping[int, str], measure: Callable[[str], T | None]) -> dict[int, T]:
    return {key: size for key in values if (size := measure(values[key])) is not None}


def _value_in(entry: Entry, column: str) -> str:
    return next((plain(fact.value) for fact in entry.facts if fact.name == column), "")
