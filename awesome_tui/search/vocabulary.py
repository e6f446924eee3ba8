"""Words of the names of all rows: what they start with, abbreviate or nearly are.

Names have some ten thousand different words, which are searched in a millisecond, where a million
names take fifty. The rows that they answer with are a bit for each row of all blocks, as bytes, of
which each block takes its own.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import ascii_lowercase, digits
from typing import NamedTuple

from awesome_tui.search.bitset import Bits, bits, members
from awesome_tui.search.column import Column
from awesome_tui.search.recent import Recent, Room
from awesome_tui.search.words import (
    find_in_token,
    first_token,
    near_ends,
    shortest_piece,
    split_tokens,
    token_words,
)

_RARE = 8_000
"""With one row in `_RARE` or fewer, looking at each is faster than searching on."""


class _TokenRows(NamedTuple):
    """The rows whose names hold a token."""

    first: array[int]
    """Those whose names begin with it."""
    later: array[int]


class _Holder(NamedTuple):
    """A token that holds a word."""

    rows: _TokenRows
    begins: bool
    """True if it begins with the word."""
    token: str = ""
    """As it is written, if it has several parts and the word is all of it."""


class Vocabulary:
    """Words by the rows whose names hold them; one thread may add while others search."""

    def __init__(self, room: Room) -> None:
        self._size = self._complete = 0
        """Number of rows, and of those that are completely added."""
        self._words: list[str] = []
        self._texts = Column()
        """The texts of `_words`."""
        self._tokens: dict[str, tuple[_TokenRows, str, Sequence[bytearray]]] = {}
        """For each token, as it is written, its rows, the first letters of its parts, and the
        `_letters` of its words."""
        self._holders: dict[str, list[_Holder]] = {}
        """For each word the tokens that hold it."""
        self._by_start: dict[str, list[str]] = {}
        """Words by their first two letters."""
        self._letters = {letter: bytearray() for letter in ascii_lowercase + digits}
        """For each of these letters, a bit per row: 1 if a word starts with it."""
        self._repeated = {letter: bytearray() for letter in self._letters}
        """The same where several words of a name start with it."""
        self._recent: Recent[bytes] = Recent(room)

    def extend(self, start: int, names: Sequence[str]) -> list[str]:
        """Add the folded names of the rows from `start` on, and return their initials.

        What is looked up elsewhere is added first, as in `Block`.
        """
        spelt, known = len(self._words), self._tokens
        self._size = start + len(names)
        for starting in (*self._letters.values(), *self._repeated.values()):
            starting.extend(bytes(self._size // 8 + 1 - len(starting)))
        all_initials = []
        for row, name in enumerate(names, start):
            octet, bit = row >> 3, 1 << (row & 7)
            first, initials = first_token(name), ""
            for number, token in enumerate(split_tokens(name)):
                rows, starts, letters = known.get(token) or self._add_token(token)
                rows[number != first].append(row)
                initials += starts
                for starting in letters:
                    starting[octet] |= bit
            if len(set(initials)) < len(initials):
                self._note_repeated(initials, octet, bit)
            all_initials.append(initials)
        self._texts.extend(self._words[spelt:])
        self._complete = self._size
        return all_initials

    def _note_repeated(self, initials: str, octet: int, bit: int) -> None:
        for letter in self._repeated.keys() & set(initials):
            if initials.count(letter) > 1:
                self._repeated[letter][octet] |= bit

    def _add_token(self, token: str) -> tuple[_TokenRows, str, Sequence[bytearray]]:
        rows = _TokenRows(array("I"), array("I"))
        beginning, later = token_words(token)
        for number, word in enumerate(beginning):
            is_compound = not number and len(beginning) + len(later) > 1
            self._add_word(word, _Holder(rows, True, token if is_compound else ""))
        for word in later:
            self._add_word(word, _Holder(rows, False))
        starts = beginning[-1][0] + "".join(word[0] for word in later)
        flagged = {beginning[0][0], *starts} & self._letters.keys()
        self._tokens[token] = known = rows, starts, tuple(self._letters[one] for one in flagged)
        return known

    def _add_word(self, word: str, holder: _Holder) -> None:
        holders = self._holders.get(word)
        if holders is not None:
            holders.append(holder)
            return
        self._holders[word] = [holder]
        self._by_start.setdefault(word[:2], []).append(word)
        self._words.append(word)

    def whole(self, word: str) -> bytes:
        """Return the rows whose names hold this word."""
        return self._remember(lambda: self._rows_of([word]), "whole", word)

    def first(self, word: str) -> bytes:
        """Return the rows whose names begin with this word."""
        return self._remember(lambda: self._rows_of([word], only_first=True), "first", word)

    def starting(self, text: str) -> bytes:
        """Return the rows whose names hold a word that starts with `text`."""
        return self._remember(lambda: self._starting(text), "start", text)

    def holding(self, text: str) -> bytes:
        """Return the rows whose names hold `text`, which is all letters and digits."""
        return self._remember(
            lambda: self._rows_of(self._found(self._texts.find(text, "inside"))), "hold", text
        )

    def spelling(self, letters: str) -> bytes:
        """Return the rows whose names hold a token with these letters together or in order."""
        return self._remember(
            lambda: self._union(
                rows for one in self._holders_spelling(letters) for rows in one.rows
            ),
            *("spell", letters),
        )

    def abbreviated(self, letters: str) -> bytes:
        """Return the rows with words for all pieces of an abbreviation, in whatever order.

        gop   go + p     rows with a word that starts with go, and one with p
              g + op     ..                               g                 op
              g + o + p  ..                               g, one with o and one with p

        Many of them hold it, but their names have to be looked at. Where only few are left, that is
        faster than the pieces that follow.
        """
        return self._remember(lambda: self._abbreviated(letters), "abbreviated", letters)

    def joined(self, letters: str) -> bytes:
        """Return the rows with all words that `letters` may be, written together.

        The last may be the start of one. Their names have to be looked at.
        """
        return self._remember(lambda: self._joined(letters), "joined", letters)

    def near(self, word: str, *, is_whole: bool, is_first: bool = False) -> bytes:
        """Return the rows with a word that is, or else starts with, `word` but for one typo."""
        return self._remember(
            lambda: self._rows_of(self._near_words(word, is_whole), only_first=is_first),
            *("near", word, is_whole, is_first),
        )

    def _starting(self, text: str) -> bytes:
        if flags := self._letters.get(text):
            return bytes(flags)
        words = self._by_start.get(text[:2], ())
        return self._rows_of(word for word in words if word.startswith(text))

    def _holders_spelling(self, letters: str) -> Iterator[_Holder]:
        for word in self._found(self._texts.find(letters, "scattered")):
            for one in self._holders[word]:
                if not one.token or letters in word or self._spelt_by_parts(letters, one.token):
                    yield one

    def _spelt_by_parts(self, letters: str, token: str) -> bool:
        """True if several parts of a token spell the letters; a part alone is a word, too."""
        starts = self._tokens[token][1]
        first = starts.find(letters[0])
        if first < 0 or not any(one in starts[first + 1 :] for one in letters[1:]):
            return False
        return bool(find_in_token(letters, token))

    def _near_words(self, word: str, is_whole: bool) -> list[str]:
        similar = self._found(self._texts.find(word, "scattered", typos=1))
        ends = ((other, near_ends(word, other)) for other in similar)
        return [other for other, found in ends if (len(other) in found if is_whole else found)]

    def _found(self, numbers: Bits) -> Sequence[str]:
        return [self._words[number] for number in members(numbers)]

    def _abbreviated(self, letters: str) -> bytes:
        few, shortest = self._size // _RARE, shortest_piece(letters)
        found = 0
        left = [(0, "", (1 << self._size) - 1)]  # the length of some pieces, their initials, rows
        while left:
            start, heads, rows = left.pop()
            if start == len(letters) or rows.bit_count() <= few:
                found |= rows
                continue
            for stop in range(start + 1, len(letters) + (start > 0)):
                piece = letters[start:stop]
                is_whole = len(piece) < shortest
                if these := rows & self._with_piece(piece, heads, is_whole=is_whole):
                    left.append((stop, heads + letters[start], these))
                elif not is_whole:
                    break
        return found.to_bytes(self._size // 8 + 1, "little")

    def _joined(self, letters: str) -> bytes:
        spelt = {0: (1 << self._size) - 1}  # the rows by how many letters are spelt
        for start in range(len(letters)):
            if not (rows := spelt.get(start)):
                continue
            for stop in range(start + 1, len(letters) + (start > 0)):
                if (word := letters[start:stop]) in self._holders:
                    these = rows & _bits(self._rows_of([word]))
                    spelt[stop] = spelt.get(stop, 0) | these
            if 0 < start < len(letters) - 1:
                these = rows & _bits(self.starting(letters[start:]))
                spelt[len(letters)] = spelt.get(len(letters), 0) | these
        found = spelt.get(len(letters), 0)
        return found.to_bytes(self._size // 8 + 1, "little")

    def _with_piece(self, piece: str, heads: str, *, is_whole: bool) -> Bits:
        """Return the rows with a word for a piece that follows pieces with these initials."""
        rows = _bits(self.whole(piece) if is_whole else self.starting(piece))
        if piece[0] in heads and piece[0] in self._repeated:
            rows &= _bits(self._repeated[piece[0]])
        return rows

    def _rows_of(self, words: Iterable[str], *, only_first: bool = False) -> bytes:
        holders = (one for word in words for one in self._holders.get(word, ()))
        if only_first:
            return self._union(one.rows.first for one in holders if one.begins)
        return self._union(rows for one in holders for rows in one.rows)

    def _union(self, tokens: Iterable[array[int]]) -> bytes:
        rows = array("I", b"".join([some.tobytes() for some in tokens if some]))
        size = self._size  # read last: it grows before rows are added
        return bits(rows, size).to_bytes(size // 8 + 1, "little")

    def _remember(self, find: Callable[[], bytes], *asked: object) -> bytes:
        return self._recent.answer((*asked, self._complete), find)


def _bits(flags: bytes | bytearray) -> Bits:
    return int.from_bytes(flags, "little")
