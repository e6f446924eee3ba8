"""Words of folded texts, and abbreviations that are made of the words of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+")
# Humps of camel case, digits, and the rest: words of other scripts.
_PART = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_SIGN = re.compile(r"([^\w\s]|_)")
_REPOSITORY = re.compile(r"(?P<owner>[\w.-]+)/[\w.-]*[^\W_][\w.-]*")
_LONG_ABBREVIATION = 8
_SHORT_NAME, _FEW_PARTS = 200, 12


class Word(NamedTuple):
    """A word of a name."""

    start: int
    text: str


def lower(text: str) -> str:
    """Return folded `text` in lower case, with one form of the Greek sigma."""
    return text.lower() if text.isascii() else text.lower().replace("ς", "σ")


def tokens(text: str) -> list[str]:
    """Return what stands between signs and spaces, in lower case."""
    return _TOKEN.findall(lower(text))


def split_tokens(name: str) -> list[str]:
    """Return what stands between signs and spaces, as it is written."""
    return _TOKEN.findall(name)


def is_word(text: str) -> bool:
    """True if `text` is a single token."""
    return _TOKEN.fullmatch(text) is not None


def name_tokens(name: str) -> list[Word]:
    """Return the tokens of a name with their offsets, as they are written."""
    return [Word(match.start(), match[0]) for match in _TOKEN.finditer(name)]


def name_parts(name: str) -> list[Word]:
    """Return the smallest words of a name: graph and ql of GraphQL, sqlite and 3 of sqlite3."""
    return [Word(match.start(), lower(match[0])) for match in _PART.finditer(name)]


def token_words(token: str) -> tuple[list[str], list[str]]:
    """Return the words in a token of a name that it begins with, and its later parts."""
    whole = lower(token)
    if token.islower() and token.isalpha() and token.isascii():
        return [whole], []
    first, *later = part_texts(token)
    return list(dict.fromkeys((whole, first))), later


def first_token(name: str) -> int:
    """Return the number of the token that a name begins with, after the owner of a repository."""
    found = _REPOSITORY.fullmatch(name)
    return len(split_tokens(found["owner"])) if found else 0


def name_words(name: str) -> dict[str, bool]:
    """Return the tokens of a name and their parts; True for those that it begins with."""
    words: dict[str, bool] = {}
    first = first_token(name)
    for number, token in enumerate(split_tokens(name)):
        beginning, later = token_words(token)
        for word in beginning:
            words[word] = words.get(word, False) or number == first
        for word in later:
            words.setdefault(word, False)
    return words


def spaced(text: str) -> str:
    """Return `text` with spaces around each sign, so that spaces delimit all words.

    What holds a text consecutively holds its spaced form in its own spaced form.
    """
    return " ".join(_SIGN.split(text))


def padded(text: str) -> str:
    """Return the spaced form of a text, with a space at each end."""
    return f" {spaced(text)} "


@lru_cache(256)
def whole(needle: str) -> str:
    """Return the spaced form that a padded text holds where it holds `needle` as whole words."""
    before, after = (" " if letter.isalnum() else "" for letter in (needle[0], needle[-1]))
    return f"{before}{spaced(needle)}{after}"


def joined_parts(name: str) -> str:
    """Return the texts of `name_parts`, with spaces between them."""
    return lower(" ".join(_PART.findall(name)))


def part_texts(name: str) -> tuple[str, ...]:
    """Return the texts of `name_parts`, which takes less time."""
    return tuple(map(str.lower if name.isascii() else lower, _PART.findall(name)))


def initials(name: str) -> str:
    """Return the first letters of the smallest words of a name."""
    return "".join(part[0] for part in part_texts(name))


def are_initials(needle: str, letters: str) -> bool:
    """True if `needle` is all of these initials, or the first three or more of them."""
    return letters == needle or (len(needle) > 2 and letters.startswith(needle))


def joins_words(needle: str, texts: Sequence[str]) -> bool:
    """True if `needle` is some of these words written together, or two letters of the last.

    nodejs and gopk, but not gop: Node.js, Go Pkg
    """
    return any(_is_joined(needle, texts[number:]) for number in range(len(texts)))


def _is_joined(needle: str, texts: Sequence[str]) -> bool:
    for text in texts:
        if not needle.startswith(text):
            return not needle or (len(needle) > 1 and text.startswith(needle))
        needle = needle[len(text) :]
    return not needle


def find_in_word(needle: str, name: str) -> list[int]:
    """Return the offsets of the letters of `needle` in the first word that has them in order."""
    for start, token in name_tokens(name):
        if found := find_in_token(needle, token):
            return [start + at for at in found]
    return []


def find_in_token(needle: str, token: str) -> list[int]:
    """Return offsets in `token` that spell the needle in order; empty if there are none.

    In a token of several parts they stand in one part, or no part is entered but by its start.

    PostgreSQL: p and g in Postgre, sql in SQL; but orm is not in OllamaFarm
    """
    parts = name_parts(token)
    if len(parts) == 1:
        return find_scattered(needle, lower(token))
    for start, text in parts:
        if found := find_scattered(needle, text):
            return [start + at for at in found]
    return _spell(needle, parts, _find_leading)


def _find_leading(letters: str, text: str) -> list[int]:
    """Return offsets in `text` that spell as many of the first letters as it has in order."""
    found: list[int] = []
    at = -1
    for letter in letters:
        at = text.find(letter, at + 1)
        if at < 0:
            break
        found.append(at)
    return found


def find_word_starts(needle: str, parts: Sequence[Word]) -> list[int]:
    """Return the offsets of `needle` where its letters start words; words may be left out.

    g o p k g      r o r
    Go  Pkg        Ruby  on  Rails
    """

    def begin(letters: str, text: str) -> range:
        return range(_common(letters, 0, text))

    return _spell(needle, parts, begin, shortest_piece(needle))


def shortest_piece(abbreviation: str) -> int:
    """Return how many letters a piece of it has at least, unless it is a whole word."""
    return 2 if len(abbreviation) > _LONG_ABBREVIATION else 1


def _spell(
    needle: str,
    parts: Sequence[Word],
    begin: Callable[[str, str], Sequence[int]],
    shortest: int = 1,
) -> list[int]:
    """Return offsets that spell `needle`, each part entered by its first letter; or none.

    p s q l
    P o s t g r e   S Q L
    p . s                      all that `begin` finds here, but then ql starts no part,
    p               s q l      so less of it is taken
    """
    hopeless: set[tuple[int, int]] = set()

    def spell(at: int, number: int) -> list[int] | None:
        if at == len(needle):
            return []
        if (at, number) in hopeless:
            return None
        for later, (start, text) in enumerate(parts[number:], number):
            if text[0] != needle[at]:
                continue
            inside = begin(needle[at:], text)
            for length in range(len(inside), min(shortest, len(text)) - 1, -1):
                if (rest := spell(at + length, later + 1)) is not None:
                    return [*(start + place for place in inside[:length]), *rest]
        hopeless.add((at, number))
        return None

    return spell(0, 0) or []


def abbreviates(needle: str) -> Callable[[str], bool]:
    """Return a test whether `needle` abbreviates words, which are given with spaces between them.

    Where trying cannot take long, a pattern does: each letter follows the one before it, or starts
    a later word.
    """
    gap = "(?:.* )?"
    match = re.compile(gap + gap.join(map(re.escape, needle))).match
    is_free = shortest_piece(needle) == 1

    def test(parts: str) -> bool:
        if is_free and len(parts) <= _SHORT_NAME and parts.count(" ") < _FEW_PARTS:
            return match(parts) is not None
        return is_abbreviation(needle, parts.split())

    return test


def is_abbreviation(needle: str, texts: Sequence[str]) -> bool:
    """True if `find_word_starts` finds any; it takes longer, as it says which.

    gopkg     Go    Pkg
    0         1 2   3 4 5     how many letters may be spelt once a word was looked at
    """
    shortest = shortest_piece(needle)
    spelt = {0}
    for text in texts:
        if text[0] in needle:
            spelt |= {
                at + length
                for at in spelt
                for length in range(min(shortest, len(text)), _common(needle, at, text) + 1)
            }
    return len(needle) in spelt


def _common(needle: str, at: int, text: str) -> int:
    """Return how many letters of `needle` from `at` on `text` begins with."""
    length = 0
    while length < len(text) and needle[at + length : at + length + 1] == text[length]:
        length += 1
    return length


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


def occurrences(needle: str, text: str) -> Iterator[int]:
    """Yield the offsets of `needle` in `text`, overlapping ones included."""
    start = text.find(needle)
    while start >= 0:
        yield start
        start = text.find(needle, start + 1)


def near_ends(needle: str, text: str) -> set[int]:
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
