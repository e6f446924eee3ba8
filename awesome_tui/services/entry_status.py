"""The status of an entry: all that is known of it beside what its list says."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from awesome_tui.model.known_infos import BriefInfo, KnownInfos
from awesome_tui.model.outline import Outline
from awesome_tui.model.statuses import STATUSES, Facts, TellFacts
from awesome_tui.text.urls import normalize_page, normalize_url

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.model.link_health import LinkHealth
    from awesome_tui.search.query import Query
    from awesome_tui.sources.catalogue import Catalogue
    from awesome_tui.sources.repository_links import RepositoryLinks

T = TypeVar("T")

_OWN_TAGS = frozenset(("tags", "tagged"))
_TOLD: Mapping[str, Callable[[BriefInfo], Any]] = {
    "archived": lambda known: known.archived,
    "stars": lambda known: known.stars,
    "pushed": lambda known: known.pushed.isoformat() if known.pushed else None,
    "lang": lambda known: known.language or None,
    "licence": lambda known: known.licence or None,
}
"""The fields of `Facts` that a repository tells; what its forge does not report is unknown."""
_OF_REPOSITORIES = frozenset(_TOLD)
_OF_READERS = _OWN_TAGS | {"bookmarked", "noted", "visited"}
_OF_CHECKS = frozenset(("dead", "gone", "moved"))
_WITHOUT_GLYPH = _OWN_TAGS | _OF_REPOSITORIES | {"gone", "moved"}
LINK_STATUSES = _WITHOUT_GLYPH | {status.name for status in STATUSES if status.subject == "link"}
ALL_STATUSES = _WITHOUT_GLYPH | {status.name for status in STATUSES}

_COLUMNS = tuple(
    tuple(status for status in STATUSES if status.column == column)
    for column in range(1 + max(status.column for status in STATUSES))
)


@lru_cache(None)
def glyphs(facts: Facts, hidden: frozenset[str] = frozenset()) -> str:
    """One cell for each column of `STATUSES`, without those whose names are `hidden`."""
    shown = [[status for status in column if status.name not in hidden] for column in _COLUMNS]
    return "".join(
        next((status.glyph for status in column if getattr(facts, status.name)), " ")
        for column in shown
    )


def asks_for_status(query: Query, names: Iterable[str] = ALL_STATUSES) -> bool:
    """True if the answer to `query` depends on a status of these names."""
    return not query.asked_facts.isdisjoint(names)


class SavedLinks(NamedTuple):
    """Bookmarks, notes, visits and tags, by the normal form of the URL."""

    bookmarked: frozenset[str] = frozenset()
    notes: Mapping[str, str] = MappingProxyType({})
    visited: frozenset[str] = frozenset()
    tags: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Of the links that have any."""

    @classmethod
    def of(cls, library: Library) -> SavedLinks:
        """Read all that `library` has; belongs in a thread."""
        asked = library.bookmarks.tags(), library.notes.all(), library.history.all()
        bookmarks, notes, visits = asked
        tags = bookmarks.result()
        return cls(
            frozenset(tags),
            notes.result(),
            frozenset(visits.result()),
            _with({}, tags),
        )

    def facts(self, url: str | None) -> dict[str, Any]:
        """The fields of `Facts` that tell of them."""
        key = normalize_url(url) if url else ""
        return {
            "bookmarked": key in self.bookmarked,
            "noted": bool(self.notes.get(key)),
            "visited": key in self.visited,
            "tags": self.tags.get(key, ()),
        }

    def note(self, url: str | None) -> str:
        """The words that the user has noted; empty for none."""
        return self.notes.get(normalize_url(url), "") if url else ""

    def tags_of(self, url: str | None) -> tuple[str, ...]:
        """The user's tags of `url`."""
        return self.tags.get(normalize_url(url), ()) if url else ()

    def with_notes(self, edited: Iterable[tuple[str, str, tuple[str, ...]]]) -> SavedLinks:
        """The same with other notes and tags of some URLs; tags make a bookmark of a link."""
        known = {normalize_url(url): (note, tags) for url, note, tags in edited}
        return self._replace(
            bookmarked=self.bookmarked.union(key for key, (_, tags) in known.items() if tags),
            notes=_with(self.notes, {key: note for key, (note, _) in known.items()}),
            tags=_with(self.tags, {key: tags for key, (_, tags) in known.items()}),
        )

    def with_those_of(self, other: SavedLinks, urls: Iterable[str]) -> SavedLinks:
        """The same, but with the bookmarks, notes and tags that `other` has of `urls`."""
        keys = frozenset(map(normalize_url, urls))
        return self._replace(
            bookmarked=self.bookmarked - keys | other.bookmarked & keys,
            notes=_with(self.notes, {key: other.notes.get(key, "") for key in keys}),
            tags=_with(self.tags, {key: other.tags.get(key, ()) for key in keys}),
        )

    def has_bookmarks(self, urls: Iterable[str]) -> bool:
        """True if all of `urls` are bookmarked."""
        return self.bookmarked.issuperset(map(normalize_url, urls))

    def with_bookmarks(self, urls: Iterable[str]) -> SavedLinks:
        """The same with more bookmarks."""
        return self._replace(bookmarked=self.bookmarked.union(map(normalize_url, urls)))

    def without_bookmarks(self, urls: Iterable[str]) -> SavedLinks:
        """The same with fewer bookmarks, whose tags go with them."""
        keys = frozenset(map(normalize_url, urls))
        tags = {key: tags for key, tags in self.tags.items() if key not in keys}
        return self._replace(bookmarked=self.bookmarked - keys, tags=tags)

    def with_visits(self, urls: Iterable[str]) -> SavedLinks:
        """The same with more opened links."""
        return self._replace(visited=self.visited.union(map(normalize_url, urls)))


