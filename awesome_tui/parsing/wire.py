"""Serialization of a list as lines of JSON, written and read incrementally through a pipe.

Decoding a list of 100,000 entries as one JSON text would block every other thread of the reader;
decoding a line takes microseconds.

    [0, source, title, description, links]                                  the list
    [1, depth, title, anchor, kind, level, description, links]              a section
    [2, depth, name, url, description, struck, links, line]                 an entry
    [3]                                                                     the end

`depth` is the number of enclosing sections of a section, or of enclosing entries of an entry; a
link is [text, url].
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section

Record: TypeAlias = list[Any]
_LIST, _SECTION, _ENTRY, _END = range(4)


def write_tree(document: AwesomeList) -> Iterator[str]:
    """Serialize `document`, one record per line."""
    yield from (json.dumps(record) + "\n" for record in _records(document))


def read_tree(lines: Iterable[bytes]) -> AwesomeList | None:
    """Deserialize a list; None if the lines are truncated."""
    builder = _Builder()
    for line in lines:
        if not line.endswith(b"\n"):
            return None
        record = json.loads(line)
        if record[0] == _END:
            return builder.built()
        builder.add(record)
    return None


def _records(document: AwesomeList) -> Iterator[Record]:
    links = _pairs(document.links)
    yield [_LIST, document.source, document.title, document.description, links]
    yield from _entries(document.entries, 0)
    yield from _sections(document.sections, 0)
    yield [_END]


def _sections(sections: Iterable[Section], depth: int) -> Iterator[Record]:
    for at in sections:
        links = _pairs(at.links)
        yield [_SECTION, depth, at.title, at.anchor, at.kind, at.level, at.description, links]
        yield from _entries(at.entries, 0)
        yield from _sections(at.sections, depth + 1)


def _entries(entries: Iterable[Entry], depth: int) -> Iterator[Record]:
    for at in entries:
        links = _pairs(at.links)
        yield [_ENTRY, depth, at.name, at.url, at.description, at.struck, links, at.line]
        yield from _entries(at.entries, depth + 1)


def _pairs(links: Iterable[Link]) -> list[tuple[str, str]]:
    return [(link.text, link.url) for link in links]


def _links(pairs: list[list[str]]) -> tuple[Link, ...]:
    return tuple(Link(text, url) for text, url in pairs)


@dataclass(slots=True)
class _Open:
    """A record whose entries and sections may still follow."""

    record: Record
    entries: list[Entry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


class _Builder:
    """Builds the tree: a record closes the open ones that it does not belong to."""

    def __init__(self) -> None:
        self._sections: list[_Open] = []
        """The document, then the sections around the next record."""
        self._entries: list[_Open] = []
        """The entries around the next record."""

    def add(self, record: Record) -> None:
        if record[0] == _ENTRY:
            self._close_entries(record[1])
            self._entries.append(_Open(record))
        else:
            self._close_entries(0)
            if record[0] == _SECTION:
                self._close_sections(record[1] + 1)
            self._sections.append(_Open(record))

    def built(self) -> AwesomeList:
        self._close_entries(0)
        self._close_sections(1)
        whole = self._sections.pop()
        _, source, title, description, links = whole.record
        entries, sections = tuple(whole.entries), tuple(whole.sections)
        return AwesomeList(source, title, description, _links(links), entries, sections)

    def _close_entries(self, depth: int) -> None:
        while len(self._entries) > depth:
            closed = self._entries.pop()
            _, _, name, url, description, struck, links, line = closed.record
            entries = tuple(closed.entries)
            home = self._entries[-1] if self._entries else self._sections[-1]
            entry = Entry(name, url, description, struck, _links(links), entries, line)
            home.entries.append(entry)

    def _close_sections(self, depth: int) -> None:
        while len(self._sections) > depth:
            closed = self._sections.pop()
            _, _, title, anchor, kind, level, description, links = closed.record
            section = Section(
                title,
                anchor,
                kind,
                level,
                description,
                _links(links),
                tuple(closed.entries),
                tuple(closed.sections),
            )
            self._sections[-1].sections.append(section)
