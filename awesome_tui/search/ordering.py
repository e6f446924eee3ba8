"""Order of hits, worked out only as far as it is asked for.

    worst rank > sum of ranks > closeness > length of the name > fame > order of the lists

Each step parts the rows that those before it left together. Where few are left, they are looked at
one by one and sorted by all that is behind.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any, TypeAlias

from awesome_tui.search.bitset import Bits, members
from awesome_tui.search.block import Block
from awesome_tui.search.fields import Rank
from awesome_tui.search.matching import BlockMatch
from awesome_tui.search.ranking import LONG

Found: TypeAlias = Sequence[tuple[BlockMatch, Bits]]
"""Rows of each block."""
Run: TypeAlias = tuple[Block, "array[int]"]
"""Rows of one block that follow one another."""

_FEW, _RARE = 20, 4_000
"""Up to so many rows, or one in so many, looking at each is faster than searching all again."""


def in_order(found: Found) -> Iterator[Run]:
    """Yield all rows, the best first; what nothing tells apart stays in the order of its lists."""
    if not found or not found[0][0].is_ranked:
        return _as_listed(found)
    if _are_few(found):
        return _sorted(found, BlockMatch.order)
    return chain.from_iterable(
        _by_sum([(match, rows & match.at(rank)) for match, rows in found if rows], rank)
        for rank in Rank
    )


def without_copies(found: Found) -> list[tuple[BlockMatch, Bits]]:
    """Keep one row of each link that several lists hold: one whose name answers, if any does."""
    kept = [rows for _, rows in found]
    seen: set[int] = set()
    for is_named in (True, False):
        for number, (match, rows) in enumerate(found):
            named = match.reach(Rank.WORD_START)
            these = rows & named if is_named else rows & ~named
            for row, leader in match.block.links.leaders(match.block.base, these):
                if leader in seen:
                    kept[number] &= ~(1 << row)
                seen.add(leader)
    return [(match, rows) for (match, _), rows in zip(found, kept, strict=True)]


def _by_sum(found: Found, worst: Rank) -> Iterator[Run]:
    if found[0][0].is_ranked_by_one:
        return _by_length(found)
    if _are_few(found):
        return _sorted(found, BlockMatch.order)
    sums = [(match, match.by_sum(rows, worst)) for match, rows in found if rows]
    return chain.from_iterable(
        _by_closeness([(match, each.get(total, 0)) for match, each in sums])
        for total in sorted({total for _, each in sums for total in each})
    )


def _by_closeness(found: Found) -> Iterator[Run]:
    if _are_few(found):
        return _sorted(found, BlockMatch.order)
    split = [(match, match.by_closeness(rows)) for match, rows in found if rows]
    return chain.from_iterable(
        _by_length([(match, each[closeness]) for match, each in split]) for closeness in range(3)
    )


def _by_length(found: Found) -> Iterator[Run]:
    if _are_few(found):
        return _sorted(found, BlockMatch.length)
    return chain.from_iterable(
        _by_fame([(match, rows & match.block.of_length(length)) for match, rows in found])
        for length in range(LONG + 1)
    )


def _by_fame(found: Found) -> Iterator[Run]:
    """Yield the famed rows, the most famed first, and then all others as listed."""
    famed = [rows and rows & match.block.famed for match, rows in found]
    rows = [
        (found[n][0].block.fame(row), n, row)
        for n, some in enumerate(famed)
        for row in members(some)
    ]
    yield from _runs(found, [(n, row) for _, n, row in sorted(rows)])
    yield from _as_listed(
        [(match, rows & ~some) for (match, rows), some in zip(found, famed, strict=True)]
    )


def _sorted(found: Found, order: Callable[[BlockMatch, int], Any]) -> Iterator[Run]:
    rows = [
        (order(match, row), match.block.fame(row), n, row)
        for n, (match, some) in enumerate(found)
        for row in members(some)
    ]
    return _runs(found, [(n, row) for _, _, n, row in sorted(rows)])


def _runs(found: Found, rows: Sequence[tuple[int, int]]) -> Iterator[Run]:
    for number, some in groupby(rows, lambda each: each[0]):
        yield found[number][0].block, array("H", [row for _, row in some])


def _as_listed(found: Found) -> Iterator[Run]:
    for match, rows in found:
        if rows:
            yield match.block, array("H", members(rows))


def _are_few(found: Found) -> bool:
    searched = sum(len(match.block) for match, _ in found)
    few = max(_FEW, searched // _RARE)
    return sum(rows.bit_count() for _, rows in found) <= few
