"""Entries of a list by columns, the layout that search uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeAlias, overload

from awesome_tui.model.entries import Entry, Fact, Trail

Row: TypeAlias = tuple[Trail, Entry]
"""The enclosing sections of an entry, outermost first, and the entry."""

_COLUMNS = tuple(map(attrgetter, ("name", "url", "description", "struck", "facts", "tags")))


@dataclass(frozen=True, slots=True, eq=False)
class _EntryColumn(Sequence[Any]):
    """A column of entries that are kept: lists of theirs would take 48 MB for a million."""

    entries: Sequence[Entry]
    read: Callable[[Entry], Any]

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Any]:
        return map(self.read, self.entries)

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return list(map(self.read, self.entries[at]))
        return self.read(self.entries[at])


@dataclass(frozen=True, slots=True, eq=False)
class EntryTable(Sequence[Row]):
    """Rows stored by column, because few are shown: some forty of a quarter of a million."""

    trails: Sequence[Trail]
    names: Sequence[str]
    urls: Sequence[str | None]
    descriptions: Sequence[str]
    struck: Sequence[bool]
    facts: Sequence[tuple[Fact, ...]]
    tags: Sequence[tuple[str, ...]]
    entries: Sequence[Entry] | None = None
    """None to build each entry on access, from the columns alone."""

    @classmethod
    def of(cls, rows: Iterable[Row]) -> EntryTable:
        """Convert `rows` to columns; returns `rows` itself if it is a table already."""
        if isinstance(rows, cls):
            return rows
        trails, entries = [], []
        for trail, entry in rows:
            trails.append(trail)
            entries.append(entry)
        columns: list[Any] = [trails, *(_EntryColumn(entries, read) for read in _COLUMNS), entries]
        return cls(*columns)

    def numbers(self, name: str, url: str | None) -> list[int]:
        """Return the row numbers of the entries with this name and URL."""
        both = enumerate(zip(self.names, self.urls, strict=True))
        return [number for number, found in both if found == (name, url)]

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> EntryTable: ...
    def __getitem__(self, at: int | slice) -> Row | EntryTable:
        if isinstance(at, slice):
            return self._part(at)
        if self.entries is not None:
            return self.trails[at], self.entries[at]
        made = Entry(
            self.names[at],
            self.urls[at],
            self.descriptions[at],
            self.struck[at],
            facts=self.facts[at],
            tags=self.tags[at],
        )
        return self.trails[at], made

    def _part(self, at: slice) -> EntryTable:
        columns = (getattr(self, name) for name in _FIELDS)
        return EntryTable(*(column and column[at] for column in columns))


_FIELDS = [field.name for field in fields(EntryTable)]
