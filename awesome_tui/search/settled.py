"""Columns for blocks that get no more rows: quicker to search, but slower to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice

from awesome_tui.model.packed_texts import PackedTexts
from awesome_tui.model.table import EntryTable
from awesome_tui.search.bitset import Bits, members
from awesome_tui.search.block_rows import BlockRows
from awesome_tui.search.fields import FIELDS, Plain
from awesome_tui.search.folding import fold
from awesome_tui.search.query import Mode, TextTerm
from awesome_tui.search.recent import Room
from awesome_tui.search.word_column import PIECE, WordColumn
from awesome_tui.search.words import initials, joined_parts

_SAMPLE = 2_000
"""Descriptions that tell whether words are repeated."""
_REPEATED = 3
"""How often a piece of these must stand there on average: otherwise they take more than texts."""


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Texts of a block by their words, some of them together with those of other blocks."""

    descriptions: WordColumn
    initials: WordColumn
    """The first letters of the words of each name."""
    start: int
    """The number of the first row in these two."""
    parts: PackedTexts
    """The words of each name, in small letters."""

    def describing(self, words: TextTerm, mode: Mode) -> tuple[Bits, bool]:
        """Return the rows whose descriptions may hold the words, and whether all of them do."""
        rows, is_certain = self.descriptions.find(words.needle, mode, cased=words.cased)
        return self._own(rows), is_certain

    def with_initials(self, letters: str, mode: Mode) -> Bits:
        """Return the rows whose initials match these letters."""
        return self._own(self.initials.with_piece(letters, mode, cased=True))

    def name_parts(self, rows: Bits) -> Iterator[tuple[int, str]]:
        """Yield the words of the names of these rows, with their numbers."""
        data, bounds = self.parts.data, self.parts.bounds
        for row in members(rows):  # as `parts` would do, in half the time
            yield row, data[bounds[row] : bounds[row + 1]].decode()

    def _own(self, rows: Bits) -> Bits:
        return rows >> self.start & (1 << len(self.parts)) - 1


def repeat_words(blocks: Sequence[BlockRows], plain: Plain) -> bool:
    """Return False if descriptions are as Chinese ones, whose pieces are phrases of their own."""
    some = list(islice(_descriptions(blocks, plain), _SAMPLE))
    pieces = list(chain.from_iterable(map(PIECE.findall, some)))
    return len(some) < _SAMPLE or _REPEATED * len(set(pieces)) <= len(pieces)


def settle_together(blocks: Sequence[BlockRows], plain: Plain, room: Room) -> Iterable[Settled]:
    """Yield what stands in for columns of each of these blocks."""
    names = (map(fold, rows.names) for rows in _tables(blocks))
    descriptions = WordColumn(_descriptions(blocks, plain), room)
    letters = WordColumn(map(initials, chain.from_iterable(names)), room)
    for block, start in zip(blocks, accumulate(map(len, blocks), initial=0), strict=False):
        parts = [joined_parts(fold(name)) for rows in block.tables() for name in rows.names]
        yield Settled(descriptions, letters, start, PackedTexts.of(parts))


def _descriptions(blocks: Sequence[BlockRows], plain: Plain) -> Iterator[str]:
    for rows in _tables(blocks):
        yield from FIELDS["desc"].texts(rows.descriptions, plain)


def _tables(blocks: Sequence[BlockRows]) -> Iterator[EntryTable]:
    return chain.from_iterable(block.tables() for block in blocks)
