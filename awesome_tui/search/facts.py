"""Facts about an entry that its list does not contain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about one entry; None is unknown, which fails a term and its negation alike."""

    bookmarked: bool | None = None
    noted: bool | None = None
    new: bool | None = None
    visited: bool | None = None
    list: bool | None = None
    archived: bool | None = None
    dead: bool | None = None
    stars: int | None = None
    pushed: str | None = None
    """Day of the last push, as 2025-06-30; anything after the day is ignored."""
    lang: str | None = None
    licence: str | None = None
