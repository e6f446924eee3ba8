"""What is known of entries beside what their list says, and how that is shown."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from awesome_tui.catalogue import Catalogue
from awesome_tui.model import Entry
from awesome_tui.outline import Outline
from awesome_tui.search.facts import Facts
from awesome_tui.urls import normal

if TYPE_CHECKING:
    from awesome_tui.library import Bookmark, Library


NO_SIGNS = "   "
"""What stands at the end of a row of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the user keeps and has opened, by the normal form of the URL."""

    bookmarked: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    visited: frozenset[str] = frozenset()

    @classmethod
    def of(cls, library: Library) -> Kept:
        """All that `library` has; belongs in a thread."""
        asked = library.bookmarks.keys(), library.notes.all(), library.history.all()
        bookmarked, notes, visits = asked
        return cls(bookmarked.result(), notes.result(), frozenset(visits.result()))

    def note(self, url: str | None) -> str:
        """The note on `url`."""
        return self.notes.get(normal(url), "") if url else ""

    def with_note(self, url: str, text: str) -> Kept:
        """The same with another note."""
        return replace(self, notes={**self.notes, normal(url): text})

    def has_bookmarks(self, urls: Iterable[str]) -> bool:
        """Whether all of `urls` are bookmarked."""
        return self.bookmarked.issuperset(map(normal, urls))

    def with_bookmarks(self, urls: Iterable[str]) -> Kept:
        """The same with more bookmarks."""
        return replace(self, bookmarked=self.bookmarked.union(map(normal, urls)))

    def without_bookmarks(self, urls: Iterable[str]) -> Kept:
        """The same with fewer bookmarks."""
        return replace(self, bookmarked=self.bookmarked.difference(map(normal, urls)))

    def with_visits(self, urls: Iterable[str]) -> Kept:
        """The same with more opened links."""
        return replace(self, visited=self.visited.union(map(normal, urls)))


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What is known of the entries of one list."""

    outline: Outline
    kept: Kept
    catalogue: Catalogue
    sources: Container[int] = ()
    """Those that open inside, whatever they look like."""
    new: frozenset[int] = frozenset()
    """Those that came since the last visit."""

    def facts(self, number: int) -> Facts:
        """What a search takes of it."""
        url = self.outline.items[number].entry.url
        key = normal(url) if url else ""
        return _facts(
            key in self.kept.bookmarked,
            bool(self.kept.notes.get(key)),
            number in self.new,
            key in self.kept.visited,
            number in self.sources or (url is not None and self.catalogue.is_list(url)),
        )

    def all_facts(self) -> dict[int, Facts]:
        """Those of all entries, by their numbers; takes some 10 µs for each."""
        return {number: self.facts(number) for number in range(len(self.outline.items))}

    def signs(self, number: int) -> str:
        """Three cells for the end of a row: whether it is a list; new or seen; kept."""
        facts = self.facts(number)
        return "".join(
            (
                "›" if facts.list else " ",
                "●" if facts.new else "·" if facts.visited else " ",
                "★" if facts.bookmarked else "✎" if facts.noted else " ",
            )
        )


def bookmarks_of(entries: Iterable[Entry], key: str) -> list[Bookmark]:
    """What is to be kept of `entries` of the list `key`."""
    # Loads SQLite, which the first frame does without.
    from awesome_tui.library import Bookmark  # noqa: PLC0415

    return [Bookmark(it.url, it.name, it.description, key) for it in entries if it.url]


@lru_cache(None)
def _facts(bookmarked: bool, noted: bool, new: bool, visited: bool, is_list: bool) -> Facts:
    """One value for all entries of which the same is known: there may be a quarter of a million."""
    return Facts(bookmarked=bookmarked, noted=noted, new=new, visited=visited, list=is_list)
