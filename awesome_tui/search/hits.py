"""What matched, in the order in which a reader wants it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import NamedTuple, overload

from awesome_tui.model import Entry, Trail
from awesome_tui.search.bits import Bits, flags, members
from awesome_tui.search.block import Block, section_path
from awesome_tui.search.matching import Trial
from awesome_tui.search.query import Query
from awesome_tui.search.ranking import Rank
from awesome_tui.search.spans import Spans, spans


def never() -> bool:
    """Say that nobody cancelled."""
    return False


class Hit(NamedTuple):
    """A row that matched."""

    key: str
    number: int
    """Its number among the rows of list `key`."""
    trail: Trail
    entry: Entry


class Hits:
    """The hits of one search, put in order no further than they were asked for.

    They stay what they were when rows are added or removed later.
    """

    def __init__(
        self,
        query: Query,
        found: Sequence[tuple[Trial, Bits]],
        plain: Callable[[str], str],
        forgiven: bool = False,
    ) -> None:
        """`found` are the rows of each trial that are hits."""
        self.query = query
        """What was found: the query asked for, or that with a typo forgiven."""
        self.forgiven = forgiven
        self.total = sum(rows.bit_count() for _, rows in found)
        self._found = found
        self._plain = plain
        self._runs: list[tuple[Block, array[int]]] = []
        self._ends: list[int] = []
        self._rest = _in_order(found)
        self._ordering = Lock()

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, position: int) -> Hit:
        """The hit at this position, from 0, the best first."""
        block, row = self._row(position)
        segment = block.segment_of(row)
        return Hit(segment.key, segment.number_of(row), *block[row])

    def number(self, position: int) -> int:
        """The number of that hit among the rows of its list; makes no entry of it."""
        block, row = self._row(position)
        return block.segment_of(row).number_of(row)

    def page(self, start: int, stop: int) -> list[Hit]:
        """The hits from one position to before another, as far as there are any."""
        return [self[position] for position in range(start, min(stop, self.total))]

    def order(self, count: int, cancelled: Callable[[], bool] = never) -> None:
        """Put so many hits in order; asking for one does it too, but here a worker can wait."""
        with self._ordering:
            while self._ordered() < min(count, self.total) and not cancelled():
                block, rows = next(self._rest)
                self._runs.append((block, rows))
                self._ends.append(self._ordered() + len(rows))

    def ranked(self) -> Sequence[int]:
        """The numbers of the hits, the best first, each found out when it is asked for."""
        return _Ranked(self)

    def flags(self, key: str) -> bytes:
        """A byte for each row of list `key`, 1 if it is a hit and 0 if not."""
        return b"".join(
            flags((rows & segment.rows) >> segment.start, segment.size)
            for trial, rows in self._found
            for segment in trial.segments(key)
        )

    def within(self, key: str, start: int, stop: int) -> Hits:
        """Those of the hits that are in list `key`, from number `start` to before `stop`."""
        found = [
            (trial, rows & segment.part(start, stop))
            for trial, rows in self._found
            for segment in trial.segments(key)
        ]
        return Hits(self.query, found, self._plain, self.forgiven)

    def spans(self, hit: Hit) -> Spans:
        """Which characters of it matched, and so which fields."""
        return Spans(
            name=spans(self.query, hit.entry.name, "name"),
            section=spans(self.query, section_path(hit.trail), "in"),
            description=spans(self.query, self._plain(hit.entry.description), "desc"),
            url=spans(self.query, hit.entry.url or "", "url"),
        )

    def _row(self, position: int) -> tuple[Block, int]:
        if not 0 <= position < self.total:
            raise IndexError(position)
        self.order(position + 1)
        run = bisect_right(self._ends, position)
        block, rows = self._runs[run]
        return block, rows[position - self._ends[run]]  # negative: counted from the end of the run

    def _ordered(self) -> int:
        return self._ends[-1] if self._ends else 0


def _in_order(found: Sequence[tuple[Trial, Bits]]) -> Iterator[tuple[Block, array[int]]]:
    """The rows of each rank, block by block; knows nothing of the hits, which hold it."""
    for rank in Rank:
        for trial, rows in found:
            if ranked := rows and rows & trial.at(rank):
                yield trial.block, array("H", members(ranked))


class _Ranked(Sequence[int]):
    def __init__(self, hits: Hits) -> None:
        self._hits = hits

    def __len__(self) -> int:
        return self._hits.total

    @overload
    def __getitem__(self, position: int) -> int: ...
    @overload
    def __getitem__(self, position: slice) -> list[int]: ...
    def __getitem__(self, position: int | slice) -> int | list[int]:
        positions = range(len(self))[position]
        if isinstance(positions, int):
            return self._hits.number(positions)
        return [self._hits.number(one) for one in positions]