@dataclass(frozen=True, slots=True, eq=False)
class LinkStatus:
    """Tells the status of links, wherever they stand."""

    saved: SavedLinks
    catalogue: Catalogue
    repositories: KnownInfos = field(default_factory=KnownInfos)
    """Those that are known, by their keys."""
    repository_links: RepositoryLinks | None = None
    """Without it, no repository is known."""
    health: Mapping[str, LinkHealth] = field(default_factory=dict)
    """That of links that were checked, by their pages."""

    def facts(
        self, url: str | None, *, is_source: bool = False, is_new: bool | None = None
    ) -> Facts:
        """Facts about `url`; one that `is_source` opens inside, whatever it looks like."""
        return self.some_facts(ALL_STATUSES, url, is_source, is_new) or Facts()

    def some_facts(
        self, names: frozenset[str], url: str | None, is_source: bool, is_new: bool | None
    ) -> Facts | None:
        """The same, but no more than is needed for the facts of these names; None without any."""
        told: dict[str, Any] = {}
        if "new" in names:
            told["new"] = is_new
        if "list" in names:
            told["list"] = is_source or (url is not None and self.catalogue.is_list(url))
        if not names.isdisjoint(_OF_READERS):
            told |= self.saved.facts(url)
        if self.health and url and not names.isdisjoint(_OF_CHECKS):
            known = self.health.get(normalize_page(url))
            told |= known.facts if known else {}
        if self.repositories and not names.isdisjoint(_OF_REPOSITORIES):
            told |= _told(self.repository(url), names)
        return _facts(**told) if told else None

    def repository_facts(self, names: frozenset[str], url: str | None) -> Facts | None:
        """Facts of these names about the repository that `url` leads to, if any is known."""
        known = self.repository(url)
        return _facts(**_told(known, names)) if known else None

    def repository(self, url: str | None) -> BriefInfo | None:
        """The metadata of the repository that `url` leads to or into."""
        if not self.repositories or self.repository_links is None:
            return None
        return self.repositories.get(self.repository_links.key(url))


@dataclass(frozen=True, slots=True, eq=False)
class ListStatus:
    """Tells the status of the entries of one list, by their numbers."""

    outline: Outline
    links: LinkStatus
    sources: Container[int] = ()
    """Entries that open inside, whatever they look like."""
    new: frozenset[int] = frozenset()
    """Entries that came since the last visit."""
    hidden: frozenset[str] = frozenset()
    """Names of statuses without a glyph."""

    def facts(self, number: int) -> Facts:
        """Facts about an entry, for a search."""
        url = self.outline.items[number].entry.url
        return self.links.facts(url, is_source=number in self.sources, is_new=number in self.new)

    def teller(self, asked: frozenset[str]) -> TellFacts:
        """A function that tells, at least, the facts of these names.

        All of them take some µs each, and there may be a quarter of a million entries. Stars always
        come along, as they put equals in order.
        """
        names, sources, new = asked | {"stars"}, self.sources, self.new
        if names <= _OF_REPOSITORIES:
            return lambda _, url: self.links.repository_facts(names, url)
        return lambda at, url: self.links.some_facts(names, url, at in sources, at in new)

    def glyphs(self, number: int) -> str:
        """The end of an entry's row."""
        return glyphs(self.facts(number), self.hidden)


def _told(known: BriefInfo | None, names: frozenset[str]) -> dict[str, Any]:
    return {name: _TOLD[name](known) for name in names & _OF_REPOSITORIES} if known else {}


def _with(known: Mapping[str, T], others: Mapping[str, T]) -> Mapping[str, T]:
    """`known` with `others`, without what is empty."""
    return {key: value for key, value in {**known, **others}.items() if value}


_facts = lru_cache(10_000)(Facts)
"""One value for all entries of which the same is known: there may be a quarter of a million."""
