"""Matching of one term of a query against one block of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial, reduce
from operator import and_
from typing import Any, TypeAlias

from awesome_tui.search.bitset import Bits, bits, union
from awesome_tui.search.block import Block
from awesome_tui.search.fields import FIELDS, Rank, SearchField
from awesome_tui.search.folding import fold
from awesome_tui.search.query import FactTerm, FlagTerm, Mode, NumberTerm, Term, TextTerm
from awesome_tui.search.ranking import (
    LONG,
    Texts,
    holds_in_mode,
    is_fuzzy,
    is_simple,
    rank_term,
)
from awesome_tui.search.words import abbreviates, joins_words, lower, tokens

Find: TypeAlias = Callable[[], Bits]
"""A search that may be slow, and whose result is cached."""


class TermMatch:
    """Rows of a block that answer a positive term with text, by rank."""

    def __init__(self, term: TextTerm, block: Block) -> None:
        self.term = term
        self._block = block
        self._needle = lower(term.needle)
        self._reached: dict[Rank, Bits] = {}
        self._found: Bits | None = None
        self._candidates: Bits | None = None
        self._seen: Bits = 0
        """Rows that were looked at and answer the term, such as those that abbreviate it."""

    def found(self) -> Bits:
        """Return the rows that answer the term, but for abbreviations that `look_at` has to see."""
        if self._found is None:
            self._found = union(find() for find in self._finds())
        return self._seen | self._found

    def steps(self) -> Iterator[Find]:
        """Yield all that is slow; the results are cached."""
        yield from self._finds()
        yield self.candidates

    def _finds(self) -> Iterator[Find]:
        if (rows := self._kept()) is not None:
            yield lambda: rows
            return
        for field in self._fields():
            yield partial(self._block.find, field.name, self.term)
        if self.term.place == "tag":
            yield partial(self._block.find_own_tags, self.term)
        if self._looks_at_name:
            if is_fuzzy(self.term):
                yield from (self._in_a_word, partial(self._by_initials, of_two="scattered"))
            else:
                yield self._in_name
            if self.term.slip:
                yield partial(self._near, is_whole=False)

    def candidates(self) -> Bits:
        """Return the rows that may hold the term as an abbreviation, beside those `found`."""
        if self._candidates is None:
            self._candidates = self._find_candidates()
        return self._candidates

    def _find_candidates(self) -> Bits:
        if not self._looks_at_name or not is_fuzzy(self.term) or self._is_pair:
            return 0
        return self._block.of_vocabulary(self._block.vocabulary.abbreviated(self._needle))

    def look_at(self, rows: Bits) -> Bits:
        """Return those of these candidates whose names hold the term as an abbreviation."""
        seen = self._named_so(rows, abbreviates(self._needle))
        self._seen |= seen
        return seen

    def answers(self, row: int, texts: Texts) -> bool:
        """True if a row, of which `texts` are searched, answers the term."""
        if self.term.place == "tag":
            return bool(self.found() >> row & 1)  # the user may have given it some
        if rank_term(self.term, texts) is None:
            return False
        self._seen |= 1 << row
        return True

    def reach(self, rank: Rank) -> Bits:
        """Return the rows that answer the term at this rank or a better one."""
        if rank not in self._reached:
            rows = self.reach(Rank(rank - 1)) if rank > Rank.NAME else 0
            self._reached[rank] = rows | self._at(rank)
        return self._reached[rank]

    def forget_ranks(self) -> None:
        """Drop what `reach` has found, which takes as much as all answers."""
        self._reached.clear()

    def _at(self, rank: Rank) -> Bits:
        """Return the rows that answer the term at this rank, and maybe some that do at better."""
        in_name = self._looks_at_name
        match rank:
            case Rank.NAME:
                return self._as_name() if in_name else 0
            case Rank.FIRST_WORD | Rank.WORD | Rank.WORD_START:
                return self._in_words(rank) if in_name else 0
            case Rank.WITHIN_NAME:
                return self._in_name() if in_name else 0
            case Rank.FUZZY:
                return self.found()
        return union(self._in_field(field, rank) for field in self._fields())

    def _as_name(self) -> Bits:
        if not is_simple(self.term) or len(self._needle) >= LONG:
            return self._block.find("name", self.term, mode="whole")
        first = self._block.vocabulary.first(self._needle)
        return self._block.of_vocabulary(first) & self._block.of_length(len(self._needle))

    def _in_words(self, rank: Rank) -> Bits:
        """Return the rows whose names hold the term as words, in the way that `rank` says."""
        vocabulary, wanted = self._block.vocabulary, tokens(self.term.needle)
        is_short = rank == Rank.WORD_START and is_fuzzy(self.term)
        rows = self._by_initials(of_two="whole") | self._joined() if is_short else 0
        if self.term.slip:
            rows |= self._near(is_whole=rank < Rank.WORD_START, is_first=rank == Rank.FIRST_WORD)
        if not wanted or (rank == Rank.WORD_START and not self.term.needle[-1].isalnum()):
            return rows
        last = vocabulary.starting if rank == Rank.WORD_START else vocabulary.whole
        words = [*map(vocabulary.whole, wanted[:-1]), last(wanted[-1])]
        if rank == Rank.FIRST_WORD:
            words.append(vocabulary.first(wanted[0]))
        holding = reduce(and_, map(self._block.of_vocabulary, words))
        if not is_simple(self.term):
            holding &= self._in_name()
        return rows | holding

    def _in_field(self, field: SearchField, rank: Rank) -> Bits:
        """Return the rows whose text in the field holds the term in the way that `rank` says."""
        if rank not in (field.within, field.word):
            return 0
        rows = self._block.find(field.name, self.term)
        if field.within == rank or not rows:
            return rows
        return self._block.find_whole(field, self.term, rows)

    def _in_name(self) -> Bits:
        """Return the rows whose names hold the term as consecutive characters."""
        if is_simple(self.term):
            return self._block.of_vocabulary(self._block.vocabulary.holding(self._needle))
        return self._block.find("name", self.term)

    def _in_a_word(self) -> Bits:
        """Return the rows whose names hold the letters in a word, together or in order."""
        return self._block.of_vocabulary(self._block.vocabulary.spelling(self._needle))

    def _by_initials(self, *, of_two: Mode) -> Bits:
        """Return the rows whose initials start with the term, or match one of two letters so."""
        mode: Mode = of_two if self._is_pair else "start"
        return self._block.find("initials", TextTerm(self._needle), mode=mode)

    def _joined(self) -> Bits:
        """Return the rows whose names hold words that are the term when written together."""
        if len(self._needle) >= LONG:
            return 0
        rows = self._block.of_vocabulary(self._block.vocabulary.joined(self._needle))
        rows &= self._block.living & ~self.reach(Rank.WORD)
        return self._named_so(rows, lambda parts: joins_words(self._needle, parts.split()))

    def _named_so(self, rows: Bits, test: Callable[[str], bool]) -> Bits:
        """Return those of these rows the words of whose names pass a test."""
        passing = [row for row, parts in self._block.name_parts(rows) if test(parts)]
        return bits(passing, len(self._block)) if passing else 0

    def _near(self, *, is_whole: bool, is_first: bool = False) -> Bits:
        near = self._block.vocabulary.near(self._needle, is_whole=is_whole, is_first=is_first)
        return self._block.of_vocabulary(near)

    def _kept(self) -> Bits | None:
        """Return the rows that answer the term, if the block keeps them."""
        if self.term.place or self.term.mode != "fuzzy" or not is_simple(self.term):
            return None
        return self._block.kept(self.term.needle)

    def _fields(self) -> Iterator[SearchField]:
        return (field for field in FIELDS.values() if field.answers(self.term.place))

    @property
    def _is_pair(self) -> bool:
        return len(self._needle) == 2

    @property
    def _looks_at_name(self) -> bool:
        return self.term.place in (None, "name")


class KnownMatch:
    """Rows of a block that answer a term of another kind; it ranks all of them alike."""

    def __init__(self, find: Find, rank: Rank = Rank.NAME) -> None:
        self.found: Find = cache(find)
        """Returns the rows, as of its first call: what is known of them may change."""
        self._rank = rank

    def steps(self) -> Iterator[Find]:
        """Yield the slow parts of `found`."""
        yield self.found

    def candidates(self) -> Bits:
        """Return no rows: `found` has all."""
        return 0

    def look_at(self, rows: Bits) -> Bits:
        """Return no rows: `found` has all."""
        return 0

    def answers(self, row: int, texts: Texts) -> bool:
        """True if the row is one of those."""
        return bool(self.found() >> row & 1)

    def reach(self, rank: Rank) -> Bits:
        """Return the rows if they answer the term at this rank."""
        return self.found() if rank >= self._rank else 0


Match: TypeAlias = TermMatch | KnownMatch


def match_term(term: Term, block: Block) -> Match:
    """Match a term of whatever kind."""
    if isinstance(term, TextTerm) and term.place != "known":
        return _match_negated(term, block) if term.negated else TermMatch(term, block)
    return KnownMatch(
        partial(_find_known, term, block),
        Rank.FUZZY if isinstance(term, TextTerm) and not term.negated else Rank.NAME,
    )


def _match_negated(term: TextTerm, block: Block) -> KnownMatch:
    """Match the rows without the term; of a column, those that have something there."""
    match = TermMatch(term, block)
    if term.place == "fact":
        return KnownMatch(lambda: block.said.known(term.column) & ~match.found())
    return KnownMatch(lambda: ~match.found())


def _find_known(term: Term, block: Block) -> Bits:
    match term:
        case FlagTerm("struck"):
            return ~block.struck if term.negated else block.struck
        case FlagTerm():
            return _knowing(block, term.name, bool, term.negated)
        case NumberTerm():
            return _knowing(block, term.name, term.holds, term.negated)
        case FactTerm():
            return block.said.compare(term)
        case TextTerm(place="known"):
            return _knowing(block, term.column, partial(_holds, term), term.negated)
    raise TypeError(f"{term} does not say what to find")


def _knowing(block: Block, name: str, test: Callable[[Any], bool], negated: bool) -> Bits:
    """Return the rows whose fact `name` is known and passes the test, or fails it if negated."""
    facts = list(block.facts.items())
    known = ((row, getattr(each, name)) for row, each in facts)
    return bits(
        [row for row, value in known if value is not None and test(value) != negated], len(block)
    )


def _holds(term: TextTerm, text: str) -> bool:
    return holds_in_mode(term, fold(text))
