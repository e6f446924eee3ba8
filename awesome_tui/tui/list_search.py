"""The filter at work on one list: its index, the newest search, and what the index has learned.

The search is imported where it is used: it takes 17 ms, and the first entries are on the screen
before it is needed.
Nothing here knows a screen; what takes long is awaited or meant for a thread.
"""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import TYPE_CHECKING

from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.outline import Outline
from awesome_tui.model.statuses import Facts
from awesome_tui.services.entry_status import ALL_STATUSES, ListStatus
from awesome_tui.text.inline_markdown import plain
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.filter_guide import sort_values
from awesome_tui.tui.orders import (
    LIST_ORDER,
    FindRepository,
    columns_of,
    least_of_column,
    no_repository,
    sort_numbers,
)

if TYPE_CHECKING:
    from awesome_tui.model.table import EntryTable
    from awesome_tui.search.hits import Hits
    from awesome_tui.search.index import Index

_KEY = "list"
"""The open list, in its index."""
_LARGE = 20_000
"""Looking for garbage among more entries than these would be felt: it takes 20 ms."""
_IN_COLUMNS = 10
"""So many entries of stored lists are to be looked at as long as one of the list on the screen."""


@dataclass(frozen=True, slots=True, eq=False)
class FilterResult:
    """The entries that match, ready to be shown in order, in all or in one section."""

    outline: Outline
    hits: Hits | None
    """None where nothing is asked for, and so everything is shown."""
    flags: bytes
    """For each item, 1 if it matches, and 0 if not."""
    total: int
    counts: Sequence[int]
    """How many of them each section has."""
    in_order: Sequence[int] | None
    """Their numbers, if another order is asked for than that of the list."""

    @property
    def filtered(self) -> bool:
        return self.hits is not None

    @property
    def wanted_words(self) -> str:
        """The words that were asked for, for another search than ours."""
        return self.hits.query.wanted_words if self.hits is not None else ""

    @property
    def forgiven(self) -> bool:
        """True where nothing matched until one typo was forgiven."""
        return self.hits is not None and self.hits.forgiven

    def rows(self, place: int) -> Sequence[int]:
        """The rows of a section, as `Outline.rows` numbers them; the best first while filtered."""
        start, stop = self.outline.span(place)
        if self.in_order is not None:
            return [number for number in self.in_order if start <= number < stop]
        if self.hits is None:
            return self.outline.rows_in(place)
        return self.hits.within(_KEY, start, stop).ranked()

    def numbers(self, place: int) -> frozenset[int]:
        """The numbers of the items of a section that match; takes 8 ms for 250,000."""
        start, stop = self.outline.span(place)
        return frozenset(compress(range(start, stop), self.flags[start:stop]))

    def shows(self, number: int, place: int) -> bool:
        start, stop = self.outline.span(place)
        return start <= number < stop and bool(self.flags[number])


@dataclass(frozen=True, slots=True, eq=False)
class SearchRequest:
    """A search that is to be run in a thread."""

    index: Index
    everything: Outline
    """All that is shown where nothing is asked for."""
    outline: Outline
    """All that can be found: `everything`, and maybe more."""
    query: str
    order: str
    repository: FindRepository = no_repository

    def run(self, is_cancelled: Callable[[], bool]) -> FilterResult:
        parsed = self.index.parse(self.query)
        hits = self.index.search(parsed, is_cancelled) if parsed else None
        outline = self.outline if parsed else self.everything
        return _result(outline, hits, self.order, self.repository)


