"""Matching of one text per row, many rows at once."""

from __future__ import annotations

from awesome_tui.search.bitset import Bits
from awesome_tui.search.query import Mode, TextTerm
from awesome_tui.search.ranking import padded_needle

try:
    from awesome_tui.search.frizbee_column import FrizbeeColumn as Column
except ImportError:  # frizbee has no wheel for this machine
    from awesome_tui.search.plain_column import PlainColumn as Column  # type: ignore[assignment]

__all__ = ("Column", "find_padded")


def find_padded(column: Column, words: TextTerm, mode: Mode) -> Bits:
    """Return the rows of a column of padded texts that hold the words."""
    return column.find(padded_needle(words.needle, mode), mode, cased=words.cased)
