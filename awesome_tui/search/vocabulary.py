"""Words of the names of all rows: what they start with, abbreviate or nearly are.

Names have some ten thousand different words, which are searched in a millisecond, where a million
names take fifty.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from string import ascii_lowercase, digits
from typing import TypeAlias

from awesome_tui.search.bitset import Bits, members
from awesome_tui.search.column import Column
from awesome_tui.search.words import is_long, near_ends, split_tokens, token_words

_RARE = 8_000
"""With one row in `_RARE` or fewer, looking at each is faster than searching on."""
_REMEMBERED = 64
"""Cached results; the longest take as many bits as there are rows."""


_Holder: TypeAlias = tuple["array[int]", bool]
"""Rows of a token, as `Vocabulary` keeps them, and True if the token begins with a word."""


class Vocabulary:
    """Words by the rows whose names hold them; one thread may add while others search."""

    def __init__(self) -> None:
        self._size = 0
        self._words: list[str] = []
        self._texts = Column()
        """The texts of `_words`."""
        self._tokens: dict[str, tuple[array[int], Sequence[bytearray]]] = {}
        """For each token, as it is written, its rows, doubled, and 1 more where the name begins
        with it; and the `_letters` of its words."""
        self._holders: dict[str, list[_Holder]] = {}
        """For each word the tokens that hold it."""
        self._by_start: dict[str, list[str]] = {}
        """Words by their first two letters."""
        self._letters = {letter: bytearray() for letter in ascii_lowercase + digits}
        """For each of these letters, a bit per row: 1 if a word starts with it."""
        self._remembered: dict[tuple[object, ...], Bits] = {}

    def extend(self, start: int, names: Sequence[str]) -> None:
        """Add the folded names of the rows from `start` on.

        What is looked up elsewhere is added first, as in `Block`.
        """
        known = len(self._words)
        for flags in self._letters.values():
            flags.extend(bytes((start + len(names)) // 8 + 1 - len(flags)))
        for row, name in enumerate(names, start):
            self._size = row + 1
            place, octet, bit = row * 2 + 1, row >> 3, 1 << (row & 7)
            for token in split_tokens(name):
                rows, letters = self._tokens.get(token) or self._add_token(token)
                rows.append(place)
                for octets in letters:
                    octets[octet] |= bit
                place = row * 2
        self._texts.extend(self._words[known:])

    def _add_token(self, token: str) -> tuple[array[int], Sequence[bytearray]]:
        rows = array("I")
        beginning, later = token_words(token)
        for word in beginning:
            self._add_word(word, (rows, True))
        for word in later:
            self._add_word(word, (rows, False))
        starts = {word[0] for word in beginning + later}
        letters = [self._letters[start] for start in starts if start in self._letters]
        self._tokens[token] = rows, letters
        return rows, letters

    def _add_word(self, word: str, holder: _Holder) -> None:
        holders = self._holders.get(word)
        if holders is not None:
            holders.append(holder)
            return
        self._holders[word] = [holder]
        self._by_start.setdefault(word[:2], []).append(word)
        self._words.append(word)

    def whole(self, word: str) -> Bits:
        """Return the rows whose names hold this word."""
        return self._remember(lambda: self._rows_of([word]), "whole", word)

    def first(self, word: str) -> Bits:
        """Return the rows whose names begin with this word."""
        return self._remember(lambda: self._rows_of([word], only_first=True), "first", word)

    def starting(self, text: str) -> Bits:
        """Return the rows whose names hold a word that starts with `text`."""
        if octets := self._letters.get(text):
            return int.from_bytes(octets, "little")
        return self._remember(lambda: self._rows_of(self._words_from(text)), "start", text)

    def spelling(self, letters: str) -> Bits:
        """Return the rows whose names hold a word with these letters in order."""
        return self._remember(
            lambda: self._rows_of(self._found(self._texts.find(letters, "scattered"))),
            *("spell", letters),
        )

    def abbreviated(self, letters: str) -> Bits:
        """Return the rows with words for all pieces of an abbreviation, in whatever order.

        Nearly all of them hold it; the names of the few that are left have to be looked at.
        """
        return self._remember(lambda: self._abbreviated(letters), "abbreviated", letters)

    def near(self, word: str, *, is_whole: bool, is_first: bool = False) -> Bits:
        """Return the rows with a word that is, or else starts with, `word` but for one typo."""
        return self._remember(
            lambda: self._rows_of(self._near_words(word, is_whole), only_first=is_first),
            *("near", word, is_whole, is_first),
        )

    def _near_words(self, word: str, is_whole: bool) -> list[str]:
        ends = ((other, near_ends(word, other)) for other in self._similar(word))
        return [other for other, found in ends if (len(other) in found if is_whole else found)]

    def _similar(self, word: str) -> Sequence[str]:
        return self._found(self._texts.find(word, "scattered", typos=1))

    def _found(self, numbers: Bits) -> Sequence[str]:
        return [self._words[number] for number in members(numbers)]

    def _words_from(self, text: str) -> list[str]:
        return [word for word in self._by_start.get(text[:2], ()) if word.startswith(text)]

    def _abbreviated(self, letters: str) -> Bits:
        """Add a piece at a time, as `find_pieces`: `reached[n]` have the first n letters.

        Where only few are left, looking at their names is faster than the pieces that follow.
        """
        found, few = 0, self._size // _RARE
        reached = [0] * (len(letters) + 1)
        reached[0] = (1 << self._size) - 1
        for start in range(len(letters)):
            rows = reached[start] & ~found
            if rows.bit_count() <= few:
                found |= rows
                continue
            for stop in range(start + 1, len(letters) + 1):
                piece = letters[start:stop]
                these = self.starting(piece)
                if not these:
                    break
                if len(piece) < len(letters):
                    is_word = len(piece) == 1 and is_long(letters)
                    reached[stop] |= rows & (self.whole(piece) if is_word else these)
        return found | reached[-1]

    def _rows_of(self, words: Sequence[str], *, only_first: bool = False) -> Bits:
        holders = [holder for word in words for holder in self._holders.get(word, ())]
        these = [array("I", rows) for rows, begins in holders if begins or not only_first]
        octets = bytearray(self._size // 8 + 1)  # read after the rows, which are added later
        for rows in these:
            for row in rows:
                if not only_first or row & 1:
                    octets[row >> 4] |= 1 << (row >> 1 & 7)
        return int.from_bytes(octets, "little")

    def _remember(self, find: Callable[[], Bits], *asked: object) -> Bits:
        key = (*asked, self._size)
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = find()
            for oldest in list(self._remembered)[:-_REMEMBERED]:
                self._remembered.pop(oldest, None)
        return found
