"""Ranges of matched characters, computed only for the rows on screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from awesome_tui.search.fields import FIELDS
from awesome_tui.search.folding import fold, grapheme_clusters, source_positions
from awesome_tui.search.query import Mode, Query, TextTerm
from awesome_tui.search.ranking import fuzzy_offsets, in_case, is_fuzzy
from awesome_tui.search.words import lower, name_tokens, near_ends, occurrences

Range: TypeAlias = tuple[int, int]
"""Half-open range of character offsets."""
Ranges: TypeAlias = tuple[Range, ...]
Field: TypeAlias = Literal["name", "desc", "in", "url", "tag", "fact"]


@dataclass(frozen=True, slots=True)
class MatchSpans:
    """Matched ranges per field of a row; empty for fields that did not match."""

    name: Ranges
    section: Ranges
    """Within the section path."""
    description: Ranges
    """Within the plain description."""
    url: Ranges


class _Sought(NamedTuple):
    """A term, with what is asked of each text before it is looked at closely."""

    words: TextTerm
    needle: str
    """As it is compared."""
    letters: frozenset[str] | None
    """Those that a name has where the letters of the term stand apart; None if they never do."""

    @classmethod
    def of(cls, words: TextTerm) -> _Sought:
        is_apart = is_fuzzy(words) or words.slip
        letters = frozenset("" if words.slip else lower(words.needle)) if is_apart else None
        return cls(words, in_case(words, words.needle), letters)


class SpanFinder:
    """Finder of the characters that a query matches, in one text after the other."""

    def __init__(self, query: Query) -> None:
        terms = dict.fromkeys(query.terms)
        self._sought = [
            _Sought.of(term)
            for term in terms
            if isinstance(term, TextTerm) and not term.negated and not term.column
        ]  # a text does not tell its column

    def find(self, text: str, field: Field) -> Ranges:
        """Return the ranges of `text`, the content of `field`, that the query matches."""
        folded = fold(text)
        small = lower(folded)
        letters = frozenset(small) if field == "name" else frozenset()
        found = _joined(
            one
            for sought in self._sought
            if sought.needle in (folded if sought.words.cased else small)
            or (field == "name" and sought.letters is not None and sought.letters <= letters)
            if _looks_at(sought.words, field)
            for one in _matched(sought, folded, field)
        )
        return found if text.isascii() or not found else _joined(_shown(found, text))


def spans(query: Query, text: str, field: Field) -> Ranges:
    """Return the ranges of `text`, the content of `field`, that the query matches."""
    return SpanFinder(query).find(text, field)


def hidden_terms(query: Query, name: str, description: str) -> Query:
    """Return the groups of a query that search both texts but match neither."""
    return Query(
        tuple(
            group
            for group in query.groups
            if any(isinstance(term, TextTerm) and term.place is None for term in group)
            and not spans(Query((group,)), name, "name")
            and not spans(Query((group,)), description, "desc")
        )
    )


def _looks_at(words: TextTerm, field: Field) -> bool:
    is_part = words.place in FIELDS and FIELDS[words.place].part_of == field
    return is_part or words.place in (None, field)


def _matched(sought: _Sought, folded: str, field: Field) -> list[Range]:
    words, needle = sought.words, sought.needle
    start, stop = FIELDS[words.place].span(folded) if words.place in FIELDS else (0, len(folded))
    text = in_case(words, folded[start:stop])
    found = [at for at in occurrences(needle, text) if _fits(words.mode, at, needle, text)]
    if not found and field == "name":
        return _apart(words, folded)
    return [(start + at, start + at + len(needle)) for at in found]


def _apart(words: TextTerm, folded: str) -> list[Range]:
    """Return the ranges of letters that stand apart in a name, or of a word with a typo."""
    if is_fuzzy(words) and (found := fuzzy_offsets(words, folded)):
        return [(at, at + 1) for at in found]
    if not words.slip:
        return []
    ends = (
        (start, near_ends(lower(words.needle), lower(token)))
        for start, token in name_tokens(folded)
    )
    return [(start, start + max(found)) for start, found in ends if found]


def _fits(mode: Mode, at: int, needle: str, text: str) -> bool:
    at_start, at_end = at == 0, at + len(needle) == len(text)
    if mode == "word start":
        return at_start or not (needle[0].isalnum() and text[at - 1].isalnum())
    return (at_start or mode not in ("start", "whole")) and (at_end or mode not in ("end", "whole"))


def _shown(matched: Iterable[Range], text: str) -> list[Range]:
    """Map ranges of folded text to `text`, extended to whole grapheme clusters."""
    origins = source_positions(text)
    touched = {origins[character] for one in matched for character in range(*one)}
    return [piece for piece in grapheme_clusters(text) if not touched.isdisjoint(range(*piece))]


def _joined(ranges: Iterable[Range]) -> Ranges:
    """Merge adjacent and overlapping ranges, in order."""
    joined: list[Range] = []
    for start, stop in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return tuple(joined)
