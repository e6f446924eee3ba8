"""Facts about an entry that its list does not state: one table for rows, queries and help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias

Subject: TypeAlias = Literal["link", "version"]


class Facts(NamedTuple):
    """Facts about one entry; None is unknown, which fails a term and its negation alike."""

    bookmarked: bool | None = None
    noted: bool | None = None
    new: bool | None = None
    visited: bool | None = None
    list: bool | None = None
    archived: bool | None = None
    dead: bool | None = None
    gone: bool | None = None
    """Dead, or not there when it was looked at once."""
    moved: bool | None = None
    stars: int | None = None
    pushed: str | None = None
    """Day of the last push, as 2025-06-30; anything after the day is ignored."""
    lang: str | None = None
    licence: str | None = None
    tags: tuple[str, ...] | None = None
    """Those of the user, beside those of the list."""

    @property
    def tagged(self) -> bool | None:
        """True if the user has tagged it."""
        return None if self.tags is None else bool(self.tags)


TellFacts: TypeAlias = Callable[[int, str | None], Facts | None]
"""A function that tells what is known of an entry, by its number and its URL."""


class Status(NamedTuple):
    """Something that an entry can be."""

    name: str
    """The field of `Facts` that says so, and the word after `is:`."""
    glyph: str
    """Stands at the end of the entry's row."""
    column: int
    """The number of its cell there; the first status of a column goes before the others."""
    legend: str
    """The meaning of the glyph, as in "it is bookmarked"."""
    subject: Subject = "link"
    """The link, wherever it stands, or the entry in one version of a list."""


STATUSES = (
    Status("list", "›", 0, "is a list"),
    Status("dead", "†", 1, "is dead"),
    Status("new", "●", 1, "is new since the last visit", "version"),
    Status("visited", "·", 1, "was opened before"),
    Status("bookmarked", "★", 2, "is bookmarked"),
    Status("noted", "✎", 2, "has a note"),
)
"""Every status that rows, `is:` and the command line know; a new one is a new row."""

MARKS = (*(status.name for status in STATUSES), "archived", "stars")
"""All that stands at the right of rows, by name."""

FLAGS = (*(status.name for status in STATUSES), "tagged", "archived", "gone", "moved", "struck")
"""The words after `is:`; those at the end have no glyph."""
KNOWN_TEXTS: Mapping[str, str] = {"lang": "lang", "licence": "licence", "license": "licence"}
"""The words before a colon that search a text of `Facts`, and its field."""
