"""The status of an entry: facts about it that its list does not state."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
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
_REPOSITORY_FIELDS: Mapping[str, Callable[[BriefInfo], Any]] = {
    "archived": lambda known: known.archived,
    "stars": lambda known: known.stars,
    "pushed": lambda known: known.pushed.isoformat() if known.pushed else None,
    "lang": lambda known: known.language or None,
    "licence": lambda known: known.licence or None,
}
"""Fields of `Facts` and how to read them from a repository; None if its forge does not say."""
_OF_REPOSITORIES = frozenset(_REPOSITORY_FIELDS)
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
    """Return a cell for each column of `STATUSES`, blank where nothing applies or is `hidden`."""
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
    """Only of links that have tags."""

    @classmethod
    def of(cls, library: Library) -> SavedLinks:
        """Read them from `library`; call it in a thread."""
        asked = library.bookmarks.tags(), library.notes.all(), library.history.all()
        bookmarks, notes, visits = asked
        tags = bookmarks.result()
        return cls(frozenset(tags), notes.result(), frozenset(visits.result()), _merge({}, tags))

    def facts(self, url: str | None) -> dict[str, Any]:
        """Return the fields of `Facts` that come from here."""
        key = normalize_url(url) if url else ""
        return {
            "bookmarked": key in self.bookmarked,
            "noted": bool(self.notes.get(key)),
            "visited": key in self.visited,
            "tags": self.tags.get(key, ()),
        }

    def note(self, url: str | None) -> str:
        """Return the user's note on `url`; empty if there is none."""
        return self.notes.get(normalize_url(url), "") if url else ""

    def tags_of(self, url: str | None) -> tuple[str, ...]:
        """The user's tags of `url`."""
        return self.tags.get(normalize_url(url), ()) if url else ()

    def with_notes(self, edited: Iterable[tuple[str, str, tuple[str, ...]]]) -> SavedLinks:
        """Replace the notes and tags of some URLs; a link that gets tags is bookmarked."""
        known = {normalize_url(url): (note, tags) for url, note, tags in edited}
        return self._replace(
            bookmarked=self.bookmarked.union(key for key, (_, tags) in known.items() if tags),
            notes=_merge(self.notes, {key: note for key, (note, _) in known.items()}),
            tags=_merge(self.tags, {key: tags for key, (_, tags) in known.items()}),
        )

    def with_those_of(self, other: SavedLinks, urls: Iterable[str]) -> SavedLinks:
        """Take over from `other` the bookmarks, notes and tags of `urls`."""
        keys = frozenset(map(normalize_url, urls))
        return self._replace(
            bookmarked=self.bookmarked - keys | other.bookmarked & keys,
            notes=_merge(self.notes, {key: other.notes.get(key, "") for key in keys}),
            tags=_merge(self.tags, {key: other.tags.get(key, ()) for key in keys}),
        )

    def has_bookmarks(self, urls: Iterable[str]) -> bool:
        """True if all of `urls` are bookmarked."""
        return self.bookmarked.issuperset(map(normalize_url, urls))

    def with_bookmarks(self, urls: Iterable[str]) -> SavedLinks:
        """Add bookmarks."""
        return self._replace(bookmarked=self.bookmarked.union(map(normalize_url, urls)))

    def without_bookmarks(self, urls: Iterable[str]) -> SavedLinks:
        """Remove bookmarks together with their tags."""
        keys = frozenset(map(normalize_url, urls))
        tags = {key: tags for key, tags in self.tags.items() if key not in keys}
        return self._replace(bookmarked=self.bookmarked - keys, tags=tags)

    def with_visits(self, urls: Iterable[str]) -> SavedLinks:
        """Add opened links."""
        return self._replace(visited=self.visited.union(map(normalize_url, urls)))


class LinkStatus(NamedTuple):
    """The status of links, in whatever list they occur."""

    saved: SavedLinks
    catalogue: Catalogue
    repositories: KnownInfos | None = None
    """Metadata by the keys of repositories."""
    repository_links: RepositoryLinks | None = None
    """Finds the repository that a link leads to; without it, none is found."""
    health: Mapping[str, LinkHealth] = MappingProxyType({})
    """Results of checks, by the page of the link."""

    def facts(
        self, url: str | None, *, is_source: bool = False, is_new: bool | None = None
    ) -> Facts:
        """Return all facts about `url`; `is_source` says that it opens as a list."""
        return self.some_facts(ALL_STATUSES, url, is_source, is_new) or Facts()

    def some_facts(
        self, names: frozenset[str], url: str | None, is_source: bool, is_new: bool | None
    ) -> Facts | None:
        """Return only the facts of these `names`; None if nothing is known of them."""
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
            told |= _repository_fields(self.repository(url), names)
        return _facts(**told) if told else None

    def repository_facts(self, names: frozenset[str], url: str | None) -> Facts | None:
        """Return facts of these `names` about the repository that `url` leads to."""
        known = self.repository(url)
        return _facts(**_repository_fields(known, names)) if known else None

    def repository(self, url: str | None) -> BriefInfo | None:
        """Return the metadata of the repository that contains `url`."""
        if not self.repositories or self.repository_links is None:
            return None
        return self.repositories.get(self.repository_links.key(url))


class ListStatus(NamedTuple):
    """The status of the entries of one list, by their numbers."""

    outline: Outline
    links: LinkStatus
    sources: Container[int] = ()
    """Entries that open as lists, although their links do not look like it."""
    new: frozenset[int] = frozenset()
    """Entries added since the last visit."""
    hidden: frozenset[str] = frozenset()
    """Names of statuses whose glyph is not shown."""

    def facts(self, number: int) -> Facts:
        """Return all facts about an entry."""
        url = self.outline.items[number].entry.url
        return self.links.facts(url, is_source=number in self.sources, is_new=number in self.new)

    def teller(self, asked: frozenset[str]) -> TellFacts:
        """Return a function that finds the `asked` facts, and stars, which order equals.

        To find all facts takes some µs an entry, of which there may be a quarter of a million.
        """
        names, sources, new = asked | {"stars"}, self.sources, self.new
        if names <= _OF_REPOSITORIES:
            return lambda _, url: self.links.repository_facts(names, url)
        return lambda at, url: self.links.some_facts(names, url, at in sources, at in new)

    def glyphs(self, number: int) -> str:
        """Return the glyphs at the end of the entry's row."""
        return glyphs(self.facts(number), self.hidden)


def _repository_fields(known: BriefInfo | None, names: frozenset[str]) -> dict[str, Any]:
    if known is None:
        return {}
    return {name: _REPOSITORY_FIELDS[name](known) for name in names & _OF_REPOSITORIES}


def _merge(known: Mapping[str, T], others: Mapping[str, T]) -> Mapping[str, T]:
    """Merge `others` into `known`, and drop empty values."""
    return {key: value for key, value in {**known, **others}.items() if value}


_facts = lru_cache(10_000)(Facts)
"""Share one value among entries with equal facts: there may be a quarter of a million."""
