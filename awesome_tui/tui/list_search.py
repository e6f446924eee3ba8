"""The search of one list: its index, the newest request, and statuses added to the index.

The search is imported where it is used: it takes 17 ms, and the first entries are on the screen
before it is needed.
Nothing here knows a screen; what takes long is awaited or meant for a thread.
"""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import TYPE_CHECKING, NamedTuple

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
"""The key of the open list in its index."""
_LARGE = 20_000
"""With more entries than these, garbage collection takes more than 20 ms."""
_IN_COLUMNS = 10
"""Collecting garbage takes as long for so many packed entries as for one object."""


@dataclass(frozen=True, slots=True, eq=False)
class FilterResult:
    """The entries that match, in order, for the whole list or any section."""

    outline: Outline
    hits: Hits | None
    """None without a query: then everything is shown."""
    flags: bytes
    """For each item, 1 if it matches, and 0 if not."""
    total: int
    counts: Sequence[int]
    """The number of matches in each section."""
    in_order: Sequence[int] | None
    """The numbers of matches, if not in list order or by rank."""

    @property
    def filtered(self) -> bool:
        return self.hits is not None

    @property
    def wanted_words(self) -> str:
        """The plain words of the query, for other search engines."""
        return self.hits.query.wanted_words if self.hits is not None else ""

    @property
    def forgiven(self) -> bool:
        """True if there are only matches with one typo."""
        return self.hits is not None and self.hits.forgiven

    def rows(self, place: int) -> Sequence[int]:
        """Return the rows of a section, numbered as in `Outline.rows`; if filtered, best first."""
        start, stop = self.outline.span(place)
        if self.in_order is not None:
            return [number for number in self.in_order if start <= number < stop]
        if self.hits is None:
            return self.outline.rows_in(place)
        return self.hits.within(_KEY, start, stop).ranked()

    def numbers(self, place: int) -> frozenset[int]:
        """Return the numbers of the matches in a section; takes 8 ms for 250,000."""
        start, stop = self.outline.span(place)
        return frozenset(compress(range(start, stop), self.flags[start:stop]))

    def shows(self, number: int, place: int) -> bool:
        start, stop = self.outline.span(place)
        return start <= number < stop and bool(self.flags[number])


class SearchRequest(NamedTuple):
    """A search to run in a thread."""

    searched: Index
    everything: Outline
    """The list that is shown without a query."""
    outline: Outline
    """The searched entries: `everything`, and at Home those of stored lists."""
    query: str
    order: str
    repository: FindRepository = no_repository

    def run(self, is_cancelled: Callable[[], bool]) -> FilterResult:
        parsed = self.searched.parse(self.query)
        hits = self.searched.search(parsed, is_cancelled) if parsed else None
        outline = self.outline if parsed else self.everything
        return _result(outline, hits, self.order, self.repository)


