"""Sets of rows as integers, bit n for row n: a hundred thousand rows meet in microseconds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, count
from typing import TypeAlias

Bits: TypeAlias = int

_ONE = ord("1")
_FEW = 20
"""One row of so many is sooner put in its byte than every row given a digit."""
_RARE = 10
"""One row of so many is sooner looked for than every row looked at."""
_DIGITS = b"01" + bytes(254)
_TRUTH = bytes(byte == _ONE for byte in range(256))
_SOME = re.compile(rb"[^\0]")
_PLACES = [[place for place in range(8) if byte >> place & 1] for byte in range(256)]
"""The ones of each byte."""


def bits(rows: Collection[int], size: int) -> Bits:
    """The set of these rows, each below `size`."""
    if len(rows) * _FEW < size:
        octets = bytearray(size // 8 + 1)
        for row in rows:
            octets[row >> 3] |= 1 << (row & 7)
        return int.from_bytes(octets, "little")
    digits = bytearray(b"0") * size
    for row in rows:
        digits[~row] = _ONE
    return int(digits or b"0", 2)


def bits_of_runs(runs: Sequence[tuple[int, int]]) -> Bits:
    """The set of the rows from each first to before each second number, which ascend."""
    size = runs[-1][1]
    digits = bytearray(b"0") * size
    for start, stop in runs:
        digits[size - stop : size - start] = b"1" * (stop - start)
    return int(digits, 2)


def bits_where(flags: Iterable[bool]) -> Bits:
    """The set of the rows whose flag is true; the flag of row 0 comes last."""
    return int(bytes(flags).translate(_DIGITS), 2)


def members(rows: Bits) -> Iterator[int]:
    """The rows of a set, in order."""
    size, found = rows.bit_length(), rows.bit_count()
    if found * _RARE < size:
        return _few(rows.to_bytes(size // 8 + 1, "little"))
    return compress(count(), flags(rows, size))


def flags(rows: Bits, size: int) -> bytes:
    """A byte for each row below `size`, 1 if it is in the set and 0 if not."""
    return f"{rows:0{size}b}".encode()[::-1].translate(_TRUTH)


def _few(octets: bytes) -> Iterator[int]:
    for some in _SOME.finditer(octets):
        at = some.start()
        for place in _PLACES[octets[at]]:
            yield 8 * at + place
