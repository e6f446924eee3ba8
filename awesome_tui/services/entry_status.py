"""The status of an entry: all that is known of it beside what its list says."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from awesome_tui.model.outline import Outline
from awesome_tui.model.statuses import STATUSES, Facts
from awesome_tui.text.urls import normalize_url

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.search.query import Query
    from awesome_tui.sources.catalogue import Catalogue

LINK_STATUSES = frozenset(status.name for status in STATUSES if status.subject == "link")
ALL_STATUSES = frozenset(status.name for status in STATUSES)

_COLUMNS = tuple(
    tuple(status for status in STATUSES if status.column == column)
    for column in range(1 + max(status.column for status in STATUSES))
)
NO_GLYPHS = " " * len(_COLUMNS)
"""The end of a row of which nothing is known."""


@lru_cache(None)
def glyphs(facts: Facts) -> str:
    """One cell for each column of `STATUSES`."""
    return "".join(
        next((status.glyph for status in column if getattr(facts, status.name)), " ")
        for column in _COLUMNS
    )


def asks_for_status(query: Query, names: Iterable[str] = ALL_STATUSES) -> bool:
    """True if the answer to `query` depends on a status of these names."""
    return not query.asked_facts.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class SavedLinks:
    """Bookmarks, notes and visits, by the normal form of the URL."""

    bookmarked: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    visited: frozenset[str] = frozenset()

    @classmethod
    def of(cls, library: Library) -> SavedLinks:
        """Read all that `library` has; belongs in a thread."""
        asked = library.bookmarks.keys(), library.notes.all(), library.history.all()
        bookmarked, notes, visits = asked
        return cls(bookmarked.result(), notes.result(), frozenset(visits.result()))

    def note(self, url: str | None) -> str:
        """The note on `url`."""
        return self.notes.get(normalize_url(url), "") if url else ""

    def with_note(self, url: str, text: str) -> SavedLinks:
        """The same with another note."""
        return replace(self, notes={**self.notes, normalize_url(url): text})

    def has_bookmarks(self, urls: Iterable[str]) -> bool:
        """True if all of `urls` are bookmarked."""
        return self.bookmarked.issuperset(map(normalize_url, urls))

    def with_bookmarks(self, urls: Iterable[str]) -> SavedLinks:
        """The same with more bookmarks."""
        return replace(self, bookmarked=self.bookmarked.union(map(normalize_url, urls)))

    def without_bookmarks(self, urls: Iterable[str]) -> SavedLinks:
        """The same with fewer bookmarks."""
        return replace(self, bookmarked=self.bookmarked.difference(map(normalize_url, urls)))

    def with_visits(self, urls: Iterable[str]) -> SavedLinks:
        """The same with more opened links."""
        return replace(self, visited=self.visited.union(map(normalize_url, urls)))


@dataclass(frozen=True, slots=True, eq=False)
class LinkStatus:
    """Tells the status of links, wherever they stand."""

    saved: SavedLinks
    catalogue: Catalogue

    def facts(
        self, url: str | None, *, is_source: bool = False, is_new: bool | None = None
    ) -> Facts:
        """Facts about `url`; one that `is_source` opens inside, whatever it looks like."""
        key = normalize_url(url) if url else ""
        return _facts(
            key in self.saved.bookmarked,
            bool(self.saved.notes.get(key)),
            is_new,
            key in self.saved.visited,
            is_source or (url is not None and self.catalogue.is_list(url)),
        )


@dataclass(frozen=True, slots=True, eq=False)
class ListStatus:
    """Tells the status of the entries of one list, by their numbers."""

    outline: Outline
    links: LinkStatus
    sources: Container[int] = ()
    """Entries that open inside, whatever they look like."""
    new: frozenset[int] = frozenset()
    """Entries that came since the last visit."""

    def facts(self, number: int) -> Facts:
        """Facts about an entry, for a search."""
        url = self.outline.items[number].entry.url
        return self.links.facts(url, is_source=number in self.sources, is_new=number in self.new)

    def all_facts(self) -> dict[int, Facts]:
        """Facts about all entries; takes some 10 µs for each."""
        return {number: self.facts(number) for number in range(len(self.outline.items))}

    def glyphs(self, number: int) -> str:
        """The end of an entry's row."""
        return glyphs(self.facts(number))


@lru_cache(None)
def _facts(bookmarked: bool, noted: bool, new: bool | None, visited: bool, is_list: bool) -> Facts:
    """One value for all entries of which the same is known: there may be a quarter of a million."""
    return Facts(bookmarked=bookmarked, noted=noted, new=new, visited=visited, list=is_list)
