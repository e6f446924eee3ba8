"""Which characters matched, for the rows that are on screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from awesome_tui.search.block import host_span
from awesome_tui.search.folding import clusters, fold, sources
from awesome_tui.search.query import Mode, Query, Words
from awesome_tui.search.ranking import cased, occurrences, scattered

Range: TypeAlias = tuple[int, int]
"""From a character to before another."""
Ranges: TypeAlias = tuple[Range, ...]
Field: TypeAlias = Literal["name", "desc", "in", "url"]


@dataclass(frozen=True, slots=True)
class Spans:
    """The matched characters of a row; empty in the fields that did not match."""

    name: Ranges
    section: Ranges
    """In the section path."""
    description: Ranges
    """In the plain description."""
    url: Ranges


def spans(query: Query, text: str, field: Field) -> Ranges:
    """The characters of `text`, shown as this field of an entry, in which the query is found."""
    folded = fold(text)
    matched = {
        character for words in _wanted(query, field) for character in _matched(words, folded, field)
    }
    return _ranges(sorted(_shown(matched, text)))


def unseen(query: Query, name: str, description: str) -> Query:
    """What of a query neither of these shows, although it looks at both."""
    return Query(
        tuple(
            group
            for group in query.groups
            if any(isinstance(term, Words) and term.place is None for term in group)
            and not spans(Query((group,)), name, "name")
            and not spans(Query((group,)), description, "desc")
        )
    )


def _wanted(query: Query, field: Field) -> Iterator[Words]:
    for group in query.groups:
        for term in group:
            if isinstance(term, Words) and not term.negated and _looks_at(term, field):
                yield term


def _looks_at(words: Words, field: Field) -> bool:
    return words.place in (None, field) or (words.place == "host" and field == "url")


def _matched(words: Words, folded: str, field: Field) -> list[int]:
    start, stop = host_span(folded) if words.place == "host" else (0, len(folded))
    needle, text = cased(words, words.needle), cased(words, folded[start:stop])
    found = [at for at in occurrences(needle, text) if _fits(words.mode, at, needle, text)]
    if not found and words.mode == "fuzzy" and field == "name":
        return _aligned(needle, text, words.slip)
    return list(_covered((start + at for at in found), len(needle)))


def _aligned(needle: str, text: str, slip: bool) -> list[int]:
    found = scattered(needle, text)
    if found or not slip:
        return found
    shorter = (needle[:n] + needle[n + 1 :] for n in range(len(needle)))
    pieces = filter(None, (scattered(rest, text) for rest in shorter))
    return min(pieces, key=lambda piece: piece[-1] - piece[0], default=[])


def _covered(starts: Iterable[int], length: int) -> Iterator[int]:
    """The characters of pieces of this length, each once although the pieces may overlap."""
    end = 0
    for start in starts:
        yield from range(max(start, end), start + length)
        end = start + length


def _fits(mode: Mode, at: int, needle: str, text: str) -> bool:
    at_start, at_end = at == 0, at + len(needle) == len(text)
    return (at_start or mode not in ("start", "whole")) and (at_end or mode not in ("end", "whole"))


def _shown(matched: set[int], text: str) -> set[int]:
    """The same in unfolded `text`, and what must not be drawn apart from it."""
    if not matched or text.isascii():
        return matched
    origins = sources(text)
    touched = {origins[character] for character in matched}
    return {
        character
        for piece in clusters(text)
        if not touched.isdisjoint(range(*piece))
        for character in range(*piece)
    }


def _ranges(characters: Iterable[int]) -> Ranges:
    ranges: list[Range] = []
    for character in characters:
        if ranges and ranges[-1][1] == character:
            ranges[-1] = (ranges[-1][0], character + 1)
        else:
            ranges.append((character, character + 1))
    return tuple(ranges)
