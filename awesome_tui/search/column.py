"""Matching of one text per row, many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from awesome_tui.search.bitset import Bits

try:
    from awesome_tui.search.frizbee_column import FrizbeeColumn as _Column
except ImportError:  # frizbee has no wheel for this machine
    from awesome_tui.search.plain_column import PlainColumn as _Column  # type: ignore[assignment]

Mode: TypeAlias = Literal["scattered", "inside", "start", "end", "whole"]


class Column(Protocol):
    """Folded texts, one per row."""

    def extend(self, texts: Sequence[str]) -> None:
        """Append the texts of the next rows."""

    def find(self, needle: str, mode: Mode, *, cased: bool = False, typos: int = 0) -> Bits:
        """Return the rows that match `needle`, of which `typos` letters may be missing."""


def make_column() -> Column:
    """An empty column: frizbee's, or where it has no wheel for this machine, the plain one."""
    return _Column()
