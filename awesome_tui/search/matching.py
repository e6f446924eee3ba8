"""Matching of one query against one block of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from awesome_tui.search.bitset import Bits, bits, members, union
from awesome_tui.search.block import Block, Segment
from awesome_tui.search.fields import Rank
from awesome_tui.search.query import Query, TextTerm
from awesome_tui.search.ranking import (
    LONG,
    TOGETHER_IN,
    Texts,
    holds_together,
    joined_in_name,
    joined_in_text,
    rank_term,
)
from awesome_tui.search.term_match import Find, Match, TermMatch, match_term

_FEW = 8
"""Rows of a block up to which each is looked at, and not all searched for the other terms."""
_MANY = 20
"""Alternatives from which on each is ranked at once, before its answers are forgotten."""
_FIRST_GROUPS = 3
"""Groups that all rows are searched for: the next letter finds their results."""


class _Alternatives:
    """The terms of a group, any of which a row may answer."""

    def __init__(self, matches: Sequence[Match]) -> None:
        self.matches = matches
        self._ranked: dict[Rank, Bits] = {}
        self._left = len(matches) if len(matches) >= _MANY else -1
        """How many of many terms are still to be added to `_ranked`."""

    def steps(self) -> Iterator[Find]:
        """Yield what is slow; of many terms their ranks too, as what each asks is known then."""
        for match in self.matches:
            yield from match.steps()
            if self._left > 0:
                yield partial(self._add_ranks, match)

    def answers(self) -> Bits:
        """Return the rows that answer, and those that may as abbreviations."""
        return union(match.found() | match.candidates() for match in self.matches)

    def look_at(self, rows: Bits) -> Bits:
        """Return all that answer, of which `rows` are looked at where they may abbreviate."""
        found = union(match.found() for match in self.matches)
        for match in self.matches:
            found |= match.look_at(rows & match.candidates() & ~found)
        return found

    def reach(self, rank: Rank) -> Bits:
        """Return the rows that answer at this rank or a better one."""
        if rank == Rank.FUZZY:
            return union(match.found() for match in self.matches)
        if self._left == 0:
            return self._ranked[rank]
        return union(match.reach(rank) for match in self.matches)

    def _add_ranks(self, match: Match) -> Bits:
        for rank in Rank:
            if rank < Rank.FUZZY:  # of those some have to be looked at later
                self._ranked[rank] = self._ranked.get(rank, 0) | match.reach(rank)
        self._left -= 1
        if isinstance(match, TermMatch):
            match.forget_ranks()
        return 0


class BlockMatch:
    """The rows of a block that match, as of creation, computed on demand.

    The rank of a match costs more than the match itself, and only visible rows need it.
    """

    def __init__(self, query: Query, block: Block) -> None:
        self.block = block
        self._living = block.living
        counts = Counter(query.groups)
        matches = {term: match_term(term, block) for term in set(query.terms)}
        self._groups = [_Alternatives([matches[term] for term in group]) for group in counts]
        """The groups of alternatives, each once."""
        self._ordering = [
            (group, count)
            for group, count in zip(self._groups, counts.values(), strict=True)
            if any(map(_orders, group.matches))
        ]
        """The groups that rank their hits, and how often they are asked for; one without a name or
        free term only filters."""
        self._needles = [
            next(match.term.needle for match in asked if isinstance(match, TermMatch))
            for asked in ([matches[term] for term in group] for group in query.groups)
            if any(map(_orders, asked))
        ]

    @cached_property
    def hits(self) -> Bits:
        """The rows that match at any rank."""
        maybe, asked = self._living, 0
        for group in self._groups:
            if _are_few(maybe, asked):
                break
            maybe &= group.answers()
            asked += 1
        hits = maybe
        for group in self._groups[:asked]:
            hits &= group.look_at(maybe)
        rest = self._groups[asked:]
        return self._looked_at(rest, hits) if rest and hits else hits

    def _looked_at(self, groups: Sequence[_Alternatives], rows: Bits) -> Bits:
        """Return those of a few rows that answer all these groups."""
        left = [row for row in members(rows) if self._answers_all(groups, row)]
        return bits(left, len(self.block))

    def _answers_all(self, groups: Sequence[_Alternatives], row: int) -> bool:
        texts = self.block.texts(row)
        return all(any(match.answers(row, texts) for match in group.matches) for group in groups)

    @property
    def is_ranked(self) -> bool:
        """True if the query tells better hits from others."""
        return bool(self._ordering)

    @property
    def is_ranked_by_one(self) -> bool:
        """True if a single group ranks the hits: those of one rank then have one sum, too."""
        return len(self._needles) == 1

    def segments(self, key: str) -> list[Segment]:
        """Return the segments of this list that have rows to be found."""
        return [one for one in self.block.segments(key) if one.rows & self._living]

    def steps(self) -> Iterator[Find]:
        """Yield the slow parts of `hits` as callables; the block caches their results.

        Each has to run before the next is asked for.
        """
        maybe = self._living
        for asked, group in enumerate(self._groups):
            if _are_few(maybe, asked):
                break
            yield from group.steps()
            maybe &= group.answers()

    def at(self, rank: Rank) -> Bits:
        """Return the hits whose worst term has exactly this rank."""
        better = self.reach(Rank(rank - 1)) if rank > Rank.NAME else 0
        return self.reach(rank) & ~better

    def by_sum(self, rows: Bits, worst: Rank) -> dict[int, Bits]:
        """Return `rows`, none of whose ranks is beyond `worst`, by the sum of these."""
        sums = {0: rows}
        for group, count in self._ordering:
            added: dict[int, Bits] = {}
            better = 0
            for rank in Rank:
                if rank > worst:
                    break
                reached = group.reach(rank)
                for total, these in sums.items():
                    if some := these & reached & ~better:
                        more = total + rank * count
                        added[more] = added.get(more, 0) | some
                better = reached
            sums = added
        return sums

    def by_closeness(self, rows: Bits) -> tuple[Bits, Bits, Bits]:
        """Return `rows` by what `holds_together` says of them, whose names hold the terms first."""
        if len(self._needles) < 2:
            return 0, 0, rows
        in_name = in_text = 0
        for joined in joined_in_name(self._needles):
            in_name |= self.block.find("name", TextTerm(joined, "inside"))
        phrase = TextTerm(joined_in_text(self._needles), "inside")
        for place in TOGETHER_IN:
            in_text |= self.block.find(place, phrase)
        return rows & in_name, rows & in_text & ~in_name, rows & ~in_name & ~in_text

    def order(self, row: int) -> tuple[int, int, int, int]:
        """Return the worst rank of a hit, their sum, its closeness, and the length of its name."""
        texts = self.block.texts(row)
        ranks = [_rank_row(group.matches, row, texts) for group, _ in self._ordering]
        total = sum(rank * count for rank, (_, count) in zip(ranks, self._ordering, strict=True))
        close = holds_together(self._needles, texts) if len(self._needles) > 1 else 2
        return max(ranks), total, close, self.length(row)

    def length(self, row: int) -> int:
        """Return the length of a hit's name, as far as it counts."""
        return min(len(self.block.name(row)), LONG)

    def reach(self, rank: Rank) -> Bits:
        """Return the hits whose worst term has this rank or a better one."""
        rows = self.hits
        for group, _ in self._ordering:
            if not rows:
                break
            rows &= group.reach(rank)
        return rows


def _are_few(rows: Bits, asked: int) -> bool:
    """True where looking at each row left by `asked` groups is faster than searching for more."""
    return not rows or (asked >= _FIRST_GROUPS and rows.bit_count() <= _FEW)


def _orders(match: Match) -> bool:
    return isinstance(match, TermMatch) and match.term.place in (None, "name")


def _rank_row(group: Sequence[Match], row: int, texts: Texts) -> int:
    """Return the best rank in which a hit answers a group."""
    ranks = (
        rank_term(match.term, texts)
        if isinstance(match, TermMatch)
        else next((rank for rank in Rank if match.reach(rank) >> row & 1), None)
        for match in group
    )
    return min(filter(None, ranks), default=Rank.FUZZY)
