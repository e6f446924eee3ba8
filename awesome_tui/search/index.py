"""Index of the entries of one or thousands of lists: add and search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, zip_longest
from threading import Lock

from awesome_tui.model.statuses import Facts, TellFacts
from awesome_tui.model.table import EntryTable, Row
from awesome_tui.search.block import CAPACITY, Block
from awesome_tui.search.fields import Plain
from awesome_tui.search.folding import fold
from awesome_tui.search.hits import Hits, never_cancelled
from awesome_tui.search.matching import BlockMatch
from awesome_tui.search.ordering import without_copies
from awesome_tui.search.query import Query, TextTerm, drop_last_term, parse_query
from awesome_tui.search.recent import Room
from awesome_tui.search.settled import repeat_words, settle_together
from awesome_tui.search.shared_links import SharedLinks
from awesome_tui.search.term_match import TermMatch
from awesome_tui.search.vocabulary import Vocabulary
from awesome_tui.text.sanitize import clean

_SCREENFUL = 100
_COMMON = re.findall(
    "[a-z]+",
    "a b c d e f g h i k l m n o p r s t u v w y "
    "ac ad al an ap ar at au aw ba be bl bo bu ca ch cl co cr da de di do el en es ex fa fi "
    "fl fo fr ga ge gi go gr ha ic im in ja js la le li lo ma me mi mo na ne no op pa pe pi "
    "pl po pr py qu ra re ru sa sc se sh si so sp st su sw ta te th ti to tr un vi we wi",
)
"""Letters that many texts contain, and pairs with which many names begin, too."""
_TOGETHER = 4
"""Blocks that settle with one another: they take little memory meanwhile."""
_AT_A_TIME = 1_000
"""Rows added per step, during which no other thread can run."""


class Index:
    """Searchable lists by key; threads may add and search at the same time."""

    parse = staticmethod(parse_query)
    drop_last_term = staticmethod(drop_last_term)
    fold = staticmethod(fold)
    """For screens, which load no part of the search before."""

    def __init__(
        self, plain: Plain = str, *, worth_a_thread: int = 60_000, worth_words: int = 16_384
    ) -> None:
        """Create an empty index; `plain` converts Markdown descriptions to the text to search.

        From `worth_a_thread` rows on, two threads search: a million rows take 40 ms instead of 59;
        for 40,000 it is only overhead. Blocks of `worth_words` rows settle when it is spelt.
        """
        self._plain = plain
        self._worth_a_thread, self._worth_words = worth_a_thread, worth_words
        self._room = Room()
        self._blocks: list[Block] = []
        self._vocabulary = Vocabulary(self._room)
        self._links = SharedLinks()
        self._sizes: dict[str, int] = {}
        self._changing = Lock()

    def add(
        self,
        key: str,
        rows: Iterable[Row],
        facts: Mapping[int, Facts] | None = None,
        *,
        merged: bool = False,
    ) -> None:
        """Append rows, as `AwesomeList.walk` yields them, to list `key`.

        `facts` are keyed by row number in the list. Rows that are `merged` are one hit with those
        of other calls that have the same link. Many rows take long, but other threads keep
        running, and the rows added so far can be found.
        """
        with self._changing:
            self._links.begin_list()
            for table, among in _batches(rows):
                number = self._sizes.get(key, 0)
                block = self._block_for(len(among))
                block.extend(key, number, table, among, merged=merged)
                self._sizes[key] = number + len(among)
        if facts:
            self.learn(key, facts)

    def spell(self) -> None:
        """Search what is there by its words from now on, and answer common letters ahead.

        frizbee is slow where most rows match, and looks at each. Among a million rows a letter
        takes 6 ms then, not 190, a pair 10, not 120, and most others half as long as before. Takes
        as long as `add`, whose rows can be found without it.
        """
        with self._changing:
            blocks = list(self._blocks)
            closed = [block for block in blocks if block.close(self._worth_words)]
        self._settle(closed)
        for text in _COMMON:
            for block in blocks:
                block.keep(text, TermMatch(TextTerm(text), block).found)

    def learn(self, key: str, facts: Mapping[int, Facts]) -> None:
        """Replace the facts about rows of list `key`, keyed by row number."""
        with self._changing:
            for block in self._blocks:
                block.learn(key, facts)

    def learn_all(self, key: str, tell: TellFacts) -> None:
        """Replace the facts about all rows of list `key`."""
        with self._changing:
            for block in self._blocks:
                block.learn_all(key, tell)

    def search(self, query: Query, cancelled: Callable[[], bool] = never_cancelled) -> Hits:
        """Return all matches, the first of them in order; the result is void if cancelled."""
        query = query.for_columns(self.columns())
        self._room.fit(len(set(query.terms)), sum(map(len, self._blocks)))
        hits = self._search(query, cancelled)
        uncased = query.uncased()
        if not hits.total and uncased != query:
            hits = self._search(uncased, cancelled)
        forgiving = uncased.forgiving()
        if not hits.total and forgiving != uncased:
            forgiven = self._search(forgiving, cancelled, forgiven=True)
            hits = forgiven if forgiven.total else hits
        hits.order(_SCREENFUL, cancelled)
        return hits

    def additions_with(self, url: str) -> list[int]:
        """Return which calls of `add`, from 0, had a row with this link that may be merged."""
        return [number - 1 for number in self._links.lists_with(url)]

    def columns(self, least: int = 1) -> dict[str, str]:
        """Return the headings of the lists' own columns by how a query names them.

        Only those that at least `least` rows of some list have.
        """
        known: dict[str, str] = {}
        for block in list(self._blocks):
            known |= block.said.columns_with(least)
        return known

    def values(self, column: str = "") -> list[str]:
        """Return what stands in a column of the lists, folded; the tags, if none is named.

        Cheap, and so only the first few hundred: in order, without escape sequences.
        """
        blocks = list(self._blocks)
        return list(
            dict.fromkeys(clean(one) for block in blocks for one in block.said.values(column))
        )

    def _search(self, query: Query, cancelled: Callable[[], bool], forgiven: bool = False) -> Hits:
        trials = [BlockMatch(query, block) for block in self._blocks]
        rows = sum(len(trial.block) for trial in trials)
        _run_all(trials, cancelled, helped=bool(query) and rows >= self._worth_a_thread)
        found = [] if cancelled() else [(trial, trial.hits) for trial in trials]
        if self._links:
            found = without_copies(found)
        return Hits(query, found, self._plain, forgiven)

    def _settle(self, blocks: Sequence[Block]) -> None:
        """Let blocks to which no rows will be added find texts by their words."""
        for first in range(0, len(blocks), _TOGETHER):
            some = blocks[first : first + _TOGETHER]
            rows = [block.rows for block in some]
            if repeat_words(rows, self._plain):
                settled = settle_together(rows, self._plain, self._room)
                for block, each in zip(some, settled, strict=True):
                    block.settle(each)

    def _block_for(self, count: int) -> Block:
        """Return the last block, or a new one if that has no room for `count` rows."""
        last = self._blocks[-1] if self._blocks else None
        if last and not last.is_closed and len(last) + count <= CAPACITY:
            return last
        base = CAPACITY * len(self._blocks)
        self._blocks.append(Block(self._plain, self._vocabulary, self._links, self._room, base))
        return self._blocks[-1]


def _batches(rows: Iterable[Row]) -> Iterator[tuple[EntryTable, range]]:
    """Yield tables, and which of their rows come next."""
    if isinstance(rows, EntryTable):
        numbers = range(len(rows))
        yield from ((rows, numbers[at : at + _AT_A_TIME]) for at in numbers[::_AT_A_TIME])
        return
    rest = iter(rows)
    while some := list(islice(rest, _AT_A_TIME)):
        yield EntryTable.of(some), range(len(some))


def _run_all(trials: Sequence[BlockMatch], cancelled: Callable[[], bool], *, helped: bool) -> None:
    """Run the slow parts of all trials; a second thread may help: frizbee releases the GIL."""
    if not helped:
        _run(trials, cancelled)
        return
    with ThreadPoolExecutor(1) as threads:
        helping = threads.submit(_run, trials[1::2], cancelled)
        _run(trials[::2], cancelled)
    helping.result()


def _run(trials: Sequence[BlockMatch], cancelled: Callable[[], bool]) -> None:
    """Run some trials side by side: what one asks of all names the others find answered."""
    for steps in zip_longest(*(trial.steps() for trial in trials)):
        for step in filter(None, steps):
            if cancelled():
                return
            step()
