"""Builders of small lists."""

from __future__ import annotations

from typing import Any

from awesome_tui.library import Bookmark, Library
from awesome_tui.model.entries import AwesomeList, Entry, Fact, Link, Section


def entry(name: str, description: str = "", *children: Entry, more: tuple[Link, ...] = ()) -> Entry:
    """An entry whose URL follows from its name, with `more` links after that."""
    url = f"https://example.com/{name.lower().replace(' ', '-')}"
    return Entry(name, url, description, links=(Link(name, url), *more), entries=children)


def section(title: str, *parts: Entry | Section) -> Section:
    """A section of entries and sections."""
    return Section(
        title,
        title.lower(),
        level=2,
        entries=tuple(part for part in parts if isinstance(part, Entry)),
        sections=tuple(part for part in parts if isinstance(part, Section)),
    )


def a_list(title: str, *entries: Entry) -> AwesomeList:
    """A list of one section."""
    return AwesomeList(title, title, sections=(section("All of them", *entries),))


def link_to(name: str, url: str) -> Entry:
    """An entry with the given URL."""
    return Entry(name, url, links=(Link(name, url),))


def list_of(tree: dict[str, Any]) -> AwesomeList:
    """The list that a JSON export tells of."""
    return AwesomeList(tree["source"], tree["title"], tree["description"], *_inside(tree))


def _inside(tree: dict[str, Any]) -> tuple[Any, ...]:
    return _links(tree), _entries(tree), tuple(map(_section, tree["sections"]))


def _links(tree: dict[str, Any]) -> tuple[Link, ...]:
    return tuple(Link(**link) for link in tree["links"])


def _entries(tree: dict[str, Any]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            each["name"],
            each["url"],
            each["description"],
            each["struck"],
            _links(each),
            _entries(each),
            each["line"],
            tuple(Fact(**fact) for fact in each["facts"]),
            tuple(each["tags"]),
        )
        for each in tree["entries"]
    )


def _section(tree: dict[str, Any]) -> Section:
    own = (tree[name] for name in ("title", "anchor", "kind", "level", "description"))
    return Section(*own, *_inside(tree))


def bookmark_of(library: Library, url: str) -> Bookmark | None:
    """All that `library` has kept of `url`."""
    return next((kept for kept in library.bookmarks.all().result() if kept.url == url), None)
