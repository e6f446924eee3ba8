"""Builders of small lists."""

from __future__ import annotations

from awesome_tui.model import AwesomeList, Entry, Link, Section


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
