"""Matching of one query against one block of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from awesome_tui.search.bitset import Bits, bits, members
from awesome_tui.search.block import Block, Segment
from awesome_tui.search.folding import fold
from awesome_tui.search.query import (
    FlagTerm,
    Group,
    Mode,
    NumberTerm,
    Query,
    SearchField,
    Term,
    TextTerm,
)
from awesome_tui.search.ranking import Rank, contains_words, name_rank

_PLACES: tuple[tuple[Rank, SearchField], ...] = (
    (Rank.SECTION, "in"),
    (Rank.DESCRIPTION, "desc"),
    (Rank.URL, "url"),
)
_RANKS = {place: rank for rank, place in _PLACES} | {"host": Rank.URL}
_ANYWHERE: tuple[SearchField, ...] = ("name", *(place for _, place in _PLACES))
_SEARCHED = {*_ANYWHERE, "host"}
"""Places that a block searches as text."""
_FEW = 500
"""Up to this many rows, testing each is faster than matching all rows again."""


class BlockMatch:
    """The rows of a block that match, as of creation, computed on demand.

    The rank of a match costs more than the match itself, and only visible rows need it.
    """

    def __init__(self, query: Query, block: Block) -> None:
        self.block = block
        self._groups = query.groups
        self._living = block.living
        self._reached: dict[Rank, Bits] = {}
        self._ranked: dict[TextTerm, list[tuple[int, Rank]]] = {}
        self._known: dict[Term, Bits] = {}
        """Matches of fact terms, cached on first use: facts may change before hits are ordered."""

    @property
    def hits(self) -> Bits:
        """The rows that match at any rank."""
        return self.reach(Rank.URL)

    def segments(self, key: str) -> list[Segment]:
        """Return the segments of this list that have rows to be found."""
        return [one for one in self.block.segments(key) if one.rows & self._living]

    def steps(self) -> Iterator[Callable[[], Bits]]:
        """Yield the slow parts of `hits` as callables; the block caches their results."""
        for words in (term for group in self._groups for term in group):
            if not isinstance(words, TextTerm) or self._letter(words) is not None:
                continue
            for place in (words.place,) if words.place else _ANYWHERE:
                mode = words.mode if place == "name" else _consecutive(words)
                if place in _SEARCHED:
                    yield partial(self.block.find, place, words, mode)

    def at(self, rank: Rank) -> Bits:
        """Return the rows whose worst term has exactly this rank."""
        better = self.reach(Rank(rank - 1)) if rank else 0
        return self.reach(rank) & ~better

    def reach(self, rank: Rank) -> Bits:
        """Return the rows whose worst term has this rank or a better one."""
        if rank not in self._reached:
            self._reached[rank] = self._all_groups(rank)
        return self._reached[rank]

    def _all_groups(self, rank: Rank) -> Bits:
        rows = self._living if rank == Rank.URL else self.hits
        for group in self._groups:
            if not rows:
                break
            rows &= self._any_term(group, rank if _orders(group) else Rank.URL)
        return rows

    def _any_term(self, group: Group, rank: Rank) -> Bits:
        rows = 0
        for term in group:
            rows |= self._term(term, rank)
        return rows

    def _term(self, term: Term, rank: Rank) -> Bits:
        match term:
            case FlagTerm("struck"):
                return ~self.block.struck if term.negated else self.block.struck
            case FlagTerm():
                return self._knowing(term, term.name, bool)
            case NumberTerm():
                return self._knowing(term, term.name, term.holds)
            case TextTerm(place="lang" | "licence" as place):
                known = self._knowing(term, place, lambda text: contains_words(term, fold(text)))
                return known if term.negated or rank == Rank.URL else 0
            case TextTerm(negated=True):
                return ~self._words(term, Rank.URL)
        return self._words(term, rank)

    def _knowing(
        self, term: FlagTerm | NumberTerm | TextTerm, name: str, test: Callable[[Any], bool]
    ) -> Bits:
        """Return the rows whose fact `name` is known and passes the term's test."""
        if term not in self._known:
            facts = list(self.block.facts.items())
            known = ((row, getattr(each, name)) for row, each in facts)
            self._known[term] = bits(
                [row for row, value in known if value is not None and test(value) != term.negated],
                len(self.block),
            )
        return self._known[term]

    def _words(self, words: TextTerm, rank: Rank) -> Bits:
        if words.place == "name":
            return self._name(words, rank)
        if words.place:
            if rank < _RANKS[words.place]:
                return 0
            return self.block.find(words.place, words, _consecutive(words))
        if rank == Rank.URL and (rows := self._letter(words)) is not None:
            return rows
        rows = self._name(words, rank)
        for its_rank, place in _PLACES:
            if rank >= its_rank:
                rows |= self.block.find(place, words, _consecutive(words))
        return rows

    def _letter(self, words: TextTerm) -> Bits | None:
        """Return the rows that contain the words, if these are a letter that the block indexes."""
        is_spelt = _is_inside(words) and not words.cased and not words.place
        return self.block.holding(words.needle) if is_spelt else None

    def _name(self, words: TextTerm, rank: Rank) -> Bits:
        if rank >= Rank.NAME:
            return self.block.find("name", words, words.mode)
        if not _is_inside(words) or self.hits.bit_count() <= _FEW:
            return self._looked_at(words, words.mode, rank)
        if rank == Rank.EXACT:
            return self.block.find("name", words, "whole")
        if rank == Rank.START:
            return self.block.find("name", words, "start")
        return self._looked_at(words, "inside", rank)

    def _looked_at(self, words: TextTerm, mode: Mode, rank: Rank) -> Bits:
        if words not in self._ranked:
            rows = self.hits & self.block.find("name", words, mode)
            names = ((row, fold(self.block.name(row))) for row in members(rows))
            self._ranked[words] = [(row, name_rank(words, name)) for row, name in names]
        return bits(
            [row for row, its_rank in self._ranked[words] if its_rank <= rank], len(self.block)
        )


def _orders(group: Group) -> bool:
    """True if the group ranks its hits; a group without a name or free term only filters."""
    return any(
        isinstance(term, TextTerm) and not term.negated and term.place in (None, "name")
        for term in group
    )


def _is_inside(words: TextTerm) -> bool:
    return words.mode in ("fuzzy", "inside") and not words.slip


def _consecutive(words: TextTerm) -> Mode:
    return "inside" if words.mode == "fuzzy" else words.mode
