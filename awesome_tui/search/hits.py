"""What matched, in the order in which a reader wants it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import NamedTuple

from awesome_tui.model import Entry, Trail
from awesome_tui.search.bits import members
from awesome_tui.search.block import Block, section_path
from awesome_tui.search.matching import Trial
from awesome_tui.search.naming import Rank
from awesome_tui.search.query import Query
from awesome_tui.search.spans import Spans, spans


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
        trials: Sequence[Trial],
        plain: Callable[[str], str],
        forgiven: bool = False,
    ) -> None:
        self.query = query
        """What was found: the query asked for, or that with a typo forgiven."""
        self.forgiven = forgiven
        self.total = sum(trial.hits.bit_count() for trial in trials)
        self._trials = trials
        self._plain = plain
        self._runs: list[tuple[Block, array[int]]] = []
        self._ends: list[int] = []
        self._rest = self._in_order()
        self._ordering = Lock()

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, position: int) -> Hit:
        """The hit at this position, from 0, the best first."""
        if not 0 <= position < self.total:
            raise IndexError(position)
        self.order(position + 1)
        run = bisect_right(self._ends, position)
        block, rows = self._runs[run]
        row = rows[position - self._ends[run]]  # negative: counted from the end of the run
        segment = block.segment_of(row)
        return Hit(segment.key, segment.number + row - segment.start, *block[row])

    def page(self, start: int, stop: int) -> list[Hit]:
        """The hits from one position to before another, as far as there are any."""
        return [self[position] for position in range(start, min(stop, self.total))]

    def order(self, count: int) -> None:
        """Put so many hits in order; asking for one does it too, but here a worker can wait."""
        with self._ordering:
            while self._ordered() < min(count, self.total):
                block, rows = next(self._rest)
                self._runs.append((block, rows))
                self._ends.append(self._ordered() + len(rows))

    def numbers(self, key: str) -> list[int]:
        """The numbers of the rows of list `key` that matched, in the list's order."""
        return [
            segment.number - segment.start + row
            for trial in self._trials
            for segment in trial.block.segments(key)
            for row in members(trial.hits & segment.rows)
        ]

    def spans(self, hit: Hit) -> Spans:
        """Which characters of it matched, and so which fields."""
        return Spans(
            name=spans(self.query, hit.entry.name, "name"),
            section=spans(self.query, section_path(hit.trail), "in"),
            description=spans(self.query, self._plain(hit.entry.description), "desc"),
            url=spans(self.query, hit.entry.url or "", "url"),
        )

    def _ordered(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _in_order(self) -> Iterator[tuple[Block, array[int]]]:
        for rank in Rank:
            for trial in self._trials:
                if rows := trial.at(rank):
                    yield trial.block, array("H", members(rows))
