"""Facts about an entry that its list does not state, in one table for rows, queries and help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias

Subject: TypeAlias = Literal["link", "version"]


class Facts(NamedTuple):
    """Facts about one entry; None is unknown, which matches neither a term nor its negation."""

    bookmarked: bool | None = None
    noted: bool | None = None
    new: bool | None = None
    visited: bool | None = None
    list: bool | None = None
    archived: bool | None = None
    dead: bool | None = None
    gone: bool | None = None
    """Dead, or missing at the last check."""
    moved: bool | None = None
    stars: int | None = None
    pushed: str | None = None
    """Day of the last push, such as 2025-06-30; anything after the day is ignored."""
    lang: str | None = None
    licence: str | None = None
    tags: tuple[str, ...] | None = None
    """The user's tags; those of the list are in the entry."""

    @property
    def tagged(self) -> bool | None:
        """True if the user has tagged it."""
        return None if self.tags is None else bool(self.tags)


TellFacts: TypeAlias = Callable[[int, str | None], Facts | None]
"""Returns the facts about an entry, given its number and URL."""


class Status(NamedTuple):
    """A status that an entry can have."""

    name: str
    """The field of `Facts`, and the word after `is:`."""
    glyph: str
    """Shown at the end of the row."""
    column: int
    """The number of its cell there; the first true status of a column is shown."""
    legend: str
    """The meaning of the glyph, as in "it is bookmarked"."""
    subject: Subject = "link"
    """The link, in whatever list, or the entry in one version of a list."""


STATUSES = (
    Status("list", "›", 0, "is a list"),
    Status("dead", "†", 1, "is dead"),
    Status("new", "●", 1, "is new since the last visit", "version"),
    Status("visited", "·", 1, "was opened before"),
    Status("bookmarked", "★", 2, "is bookmarked"),
    Status("noted", "✎", 2, "has a note"),
)
"""All statuses of rows, `is:` and the command line; a new one is a new row."""

MARKS = (*(status.name for status in STATUSES), "archived", "stars")
"""Names of all marks at the right of rows."""

FLAGS = (*(status.name for status in STATUSES), "tagged", "archived", "gone", "moved", "struck")
"""The words after `is:`; the last ones have no glyph."""
KNOWN_TEXTS: Mapping[str, str] = {"lang": "lang", "licence": "licence", "license": "licence"}
"""The words before a colon that search a text of `Facts`, and its field."""
