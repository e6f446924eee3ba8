"""Orders of the entries: as in the list, by name, or by a column of the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.model.outline import Outline
from awesome_tui.text.inline_markdown import plain

LIST_ORDER, BY_NAME = ORDERS = ("list order", "name")
"""The orders that every list has; those by a column have the name of its facts."""

_NUMBER = re.compile(
    r"(?<![\w.])(?:(?P<long>[-+−]?\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?)"
    r"|(?P<short>[-+−]?\d+(?:[.,]\d+)?))"
    r"(?:\s?(?P<unit>[kKmM])(?![A-Za-z]))?"
)
_UNITS = {None: 1, "k": 1_000, "K": 1_000, "m": 1_000_000, "M": 1_000_000}
_SEPARATORS = re.compile("[,' ]")
_DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_DAY = re.compile(
    rf"(?:(\d{{1,2}})\s+)?\b({'|'.join(_MONTHS)})[a-z]*\.?\s+(?:(\d{{1,2}}),?\s+)?(\d{{4}})\b", re.I
)
_MOST = 0.5
"""Share of the values that must be numbers or dates for all to be sorted as such."""


def columns_of(document: AwesomeList) -> tuple[str, ...]:
    """Return the names of all facts that are the name of no other order."""
    return tuple(name for name in document.fact_names() if name not in ORDERS)


def order_of(name: str, document: AwesomeList) -> str:
    """Return the order of this name; list order if `document` has no such column."""
    return name if name in ORDERS or name in columns_of(document) else LIST_ORDER


def next_order(order: str) -> str:
    """Return the one of `ORDERS` after this one; the first after the last and after a column."""
    following = dict(pairwise(ORDERS))
    return following.get(order, LIST_ORDER)


def sort_numbers(outline: Outline, numbers: Iterable[int], order: str) -> Sequence[int] | None:
    """Sort the numbers of items; None for list order.

    A column of numbers or dates begins with the greatest or latest; what is unknown comes last.
    """
    if order == LIST_ORDER:
        return None
    if order == BY_NAME:
        return sorted(numbers, key=lambda number: outline.items[number].entry.name.casefold())
    values = {number: _value_in(outline.items[number].entry, order) for number in numbers}
    known = {number: value for number, value in values.items() if value}
    unknown = (number for number in values if number not in known)
    return [*_sort_values(known), *unknown]


def _sort_values(values: Mapping[int, str]) -> Iterator[int]:
    """Yield the keys in the order of their values."""
    for measure in (_day_in, _number_in):
        sizes = {key: size for key in values if (size := measure(values[key])) is not None}
        if len(sizes) > _MOST * len(values):
            yield from sorted(sizes, key=lambda key: -sizes[key])
            yield from (key for key in values if key not in sizes)
            return
    yield from sorted(values, key=lambda key: values[key].casefold())


def _value_in(entry: Entry, column: str) -> str:
    return next((plain(fact.value) for fact in entry.facts if fact.name == column), "")


def _number_in(value: str) -> float | None:
    """Return the first number in `value`, as 1500 for "about 1.5k"."""
    found = _NUMBER.search(value)
    if found is None:
        return None
    digits = (
        _SEPARATORS.sub("", found["long"]) if found["long"] else found["short"].replace(",", ".")
    )
    return float(digits.replace("−", "-")) * _UNITS[found["unit"]]


def _day_in(value: str) -> float | None:
    """Return a number that grows with the day or month that `value` names."""
    if found := _DAY.search(value):
        year, month, day = found.groups()
    elif found := _NAMED_DAY.search(value):
        before, name, after, year = found.groups()
        month, day = str(1 + _MONTHS.index(name[:3].lower())), before or after
    else:
        return None
    try:
        return date(int(year), int(month), int(day or 1)).toordinal()
    except ValueError:
        return None
