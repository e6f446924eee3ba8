"""Results of a search, ordered by rank on demand."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from threading import Lock
from typing import NamedTuple, overload

from awesome_tui.model.entries import Entry, Trail
from awesome_tui.search.bitset import Bits, flags
from awesome_tui.search.block import CAPACITY, Block, path_of
from awesome_tui.search.fields import Plain
from awesome_tui.search.matching import BlockMatch
from awesome_tui.search.ordering import in_order
from awesome_tui.search.query import Query
from awesome_tui.search.spans import Field, MatchSpans, Ranges, SpanFinder, hidden_terms


def never_cancelled() -> bool:
    """Return False: the default for `cancelled`."""
    return False


class Hit(NamedTuple):
    """A matching row."""

    key: str
    number: int
    """Number of the row in list `key`."""
    trail: Trail
    entry: Entry
    copies: tuple[Hit, ...] = ()
    """Rows of other lists with the same link, which are no hits of their own."""


class Hits:
    """Results of one search, ordered only as far as requested.

    A snapshot: rows that are added later do not change it.
    """

    def __init__(
        self,
        query: Query,
        found: Sequence[tuple[BlockMatch, Bits]],
        plain: Plain,
        forgiven: bool = False,
    ) -> None:
        """Create from `found`, the matching rows of each trial."""
        self.query = query
        """The query that matched: as requested, or with a typo forgiven."""
        self.forgiven = forgiven
        self.total = sum(rows.bit_count() for _, rows in found)
        self._found = found
        self._plain = plain
        self._finder = SpanFinder(query)
        self._runs: list[tuple[Block, array[int]]] = []
        self._ends = [0]
        """The position after each run, behind that before the first."""
        self._rest = in_order(found)
        self._ordering = Lock()

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, position: int) -> Hit:
        """Return the hit at `position`, from 0, best first; raises IndexError."""
        block, row = self._row(position)
        hit = _make_hit(block, row)
        if not block.links:
            return hit
        blocks = {match.block.base: match.block for match, _ in self._found}
        copies = (
            _make_hit(blocks[other - other % CAPACITY], other % CAPACITY)
            for other in block.links.others(block.base + row)
        )
        return hit._replace(copies=tuple(copies))

    def number(self, position: int) -> int:
        """Return the number in its list of the hit at `position`, without building its entry."""
        block, row = self._row(position)
        return block.segment_of(row).number_of(row)

    def page(self, start: int, stop: int) -> list[Hit]:
        """Return the hits from position `start` to before `stop`, as far as there are any."""
        return [self[position] for position in range(start, min(stop, self.total))]

    def order(self, count: int, cancelled: Callable[[], bool] = never_cancelled) -> None:
        """Order the first `count` hits; access does so too, but this can run in a worker."""
        with self._ordering:
            while self._ends[-1] < min(count, self.total) and not cancelled():
                block, rows = next(self._rest)
                self._runs.append((block, rows))
                self._ends.append(self._ends[-1] + len(rows))

    def ranked(self) -> Sequence[int]:
        """Return the row numbers of the hits, best first, as a lazy sequence."""
        return _Ranked(self)

    def flags(self, key: str) -> bytes:
        """Return a byte per row of list `key`: 1 if it is a hit, else 0."""
        return b"".join(
            flags((rows & segment.rows) >> segment.start, segment.size)
            for trial, rows in self._found
            for segment in trial.segments(key)
        )

    def within(self, key: str, start: int, stop: int) -> Hits:
        """Return the hits in list `key` with numbers from `start` to before `stop`."""
        found = [
            (trial, rows & segment.part(start, stop))
            for trial, rows in self._found
            for segment in trial.segments(key)
        ]
        return Hits(self.query, found, self._plain, self.forgiven)

    def spans(self, hit: Hit) -> MatchSpans:
        """Return the matched characters of each field of `hit`."""
        return MatchSpans(
            name=self.spans_in(hit.entry.name, "name"),
            section=self.spans_in(path_of(hit.trail), "in"),
            description=self.spans_in(self._plain(hit.entry.description), "desc"),
            url=self.spans_in(hit.entry.url or "", "url"),
        )

    def spans_in(self, text: str, field: Field) -> Ranges:
        """Return the ranges of `text`, shown as that field, that match."""
        return self._finder.find(text, field)

    def unseen(self, name: str, description: str) -> Callable[[str, Field], Ranges] | None:
        """Return a finder of the terms that neither text shows; None if they show all."""
        if len(self.query.groups) == 1:
            return None
        rest = hidden_terms(self.query, name, description)
        return SpanFinder(rest).find if rest else None

    def _row(self, position: int) -> tuple[Block, int]:
        if not 0 <= position < self.total:
            raise IndexError(position)
        self.order(position + 1)
        run = bisect_right(self._ends, position) - 1
        block, rows = self._runs[run]
        return block, rows[position - self._ends[run]]


def _make_hit(block: Block, row: int) -> Hit:
    segment = block.segment_of(row)
    return Hit(segment.key, segment.number_of(row), *block[row])


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
