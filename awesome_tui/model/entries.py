"""Value types of an awesome list: frozen, and free of terminal control characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Literal, NamedTuple, TypeAlias, TypeVar

_CONTENTS = re.compile(
    r"\W*(?:(?:table|list) of (?:the )?contents?|contents?|toc|index|outline|quick links|navigation"
    r"|目录|目錄|目次|列表|목차|목록|содержание|оглавление|inhalt(?:sverzeichnis)?|sommaire"
    r"|table des matières|índice|contenidos?|sumário|conteúdo|indice|spis treści|içindekiler)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is visible on GitHub; never a link within the page or an image."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the list on an entry, in a column or under a label, in its own words."""

    name: str
    """The heading of the column, or the label."""
    value: str
    """Inline Markdown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the list recommends."""

    name: str
    url: str | None
    """One of `links`; None if the item has no link that may be opened."""
    description: str = ""
    """Inline Markdown, without the name."""
    struck: bool = False
    links: tuple[Link, ...] = ()
    """Links of its own text, in order; nested entries have their own."""
    entries: tuple[Entry, ...] = ()
    line: int | None = None
    """First source line, counted from 1, that contains the destination."""
    facts: tuple[Fact, ...] = ()
    """In the order of the list's columns or labels; a name may repeat."""
    tags: tuple[str, ...] = ()
    """Trailing code spans and `#words`, and what the list's legend says of the entry's signs."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or a group: a `<details>` summary, a bold line or an item without a link."""

    title: str
    anchor: str
    """GitHub's anchor, unique in the document; empty for groups."""
    kind: Literal["heading", "group"] = "heading"
    level: int | None = None
    """1 to 6 for headings, None for groups."""
    description: str = ""
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def is_contents(self) -> bool:
        """True if it held only a contents list: it is no category of the sections within it."""
        holds_own = self.description or self.links or self.entries
        return not holds_own and _CONTENTS.fullmatch(self.title) is not None

    @property
    def is_own_entry(self) -> bool:
        """True if it holds nothing but the one entry that it is called after."""
        if len(self.entries) != 1 or self.sections or self.description or self.links:
            return False
        return self.entries[0].name in self.title


Trail: TypeAlias = tuple[Section, ...]
"""Enclosing sections, outermost first, without contents lists."""


@dataclass(frozen=True, slots=True, eq=False)
class AwesomeList:
    """A whole document; compared by identity, because comparing thousands of entries is slow."""

    source: str
    title: str
    description: str = ""
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[tuple[Trail, Entry]]:
        """Yield each entry with its enclosing sections, in document order; parents come first."""
        for entry in self.entries:
            yield from _walk_entry((), entry)
        for section in self.sections:
            yield from _walk_section((), section)

    def as_section(self) -> Section:
        """Return what it holds as a section of its title."""
        return Section(
            self.title,
            "",
            level=1,
            description=self.description,
            links=self.links,
            entries=self.entries,
            sections=self.sections,
        )

    def fact_names(self) -> tuple[str, ...]:
        """Return the names of all facts of its entries, in the order of their first."""
        return tuple(dict.fromkeys(fact.name for _, entry in self.walk() for fact in entry.facts))

    def only(self, numbers: Collection[int]) -> AwesomeList:
        """Return a list of only the entries at these positions of `walk`.

        An entry replaces its omitted parent. Sections keep only their title, and only those that
        still contain entries stay.
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


_Part = TypeVar("_Part", AwesomeList, Section)


def walk_sections(section: Section) -> Iterator[Section]:
    """Yield `section` and all sections in it, in document order; parents come first."""
    yield section
    for inner in section.sections:
        yield from walk_sections(inner)


def has_links(section: Section) -> bool:
    """True if the text of `section`, or of one in it, has a link; those of entries do not count."""
    return any(each.links for each in walk_sections(section))


def with_changed_entries(part: _Part, change: Callable[[Entry], Entry]) -> _Part:
    """Return `part` with all entries changed; those within an entry are changed before it."""

    def changed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(change(replace(each, entries=changed(each.entries))) for each in entries)

    return replace(
        part,
        entries=changed(part.entries),
        sections=tuple(with_changed_entries(inner, change) for inner in part.sections),
    )


class RepoInfo(NamedTuple):
    """Repository metadata from a forge; fields that it does not report are empty or None."""

    name: str
    """Current spelling on the forge, which differs from the requested name after a rename."""
    description: str = ""
    stars: int | None = None
    pushed: date | None = None
    """Day of the last push."""
    language: str = ""
    licence: str = ""
    """SPDX identifier."""
    archived: bool = False
    active: date | None = None
    """Day of the last activity of any kind, where the forge reports no pushes."""
    topics: tuple[str, ...] = ()
    release: str = ""
    """Tag of the latest release."""
    released: date | None = None


def _walk_section(trail: Trail, section: Section) -> Iterator[tuple[Trail, Entry]]:
    if not section.is_contents:
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
