"""What an awesome list is: frozen values, cleaned of anything that could drive a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """A link that GitHub shows, never one within the page and never an image."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the list recommends."""

    name: str
    url: str | None
    """One of `links`, or None where the item has no link that may be opened."""
    description: str = ""
    """Inline Markdown, without the name."""
    struck: bool = False
    links: tuple[Link, ...] = ()
    """The links of its own text, in order; those of nested entries are theirs."""
    entries: tuple[Entry, ...] = ()
    line: int | None = None
    """The first line, counted from 1, that holds the destination in the source."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the page, or a group: a summary, a bold line, an item without a link."""

    title: str
    anchor: str
    """GitHub's slug, unique in the document; empty for groups."""
    kind: Literal["heading", "group"] = "heading"
    level: int | None = None
    """1 to 6 for headings, None for groups."""
    description: str = ""
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()


Trail: TypeAlias = tuple[Section, ...]
"""The sections around something, outermost first."""


@dataclass(frozen=True, slots=True, eq=False)
class AwesomeList:
    """A whole document; compared by identity, because comparing thousands of entries costs."""

    source: str
    title: str
    description: str = ""
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[tuple[Trail, Entry]]:
        """Every entry after the sections around it, outermost first; children follow parents."""
        for entry in self.entries:
            yield from _walk_entry((), entry)
        for section in self.sections:
            yield from _walk_section((), section)

    def only(self, numbers: Collection[int]) -> AwesomeList:
        """The list of just the entries that `walk` gives at these positions.

        An entry takes the place of a left-out parent; sections are left with their titles, and
        only where entries stay.
        """
        wanted = frozenset(numbers)
        chosen = (number in wanted for number in count())
        entries = _chosen_entries(self.entries, chosen)
        return AwesomeList(
            self.source,
            self.title,
            entries=entries,
            sections=_chosen_sections(self.sections, chosen),
        )


@dataclass(frozen=True, slots=True)
class RepoInfo:
    """What a forge tells of a repository; what it does not tell is empty or None."""

    name: str
    """As the forge spells it today: another one than asked for, once it was renamed."""
    description: str = ""
    stars: int | None = None
    pushed: date | None = None
    """The day of the last push, or of the last change where the forge tells no more."""
    language: str = ""
    licence: str = ""
    """The SPDX identifier."""
    archived: bool = False
    branch: str = ""
    """The default branch."""


def _walk_section(trail: Trail, section: Section) -> Iterator[tuple[Trail, Entry]]:
    trail = (*trail, section)
    for entry in section.entries:
        yield from _walk_entry(trail, entry)
    for inner in section.sections:
        yield from _walk_section(trail, inner)


def _walk_entry(trail: Trail, entry: Entry) -> Iterator[tuple[Trail, Entry]]:
    yield trail, entry
    for inner in entry.entries:
        yield from _walk_entry(trail, inner)


def _chosen_entries(entries: Iterable[Entry], chosen: Iterator[bool]) -> tuple[Entry, ...]:
    kept: list[Entry] = []
    for entry in entries:
        itself = next(chosen)
        inner = _chosen_entries(entry.entries, chosen)
        kept += [replace(entry, entries=inner)] if itself else inner
    return tuple(kept)


def _chosen_sections(sections: Iterable[Section], chosen: Iterator[bool]) -> tuple[Section, ...]:
    reduced = [
        replace(
            section,
            description="",
            links=(),
            entries=_chosen_entries(section.entries, chosen),
            sections=_chosen_sections(section.sections, chosen),
        )
        for section in sections
    ]
    return tuple(section for section in reduced if section.entries or section.sections)
