"""The rows of a block, in the tables with which they came."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from awesome_tui.model.table import EntryTable
from awesome_tui.search.bitset import Bits, members


class _Part(NamedTuple):
    """Consecutive rows of a table in a block, which are read anew wherever they are needed."""

    start: int
    """First row in the block."""
    table: EntryTable
    at: int
    """First row in the table."""
    size: int


class BlockRows:
    """Rows of tables, numbered in the order in which they were added."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._starts = array("I")
        """The first row of each part."""
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def append(self, table: EntryTable, among: range) -> None:
        """Add consecutive rows of a table."""
        self._parts.append(_Part(self._size, table, among.start, len(among)))
        self._starts.append(self._size)
        self._size += len(among)

    def place(self, row: int) -> tuple[EntryTable, int]:
        """Return the table of a row, and its number there."""
        part = self._parts[bisect_right(self._starts, row) - 1]
        return part.table, part.at + row - part.start

    def places(self, rows: Bits) -> Iterator[tuple[int, EntryTable, int]]:
        """Yield these rows, each with its table and its number there."""
        parts = iter(self._parts)
        shift = stop = 0
        for row in members(rows):
            while row >= stop:
                part = next(parts)
                shift, stop = part.at - part.start, part.start + part.size
            yield row, part.table, row + shift

    def tables(self, without: int = 0) -> Iterator[EntryTable]:
        """Yield all rows but those of the first additions, with decoded texts."""
        for part in self._parts[without:]:
            yield part.table[part.at : part.at + part.size]
