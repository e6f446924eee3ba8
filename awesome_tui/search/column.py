"""Matching of one text per row, many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, Protocol, TypeAlias

from awesome_tui.search.bitset import Bits

Mode: TypeAlias = Literal["scattered", "inside", "start", "end", "whole"]


class Column(Protocol):
    """Folded texts, one per row."""

    def extend(self, texts: Sequence[str]) -> None:
        """Append the texts of the next rows."""

    def find(self, needle: str, mode: Mode, *, cased: bool = False, typos: int = 0) -> Bits:
        """Return the rows that match `needle`, of which `typos` letters may be missing."""


def make_column() -> Column:
    """An empty column: frizbee's, or where it has no wheel for this machine, the plain one."""
    return _column_class()()


@cache
def _column_class() -> Callable[[], Column]:
    try:
        from awesome_tui.search.frizbee_column import FrizbeeColumn  # noqa: PLC0415
    except ImportError:
        from awesome_tui.search.plain_column import PlainColumn  # noqa: PLC0415

        return PlainColumn
    return FrizbeeColumn