class ListSearch:
    """The search of one list, from its first frame until it is left."""

    def __init__(self, everything: FilterResult) -> None:
        self.everything = everything
        """The result without a query."""
        self.outline = everything.outline
        """The searched entries; at Home, those of stored lists come last."""
        self._is_merged = False
        """True at Home, where a link in several sections or lists is one hit."""
        self.columns: tuple[str, ...] = ()
        """The names of the list's facts; empty until there is an index."""
        self.repository: FindRepository = no_repository
        self.is_growing = False
        """True while lists are being added."""
        self.fields: tuple[str, ...] = ()
        """The names of facts in all searched lists, as queries spell them."""
        self._values: dict[str, tuple[str, ...]] = {}
        """The values of fields, as far as they were looked up."""
        self._index: Index | None = None
        self._own = 1
        """The number of additions to the index that are parts of the open list."""
        self._newest: SearchRequest | None = None
        self._answered: tuple[str, str] | None = None
        """Query and order of the newest search, if it is finished."""
        self._asked: frozenset[str] = frozenset()
        """Names of statuses that queries have asked for so far."""
        self._learned: frozenset[str] = frozenset()
        """Names of statuses that the index has of all entries."""
        self.is_learning = False
        """True while statuses are added to the index."""

    def first_result(self, query: str, order: str) -> FilterResult | None:
        """Return everything if that is the answer, else None."""
        if query or order != LIST_ORDER:
            return None
        self._answered = query, order
        return self.everything

    def request(self, query: str, order: str) -> SearchRequest | None:
        """Make the newest request; None until there is an index."""
        if self._index is None:
            return None
        self._answered = None
        self._newest = SearchRequest(
            self._index, self.everything.outline, self.outline, query, order, self.repository
        )
        return self._newest

    def finish(self, request: SearchRequest) -> bool:
        """Note that `request` is answered; False if there is a newer one."""
        if request is not self._newest:
            return False
        self._answered = request.query, request.order
        return True

    def has_answered(self, query: str, order: str) -> bool:
        return self._answered == (query, order)

    async def build_index(self, *, merged: bool = False) -> None:
        """Make the open list searchable.

        If `merged`, entries with the same link in several sections, or in lists added later, are
        one hit.
        """
        self._is_merged = merged
        self._own = len(self.outline.document.sections) if merged else 1
        self._index = await run_in_thread(_build_index, self.outline, merged)
        self.columns = await run_in_thread(columns_of, self.outline.document)
        self._renew(self._index, len(self.outline.items))

    async def add(self, outline: Outline, lists: Sequence[EntryTable]) -> None:
        """Add the rows of more lists; `outline` already includes them."""
        if self._index is None:
            return
        await run_in_thread(_add_tables, self._index, lists)
        self.outline = outline
        self._renew(self._index, len(outline.items) // _IN_COLUMNS)

    async def learn_stars(self, facts: Mapping[int, Facts]) -> None:
        """Add stars to the index, for the entries added last; they order equal ranks."""
        if self._index is not None:
            await run_in_thread(self._index.learn, _KEY, facts)
            self._learned = frozenset(("stars",))

    def lists_with(self, url: str | None) -> list[int]:
        """Return the numbers, from 0, of added lists that contain this link."""
        if self._index is None or url is None:
            return []
        return [at - self._own for at in self._index.additions_with(url) if at >= self._own]

    def _renew(self, index: Index, entries: int) -> None:
        """Forget what was read from an index without the newest rows, and freeze garbage."""
        self._learned = frozenset()
        self.fields = tuple(index.columns(least_of_column(len(self.outline.items))))
        self._values.clear()
        _freeze_garbage(entries)

    @property
    def suggested_fields(self) -> tuple[str, ...]:
        """Fields to suggest; none at Home, where those of single lists would be noise."""
        return () if self._is_merged else self.fields

    def values(self, field: str) -> tuple[str, ...] | None:
        """Return the sorted values of a field, such as tags; None until they are looked up."""
        return self._values.get(field)

    def has_values(self, field: str) -> bool:
        """True if the values of the field can be looked up."""
        return field in ("in", "tag") or field in self.fields

    async def find_values(self, field: str, more: Iterable[str] = ()) -> None:
        """Look up the values of a field, for `values`, with `more` that the index lacks."""
        index, outline = self._index, self.outline
        if index is None or not self.has_values(field):
            return
        found = await run_in_thread(_find_values, index, outline, field, more)
        if outline is self.outline:
            self._values[field] = found

    async def index_letters(self) -> None:
        """Speed up searches for single letters; call it last."""
        if self._index is not None:
            await run_in_thread(self._index.spell)

    def begin_learning(self, query: str) -> bool:
        """Return True if `query` needs statuses that the index lacks: then call `learn`."""
        if self._index is None:
            return False
        asked = self._index.parse(query).asked_facts & ALL_STATUSES
        self._asked |= asked
        if self.is_learning or asked <= self._learned:
            return False
        self.is_learning = True
        return True

    async def learn(self, status: Callable[[], Awaitable[ListStatus | None]]) -> None:
        """Add the asked statuses to the index, again if they change meanwhile."""
        try:
            while not self._asked <= self._learned and self._index and (current := await status()):
                self._learned = self._asked
                await run_in_thread(self._index.learn_all, _KEY, current.teller(self._asked))
        finally:
            self.is_learning = False

    def drop_last_term(self, query: str) -> str:
        """Remove the last term of `query`, and bars around it; needs the index."""
        return self._index.drop_last_term(query) if self._index else query

    def forget_learned(self) -> None:
        """Forget the statuses, as some have changed."""
        self._learned = frozenset()
        self._values.pop("tag", None)


def all_entries(outline: Outline) -> FilterResult:
    """Return everything, in list order."""
    return _result(outline, None, LIST_ORDER)


def _build_index(outline: Outline, merged: bool) -> Index:
    """Index all items; takes a while, and does not block other threads."""
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
    # While lists are added, the index may have more entries than the outline.
    size = len(outline.items)
    flags = b"\1" * size if hits is None else hits.flags(_KEY)[:size]
    in_order = sort_numbers(outline, compress(count(), flags), order, repository)
    return FilterResult(outline, hits, flags, flags.count(1), outline.counts(flags), in_order)


def _freeze_garbage(entries: int) -> None:
    """Spare the keys the pauses of garbage collection among so many entries.

    Objects are still freed by reference counts; only present cycles are not, which are few.
    """
    if entries > _LARGE:
        gc.freeze()
