"""A column of texts by their words: who holds a word is found among words, not in all texts.

A million descriptions have some hundred thousand different words, which are searched in
milliseconds, and take a third of the memory of their texts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from itertools import accumulate

from awesome_tui.search.bitset import Bits, bits, members
from awesome_tui.search.column import Column
from awesome_tui.search.query import Mode
from awesome_tui.search.recent import Recent, Room

PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
"""A word or a sign; spaces part them."""
_BITS = 32
"""Bits of a number: with more than one row in `_BITS`, a bit for each row takes less."""


class WordColumn:
    """Texts that are all there, by the pieces that they are made of."""

    def __init__(self, texts: Iterable[str], room: Room) -> None:
        known: dict[str, array[int]] = {}
        size = 0
        for row, text in enumerate(texts):
            size = row + 1
            for piece in set(PIECE.findall(text)):
                rows = known.get(piece)
                if rows is None:
                    rows = known[piece] = array("I")
                rows.append(row)
        self._size = size
        self._pieces = Column()
        self._pieces.extend(list(known))
        self._common = {
            number: bits(rows, size)
            for number, rows in enumerate(known.values())
            if len(rows) * _BITS > size
        }
        """The rows of those pieces that many texts hold."""
        rare = [
            rows if number not in self._common else array("I")
            for number, rows in enumerate(known.values())
        ]
        self._rows = array("I", b"".join(rare))
        """The rows of all other pieces, one after the other."""
        self._starts = array("I", accumulate(map(len, rare), initial=0))
        """The place in `_rows` where those of each piece start."""
        self._recent: Recent[Bits] = Recent(room)

    def find(self, needle: str, mode: Mode, *, cased: bool = False) -> tuple[Bits, bool]:
        """Return the rows that may hold `needle` in this mode, and whether all of them do."""
        pieces = PIECE.findall(needle)
        if pieces == [needle]:
            return self._find_alone(needle, mode, cased)
        rows = (1 << self._size) - 1
        for number, piece in enumerate(pieces):
            begins = number > 0 or needle[0].isspace()
            ends = number < len(pieces) - 1 or needle[-1].isspace()
            rows &= self.with_piece(
                piece, "whole" if begins and ends else "start" if begins else "end", cased=cased
            )
        return rows, False

    def with_piece(self, text: str, mode: Mode, *, cased: bool = False) -> Bits:
        """Return the rows with a piece that holds this text in this mode."""
        return self._recent.answer(
            (text, mode, cased),
            lambda: self._rows_of(self._pieces.find(text, mode, cased=cased)),
        )

    def _find_alone(self, piece: str, mode: Mode, cased: bool) -> tuple[Bits, bool]:
        match mode:
            case "start" | "end" | "whole":
                return self.with_piece(piece, mode, cased=cased), False
            case "word":
                return self.with_piece(piece, "whole", cased=cased), True
        return self.with_piece(piece, "inside", cased=cased), True

    def _rows_of(self, pieces: Bits) -> Bits:
        numbers, starts = list(members(pieces)), self._starts
        rows = 0
        for number, these in self._common.items():
            if pieces >> number & 1:
                rows |= these
        rare = b"".join([self._rows[starts[number] : starts[number + 1]] for number in numbers])
        return rows | bits(array("I", rare), self._size)
