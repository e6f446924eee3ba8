"""Bitsets of rows, bit n for row n: a hundred thousand rows intersect in microseconds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, count
from typing import TypeAlias

Bits: TypeAlias = int

_ONE = ord("1")
_FEW = 20
"""With fewer than one row in `_FEW`, setting bits is faster than writing a digit per row."""
_RARE = 10
"""With fewer than one row in `_RARE`, searching for bits is faster than testing each."""
_DIGITS = b"01" + bytes(254)
_TRUTH = bytes(byte == _ONE for byte in range(256))
_SOME = re.compile(rb"[^\0]")
_PLACES = [[place for place in range(8) if byte >> place & 1] for byte in range(256)]
"""Positions of the set bits of each byte."""


def bits(rows: Collection[int], size: int) -> Bits:
    """Build the set of these rows, each below `size`."""
    if len(rows) * _FEW < size:
        octets = bytearray(size // 8 + 1)
        for row in rows:
            octets[row >> 3] |= 1 << (row & 7)
        return int.from_bytes(octets, "little")
    digits = bytearray(b"0") * size
    for row in rows:
        digits[row] = _ONE
    digits.reverse()
    return int(digits or b"0", 2)


def bits_of_octets(octets: bytes | bytearray, start: int, size: int) -> Bits:
    """Build the set of `size` rows from `start` on, a multiple of 8, out of a bit per row."""
    some = octets[start // 8 : (start + size) // 8 + 1]
    return int.from_bytes(some, "little") & ((1 << size) - 1)


def bits_of_runs(runs: Sequence[tuple[int, int]]) -> Bits:
    """Build the set of the rows in these ascending half-open ranges."""
    size = runs[-1][1]
    digits = bytearray(b"0") * size
    for start, stop in runs:
        digits[size - stop : size - start] = b"1" * (stop - start)
    return int(digits, 2)


def bits_where(flags: Iterable[bool]) -> Bits:
    """Build the set of the rows whose flag is true; the flag of row 0 comes last."""
    return int(bytes(flags).translate(_DIGITS), 2)


def union(sets: Iterable[Bits]) -> Bits:
    """Return the rows of all these sets."""
    rows = 0
    for these in sets:
        rows |= these
    return rows


def members(rows: Bits) -> Iterator[int]:
    """Iterate over the rows of a set, in order."""
    size, found = rows.bit_length(), rows.bit_count()
    if found * _RARE < size:
        return _few(rows.to_bytes(size // 8 + 1, "little"))
    return compress(count(), flags(rows, size))


def flags(rows: Bits, size: int) -> bytes:
    """Return a byte per row below `size`: 1 if it is in the set, else 0."""
    return f"{rows:0{size}b}".encode()[::-1].translate(_TRUTH)


def _few(octets: bytes) -> Iterator[int]:
    for some in _SOME.finditer(octets):
        at = some.start()
        for place in _PLACES[octets[at]]:
            yield 8 * at + place
