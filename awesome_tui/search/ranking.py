"""Matching of words against a single text, and ranking of names."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from awesome_tui.search.query import TextTerm


class Rank(IntEnum):
    """Field or position in which a term was found, best first."""

    EXACT = 0
    START = 1
    WORD = 2
    NAME = 3
    SECTION = 4
    DESCRIPTION = 5
    URL = 6


def name_rank(words: TextTerm, name: str) -> Rank:
    """Rank a folded name that is known to match the words in their mode."""
    needle, text = normalize_case(words, words.needle), normalize_case(words, name)
    if words.slip:
        return _slipped_rank(needle, text, name)
    if text == needle:
        return Rank.EXACT
    if words.mode == "start" or (words.mode != "end" and text.startswith(needle)):
        return Rank.START
    starts = [len(text) - len(needle)] if words.mode == "end" else occurrences(needle, text)
    return Rank.WORD if any(starts_word(name, start) for start in starts) else Rank.NAME


def contains_words(words: TextTerm, text: str) -> bool:
    """True if folded `text` contains the words as consecutive characters, in their mode."""
    needle, text = normalize_case(words, words.needle), normalize_case(words, text)
    match words.mode:
        case "start":
            return text.startswith(needle)
        case "end":
            return text.endswith(needle)
        case "whole":
            return text == needle
    return needle in text


def normalize_case(words: TextTerm, text: str) -> str:
    """Return `text` as these words compare it: in lower case unless cased, sigmas unified."""
    if words.cased:
        return text
    return text.lower() if text.isascii() else text.lower().replace("ς", "σ")


def occurrences(needle: str, text: str) -> Iterator[int]:
    """Yield the offsets of `needle` in `text`, overlapping ones included."""
    start = text.find(needle)
    while start >= 0:
        yield start
        start = text.find(needle, start + 1)


def find_scattered(needle: str, text: str) -> list[int]:
    """Return offsets in `text` that spell the needle in order, with gaps; empty if there are none.

    k a f k a   t o w e r
    k . . . . . t            forward to the first end,
          k . . t            then back to the last start before it
    """
    at = 0
    for letter in needle:
        at = text.find(letter, at) + 1
        if not at:
            return []
    found = []
    for letter in reversed(needle):
        at = text.rfind(letter, 0, at)
        found.append(at)
    return found[::-1]


def starts_word(name: str, at: int) -> bool:
    """True if a word of the name starts at `at`, as Q in GraphQL and S in HTTPServer."""
    before, here, after = name[at - 1 : at], name[at], name[at + 1 : at + 2]
    if not before.isalnum():
        return True
    return here.isupper() and (not before.isupper() or after.islower())


def _slipped_rank(needle: str, text: str, name: str) -> Rank:
    ends = _slipped_ends(needle, text)
    if len(text) in ends:
        return Rank.EXACT
    if ends:
        return Rank.START
    words = (at for at in range(1, len(text)) if starts_word(name, at))
    return Rank.WORD if any(_slipped_ends(needle, text[at:]) for at in words) else Rank.NAME


def _slipped_ends(needle: str, text: str) -> set[int]:
    """Return the end offsets of matches at the start of `text` with at most one typo."""
    same = next((n for n, wanted in enumerate(needle) if text[n : n + 1] != wanted), len(needle))
    wanted, there = needle[same:], text[same:]
    slips = [
        (wanted, 0),  # no typo
        (wanted[1:], 0),  # one letter too many
        (wanted, 1),  # one letter missing
        (wanted[1:], 1),  # one letter replaced
        (wanted[1::-1] + wanted[2:], 0),  # two letters swapped
    ]
    return {
        same + skipped + len(rest) for rest, skipped in slips if there.startswith(rest, skipped)
    }
