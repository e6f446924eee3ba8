"""Sets of rows as integers, bit n for row n: a hundred thousand rows meet in microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from typing import TypeAlias

Bits: TypeAlias = int

_ONE = ord("1")
_RARE = 10
"""One row of so many is sooner looked for than every row looked at."""
_DIGITS = b"01" + bytes(254)
_TRUTH = bytes(byte == _ONE for byte in range(256))


def bits(rows: Iterable[int], size: int) -> Bits:
    """The set of these rows, each below `size`."""
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


def members(rows: Bits, first: int = 0) -> Iterator[int]:
    """The rows of a set, in order, numbered from `first`."""
    digits = f"{rows:b}".encode()[::-1]
    if rows.bit_count() * _RARE < len(digits):
        return _ones(digits, first)
    return compress(count(first), digits.translate(_TRUTH))


def _ones(digits: bytes, first: int) -> Iterator[int]:
    at = digits.find(_ONE)
    while at >= 0:
        yield first + at
        at = digits.find(_ONE, at + 1)
