"""What the caller knows of an entry beside what its list says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """None means that it is not known, which fails a term and its negation alike."""

    bookmarked: bool | None = None
    noted: bool | None = None
    new: bool | None = None
    visited: bool | None = None
    list: bool | None = None
    archived: bool | None = None
    dead: bool | None = None
    stars: int | None = None
    pushed: str | None = None
    """The day of the last push, as 2025-06-30; what follows the day is ignored."""
    lang: str | None = None
    licence: str | None = None
