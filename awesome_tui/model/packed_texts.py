"""Columns of texts in one piece of memory each, decoded where they are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import overload

_ENCODING, _SURROGATES = "utf-8", "surrogatepass"
_AT_A_TIME = 1_000
"""Texts decoded at once by who reads all."""


@dataclass(frozen=True, slots=True, eq=False)
class PackedTexts(Sequence[str]):
    """Texts without an object for each: a quarter of a million entries take half the memory."""

    data: bytes
    bounds: array[int]
    """Start of each text in `data`, and the end of the last."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> PackedTexts:
        """Pack `texts`."""
        data = "".join(texts).encode(_ENCODING, _SURROGATES)
        each = texts if data.isascii() else [text.encode(_ENCODING, _SURROGATES) for text in texts]
        return cls(data, array("I", accumulate(map(len, each), initial=0)))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), _AT_A_TIME):
            yield from self[start : start + _AT_A_TIME]

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        numbers = range(len(self))[at]
        if isinstance(numbers, int):
            return self._decode(self.bounds[numbers], self.bounds[numbers + 1])
        if numbers.step != 1:
            return [self[number] for number in numbers]
        bounds = self.bounds[numbers.start : numbers.stop + 1]
        if not numbers:
            return []
        first, whole = bounds[0], self._decode(bounds[0], bounds[-1])
        if whole.isascii():
            return [whole[start - first : stop - first] for start, stop in pairwise(bounds)]
        return [self._decode(start, stop) for start, stop in pairwise(bounds)]

    def _decode(self, start: int, stop: int) -> str:
        return self.data[start:stop].decode(_ENCODING, _SURROGATES)


@dataclass(frozen=True, slots=True, eq=False)
class PackedUrls(Sequence[str | None]):
    """The same for links, of which some may be missing."""

    texts: PackedTexts
    missing: frozenset[int]
    """The rows without a link."""

    @classmethod
    def of(cls, urls: Sequence[str | None]) -> PackedUrls:
        """Pack `urls`."""
        missing = frozenset(row for row, url in enumerate(urls) if url is None)
        return cls(PackedTexts.of([url or "" for url in urls]), missing)

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[str | None]:
        for start in range(0, len(self), _AT_A_TIME):
            yield from self[start : start + _AT_A_TIME]

    @overload
    def __getitem__(self, at: int) -> str | None: ...
    @overload
    def __getitem__(self, at: slice) -> list[str | None]: ...
    def __getitem__(self, at: int | slice) -> str | list[str | None] | None:
        numbers = range(len(self))[at]
        if isinstance(numbers, int):
            return None if numbers in self.missing else self.texts[numbers]
        urls: list[str | None] = [*self.texts[at]]
        if self.missing:
            return [
                None if n in self.missing else url for n, url in zip(numbers, urls, strict=True)
            ]
        return urls