class ListSearch:
    """The filter of one list, from its first frame until it is left."""

    def __init__(self, everything: FilterResult) -> None:
        self.everything = everything
        """The result where nothing is asked for."""
        self.outline = everything.outline
        """All that can be found: at Home, the entries of stored lists come after its own."""
        self._is_merged = False
        """True at Home, where a link in several sections or lists is one hit."""
        self.columns: tuple[str, ...] = ()
        """The names of the list's facts, known with the index."""
        self.repository: FindRepository = no_repository
        self.is_growing = False
        """True while there will be more to be found."""
        self.fields: tuple[str, ...] = ()
        """These names, and those of all lists that can be found, as a query spells them."""
        self._values: dict[str, tuple[str, ...]] = {}
        """The texts that a field is known to hold."""
        self._index: Index | None = None
        self._own = 1
        """The number of additions to the index that are not lists of their own."""
        self._newest: SearchRequest | None = None
        self._answered: tuple[str, str] | None = None
        """The query and the order that the newest finished search was for."""
        self._asked: frozenset[str] = frozenset()
        """The names of statuses that queries have asked for so far."""
        self._learned: frozenset[str] = frozenset()
        """Those that the index knows of all entries."""
        self.is_learning = False
        """True while the status of entries is looked up that the query asks for."""

    def first_result(self, query: str, order: str) -> FilterResult | None:
        """Everything, where that is what is asked for; else it has to be searched."""
        if query or order != LIST_ORDER:
            return None
        self._answered = query, order
        return self.everything

    def request(self, query: str, order: str) -> SearchRequest | None:
        """Make the search that counts from now on; None as long as there is no index."""
        if self._index is None:
            return None
        self._answered = None
        self._newest = SearchRequest(
            self._index, self.everything.outline, self.outline, query, order, self.repository
        )
        return self._newest

    def finish(self, request: SearchRequest) -> bool:
        """Note that `request` is answered; False where a newer one has taken its place."""
        if request is not self._newest:
            return False
        self._answered = request.query, request.order
        return True

    def has_answered(self, query: str, order: str) -> bool:
        return self._answered == (query, order)

    async def build_index(self, *, merged: bool = False) -> None:
        """Make what is on the screen searchable.

        With `merged`, what has the same link in several sections, or in lists that are added later,
        is one hit.
        """
        self._is_merged = merged
        self._own = len(self.outline.document.sections) if merged else 1
        self._index = await run_in_thread(_build_index, self.outline, merged)
        self.columns = await run_in_thread(columns_of, self.outline.document)
        self._renew(self._index, len(self.outline.items))

    async def add(self, outline: Outline, lists: Sequence[EntryTable]) -> None:
        """Have the rows of these lists found, too, with which the list is laid out as `outline`."""
        if self._index is None:
            return
        await run_in_thread(_add_tables, self._index, lists)
        self.outline = outline
        self._renew(self._index, len(outline.items) // _IN_COLUMNS)

    async def learn_stars(self, facts: Mapping[int, Facts]) -> None:
        """Let the index know all stars of the entries added last, which tell equals apart."""
        if self._index is not None:
            await run_in_thread(self._index.learn, _KEY, facts)
            self._learned = frozenset(("stars",))

    def lists_with(self, url: str | None) -> list[int]:
        """The numbers of the lists that were added, from 0, that hold this link."""
        if self._index is None or url is None:
            return []
        return [at - self._own for at in self._index.additions_with(url) if at >= self._own]

    def _renew(self, index: Index, entries: int) -> None:
        """Ask an index with more rows anew, and spare so many entries the search for garbage."""
        self._learned = frozenset()
        self.fields = tuple(index.columns(least_of_column(len(self.outline.items))))
        self._values.clear()
        _freeze_garbage(entries)

    @property
    def told_fields(self) -> tuple[str, ...]:
        """The fields to tell of: at Home, those of some lists among hundreds would be noise."""
        return () if self._is_merged else self.fields

    def values(self, field: str) -> tuple[str, ...] | None:
        """The sorted texts of a field, such as tags; None as long as they are not looked up."""
        return self._values.get(field)

    def has_values(self, field: str) -> bool:
        """True if texts of the field can be looked up."""
        return field in ("in", "tag") or field in self.fields

    async def find_values(self, field: str, more: Iterable[str] = ()) -> None:
        """Look up the texts of a field, for `values`, with `more` that the index does not have."""
        index, outline = self._index, self.outline
        if index is None or not self.has_values(field):
            return
        found = await run_in_thread(_find_values, index, outline, field, more)
        if outline is self.outline:
            self._values[field] = found

    async def index_letters(self) -> None:
        """Make single letters quick to find, once nothing else is to be done."""
        if self._index is not None:
            await run_in_thread(self._index.spell)

    def begin_learning(self, query: str) -> bool:
        """Say whether `learn` is to be called, which most queries do without."""
        if self._index is None:
            return False
        asked = self._index.parse(query).asked_facts & ALL_STATUSES
        self._asked |= asked
        if self.is_learning or asked <= self._learned:
            return False
        self.is_learning = True
        return True

    async def learn(self, status: Callable[[], Awaitable[ListStatus | None]]) -> None:
        """Let the index know of all entries what was asked, again if their `status` changes."""
        try:
            while not self._asked <= self._learned and self._index and (current := await status()):
                self._learned = self._asked
                await run_in_thread(self._index.learn_all, _KEY, current.teller(self._asked))
        finally:
            self.is_learning = False

    def drop_last_term(self, query: str) -> str:
        """Remove the last term of `query`, and the bars around it, once there is an index."""
        return self._index.drop_last_term(query) if self._index else query

    def forget_learned(self) -> None:
        """Note that the status of some entry has changed."""
        self._learned = frozenset()
        self._values.pop("tag", None)


def all_entries(outline: Outline) -> FilterResult:
    """Everything, in list order."""
    return _result(outline, None, LIST_ORDER)


def _build_index(outline: Outline, merged: bool) -> Index:
    """Index all items; takes a while, and holds up no other thread."""
    from awesome_tui.search.index import Index  # noqa: PLC0415  see above

    index = Index(plain)
    if not merged:
        index.add(_KEY, outline.document.walk())
        return index
    for section in outline.document.sections:
        index.add(_KEY, AwesomeList("", "", sections=(section,)).walk(), merged=True)
    return index


def _add_tables(index: Index, lists: Iterable[EntryTable]) -> None:
    for rows in lists:
        index.add(_KEY, rows, merged=True)


def _find_values(
    index: Index, outline: Outline, field: str, more: Iterable[str]
) -> tuple[str, ...]:
    if field == "in":
        texts = {index.fold(plain(place.section.title)) for place in outline.places}
    else:
        texts = set(index.values("" if field == "tag" else field))
    return sort_values({text.lower() for text in (*texts, *map(index.fold, more)) if text})


def _result(
    outline: Outline, hits: Hits | None, order: str, repository: FindRepository = no_repository
) -> FilterResult:
    # An index that is being added to may find what the outline has not got yet.
    size = len(outline.items)
    flags = b"\1" * size if hits is None else hits.flags(_KEY)[:size]
    in_order = sort_numbers(outline, compress(count(), flags), order, repository)
    return FilterResult(outline, hits, flags, flags.count(1), outline.counts(flags), in_order)


def _freeze_garbage(entries: int) -> None:
    """Spare the keys the pauses in which Python looks for garbage among so many entries.

    It goes all the same when nothing holds it any more; only what is spared and holds itself does
    not, which is little: the work under way.
    """
    if entries > _LARGE:
        gc.freeze()
