"""What was typed, as terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """All `terms` must match."""

    terms: tuple[str, ...] = ()


def parse_query(text: str) -> Query:
    """The terms of `text`; no text is an error."""
    return Query(tuple(text.split()))
