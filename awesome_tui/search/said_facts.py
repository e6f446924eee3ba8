"""Tags and facts of rows: few lists have them, so they are kept apart from other columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Literal

from awesome_tui.model.table import EntryTable
from awesome_tui.search.bitset import Bits, bits, members
from awesome_tui.search.column import Column, find_padded
from awesome_tui.search.fields import Plain
from awesome_tui.search.folding import fold
from awesome_tui.search.query import FactTerm, Mode, TextTerm, column_slug
from awesome_tui.search.words import padded

_TAG = ""
"""Stands for the tags among the columns."""
_CHOICES = 500
"""Values that are told of a column; one with more offers no choice."""


class SaidFacts:
    """The tags of entries, and the facts from columns and labels."""

    def __init__(self, plain: Plain) -> None:
        self._columns: dict[str, str] = {}
        """Headings of facts by how a query names them."""
        self._plain = plain
        self._texts = Column()
        self._values: list[str] = []
        """The texts of `_texts`."""
        self._rows = array("H")
        """The row of each."""
        self._of_column: dict[str, Bits] = {_TAG: 0}
        """Those of each column."""
        self._choices: dict[str, dict[str, None]] = {}
        """The first values of each column, as they are written."""

    def extend(self, start: int, rows: EntryTable) -> None:
        """Add the tags and facts of these rows, the first of which is `start`."""
        if not any(rows.facts) and not any(rows.tags):
            return
        first, added = len(self._values), list(self._said(start, rows))
        for column in {column for column, _, _ in added}:
            these = [n for n, said in enumerate(added) if said[0] == column]
            known = self._of_column.get(column, 0)
            self._of_column[column] = known | bits(these, len(added)) << first
            self._choose(column, (added[n][2] for n in these))
        values = [value for _, _, value in added]
        self._rows.extend([row for _, row, _ in added])
        self._values += values
        self._texts.extend(list(map(padded, values)))

    def columns_with(self, least: int) -> dict[str, str]:
        """Return the headings of columns with at least `least` facts by how a query names them."""
        counts = {name: known.bit_count() for name, known in self._of_column.copy().items()}
        return {
            name: heading
            for name, heading in self._columns.copy().items()
            if counts.get(name, 0) >= least
        }

    def find(self, place: Literal["tag", "fact"], words: TextTerm, mode: Mode) -> Bits:
        """Return the rows with a tag, or a fact in the column of `words`, that holds them."""
        if not self._values:
            return 0
        in_any = place == "fact" and not words.column
        among = ~self._of_column[_TAG] if in_any else self._of_column.get(words.column, 0)
        return self._rows_of(members(find_padded(self._texts, words, mode) & among)) if among else 0

    def compare(self, term: FactTerm) -> Bits:
        """Return the rows with a fact that can be compared and passes, or fails a negated term."""
        these = members(self._of_column.get(term.column, 0))
        holds = cache(term.holds)  # to read a number takes long, and columns repeat them
        passed = ((n, holds(self._values[n])) for n in these)
        return self._rows_of(n for n, said in passed if said is not None and said != term.negated)

    def known(self, column: str) -> Bits:
        """Return the rows that have a fact in this column."""
        return self._rows_of(members(self._of_column.get(column, 0)))

    def values(self, column: str = _TAG) -> list[str]:
        """Return the first `_CHOICES` values of a column; tags, if none is named."""
        return list(self._choices.get(column, ()))

    def _said(self, start: int, rows: EntryTable) -> list[tuple[str, int, str]]:
        said: list[tuple[str, int, str]] = []
        for row, (facts, tags) in enumerate(zip(rows.facts, rows.tags, strict=True), start):
            said += [(_TAG, row, fold(tag)) for tag in tags]
            for fact in facts:
                column = column_slug(fact.name)
                self._columns.setdefault(column, fact.name)
                said.append((column, row, fold(self._plain(fact.value))))
        return said

    def _choose(self, column: str, values: Iterable[str]) -> None:
        choices = self._choices.setdefault(column, {})
        if len(choices) < _CHOICES:
            known = dict.fromkeys((*choices, *filter(None, values)))
            self._choices[column] = dict.fromkeys(islice(known, _CHOICES))

    def _rows_of(self, numbers: Iterable[int]) -> Bits:
        rows = {self._rows[number] for number in numbers}
        return bits(rows, max(rows) + 1) if rows else 0
