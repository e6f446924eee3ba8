"""The texts of a block's rows in the fields that are read by rows: descriptions and links."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from threading import Lock

from awesome_tui.model.table import EntryTable
from awesome_tui.search.bitset import Bits, bits
from awesome_tui.search.block_rows import BlockRows
from awesome_tui.search.column import Column, find_padded
from awesome_tui.search.fields import READ_BY_ROW, Plain, SearchField
from awesome_tui.search.query import Mode, TextTerm
from awesome_tui.search.ranking import text_test
from awesome_tui.search.settled import Settled
from awesome_tui.search.words import padded


class RowTexts:
    """Columns of the texts of all rows, which are read anew where few are looked at."""

    def __init__(self, rows: BlockRows, plain: Plain) -> None:
        self._rows = rows
        self._plain = plain
        self._columns = {field.name: Column() for field in READ_BY_ROW}
        self._asked_for = dict.fromkeys((field.name for field in READ_BY_ROW if field.part_of), 0)
        """Fields that few queries search, and the number of additions that their columns hold."""
        self._reading = Lock()
        self._settled: Settled | None = None

    def extend(self, rows: EntryTable) -> None:
        """Add the texts of the next rows."""
        for field in READ_BY_ROW:
            if not field.part_of:
                self._extend_column(field, rows)

    def settle(self, settled: Settled) -> None:
        """Find descriptions in what has those of all rows."""
        self._settled = settled
        self._columns["desc"] = Column()

    def read(self, table: EntryTable, at: int) -> dict[str, list[str]]:
        """Return the texts of a row of a table by the names of their fields."""
        return {
            field.name: field.texts([field.written(table)[at]], self._plain)
            for field in READ_BY_ROW
        }

    def find(self, field: SearchField, words: TextTerm, mode: Mode) -> Bits:
        """Return the rows whose texts hold the words in this mode."""
        if field.part_of:
            self._read_parts_of(field)
        column = self._columns[field.name]  # empty once it is settled
        if field.name == "desc" and self._settled:
            rows, is_certain = self._settled.describing(words, mode)
            return rows if is_certain else self.holding(field, replace(words, mode=mode), rows)
        if field.has_words:
            return find_padded(column, words, mode)
        return column.find(words.needle, mode, cased=words.cased)

    def holding(self, field: SearchField, words: TextTerm, rows: Bits) -> Bits:
        """Return those of these rows whose texts hold the words, after a look at each."""
        numbers, written = [], []
        for row, table, at in self._rows.places(rows):
            numbers.append(row)
            written.append(field.written(table)[at])
        passed = map(text_test(words), field.texts(written, self._plain))
        return bits(list(compress(numbers, passed)), len(self._rows)) if numbers else 0

    def _read_parts_of(self, field: SearchField) -> None:
        """Fill the column of a field that few queries search with the rows since the last call."""
        with self._reading:
            for rows in self._rows.tables(self._asked_for[field.name]):
                self._extend_column(field, rows)
                self._asked_for[field.name] += 1

    def _extend_column(self, field: SearchField, rows: EntryTable) -> None:
        texts = field.texts(field.written(rows), self._plain)
        self._columns[field.name].extend(list(map(padded, texts)) if field.has_words else texts)
