"""The words beside the filter: its syntax, or values for the field that is being typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from awesome_tui.model.statuses import FLAGS

_SYNTAX = ("'exact", "^start", "!not", "in:", "tag:", "is:")
_COMPARED = {"stars": ("stars:>1000", "stars:<100"), "pushed": ("pushed:>2025-06", "pushed:<2024")}
_FIELD = re.compile(r'(?:^|\s)!?([^\W\d_][\w-]*):(?![:/])("[^"]*|[^\s"]*)$')
_NUMBER = re.compile(r"-?[0-9][0-9,.]*[kKmM]?")
_MOST = 20
"""The most words, which no window has room for."""


def asked_field(query: str) -> str | None:
    """Return the field at the end of `query`, if its value is being typed."""
    match = _FIELD.search(query)
    return match[1].lower() if match else None


def filter_guide(
    query: str, columns: Collection[str], values: Sequence[str] | None
) -> tuple[str, ...]:
    """Return words to show beside the filter, the most useful first.

    `columns` are those of the list, as queries name them; `values` are the sorted values of the
    `asked_field`, or None if they are not known.
    """
    match = _FIELD.search(query)
    if match is None:
        return (*_SYNTAX, *islice((f"{column}:" for column in columns), _MOST))
    field, typed = match[1].lower(), match[2].lower()
    if field in _COMPARED and field not in columns:
        return _COMPARED[field]
    if field == "is":
        return tuple(flag for flag in FLAGS if flag.startswith(typed))
    if values is None:
        return _SYNTAX
    if _are_numbers(values):
        return f"{field}:>{values[0]}", f"{field}:<{values[-1]}"
    return tuple(islice(_continuations(values, typed), _MOST))


def sort_values(values: Collection[str]) -> tuple[str, ...]:
    """Sort `values` for `filter_guide`: texts alphabetically, numbers by size."""
    numbers = _are_numbers(tuple(values))
    return tuple(sorted(values, key=_size if numbers else str))


def _continuations(values: Sequence[str], typed: str) -> Iterator[str]:
    """Yield values that begin with `typed`, quoted if necessary."""
    typed = typed.removeprefix('"')
    for at in range(bisect_left(values, typed), len(values)):
        if not values[at].startswith(typed):
            return
        yield f'"{values[at]}"' if " " in values[at] else values[at]


def _are_numbers(values: Sequence[str]) -> bool:
    return bool(values) and all(map(_NUMBER.fullmatch, values))


def _size(number: str) -> float:
    digits = number.rstrip("kKmM")
    unit = {"k": 1e3, "m": 1e6}.get(number[len(digits) :].lower(), 1.0)
    try:
        return float(digits.replace(",", "")) * unit
    except ValueError:  # a version, such as 1.2.3
        return 0.0
