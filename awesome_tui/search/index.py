"""The entries of one list or of thousands, and what of them matches a query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from threading import Lock, Thread

from awesome_tui.search.block import CAPACITY, Block, Row
from awesome_tui.search.facts import Facts
from awesome_tui.search.hits import Hits
from awesome_tui.search.matching import Trial
from awesome_tui.search.naming import Rank
from awesome_tui.search.query import Query

_AT_A_TIME = 1_000
"""Rows that are added while no other thread can run."""
_WORTH_A_THREAD = 3
"""From so many blocks on, a second thread pays."""


def never() -> bool:
    """Say that a search was not cancelled."""
    return False


class Index:
    """Lists by their keys, searched together; threads may add and search at the same time."""

    def __init__(self, plain: Callable[[str], str] = str) -> None:
        """`plain` makes of a Markdown description what a reader sees; that is searched."""
        self._plain = plain
        self._blocks: list[Block] = []
        self._sizes: dict[str, int] = {}
        self._changing = Lock()

    def add(self, key: str, rows: Iterable[Row], facts: Mapping[int, Facts] | None = None) -> None:
        """Add rows, as `AwesomeList.walk` yields them, after those that list `key` has.

        What is known of a row goes by its number in the list. Many rows take long, but no other
        thread is held up, and those that are there already are found.
        """
        rest = iter(rows)
        with self._changing:
            while chunk := list(islice(rest, min(_AT_A_TIME, self._room()))):
                number = self._sizes.get(key, 0)
                self._blocks[-1].extend(key, number, chunk, self._plain)
                self._sizes[key] = number + len(chunk)
        self.learn(key, facts or {})

    def learn(self, key: str, facts: Mapping[int, Facts]) -> None:
        """Replace what is known of rows of list `key`, by their numbers."""
        with self._changing:
            spots = [
                (segment, block)
                for block in self._blocks
                for segment in block.segments(key)
                if segment.rows & block.living
            ]
            for number, known in facts.items():
                at = bisect_right(spots, number, key=lambda spot: spot[0].number) - 1
                segment, block = spots[at]
                block.facts[segment.start + number - segment.number] = known

    def remove(self, key: str) -> None:
        """Let nothing of list `key` be found again; its key can be added anew."""
        with self._changing:
            for block in self._blocks:
                block.remove(key)
            self._blocks = [block for block in self._blocks if block.living]
            self._sizes.pop(key, None)

    def search(self, query: Query, cancelled: Callable[[], bool] = never, first: int = 100) -> Hits:
        """All that matches, the `first` hits put in order; void once it was cancelled."""
        hits = self._search(query, cancelled)
        forgiving = query.forgiving()
        if not hits.total and forgiving != query and not cancelled():
            hits = self._search(forgiving, cancelled, forgiven=True)
        if not cancelled():
            hits.order(first)
        return hits

    def _search(self, query: Query, cancelled: Callable[[], bool], forgiven: bool = False) -> Hits:
        trials = [Trial(query, block) for block in self._blocks]
        _try(trials, cancelled)
        if cancelled():
            trials = []
        return Hits(query, trials, self._plain, forgiven)

    def _room(self) -> int:
        if not self._blocks or len(self._blocks[-1]) == CAPACITY:
            self._blocks.append(Block())
        return CAPACITY - len(self._blocks[-1])


def _try(trials: list[Trial], cancelled: Callable[[], bool]) -> None:
    untried = iter(trials)
    other = Thread(target=_try_each, args=(untried, cancelled))
    if len(trials) >= _WORTH_A_THREAD:
        other.start()
    _try_each(untried, cancelled)
    if other.ident:
        other.join()


def _try_each(untried: Iterator[Trial], cancelled: Callable[[], bool]) -> None:
    """Work trials out, of which another thread may take some."""
    for trial in untried:
        if cancelled():
            break
        trial.reach(Rank.URL)
