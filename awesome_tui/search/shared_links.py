"""Links that several lists hold: one hit, whichever list's words found it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from awesome_tui.search.bitset import Bits, members
from awesome_tui.text.urls import normalize_url


class _Place(NamedTuple):
    list_number: int
    row: int


class SharedLinks:
    """Rows by their link, of those lists whose rows may be one hit."""

    def __init__(self) -> None:
        self._first: dict[int, _Place] = {}
        """The first row of each link, by the hash of its normal form."""
        self._places: dict[int, list[_Place]] = {}
        """All rows of a link that has several, by the first of them."""
        self._leader: dict[int, int] = {}
        """The first row of the link, of each row whose link several lists hold."""
        self._shared = bytearray()
        """A bit per row: 1 for the rows in `_leader`."""
        self._lists = 0

    def __bool__(self) -> bool:
        return bool(self._leader)

    def begin_list(self) -> None:
        """Take the rows that are added from now on for those of another list."""
        self._lists += 1

    def extend(self, start: int, urls: Iterable[str | None]) -> None:
        """Add the links of the rows from `start` on."""
        for row, url in enumerate(urls, start):
            if url:
                self._add(hash(normalize_url(url)), _Place(self._lists, row))

    def count(self, row: int) -> int:
        """Return in how many lists the link of this row stands."""
        return len({place.list_number for place in self._all(row)}) or 1

    def lists_with(self, url: str) -> list[int]:
        """Return the numbers of the lists that hold this link, from 1, as they were begun."""
        first = self._first.get(hash(normalize_url(url)))
        if first is None:
            return []
        return sorted({place.list_number for place in self._places.get(first.row, (first,))})

    def others(self, row: int) -> list[int]:
        """Return the other rows with the same link, one of each list at least."""
        return [place.row for place in self._all(row) if place.row != row]

    def shared(self, base: int, size: int) -> Bits:
        """Return which of the `size` rows from `base` on, counted from it, share their link."""
        flags = self._shared[base // 8 : (base + size) // 8 + 1]
        return int.from_bytes(flags, "little") & ((1 << size) - 1)

    def leaders(self, base: int, rows: Bits) -> list[tuple[int, int]]:
        """Return those of `rows`, counted from `base`, that share a link, and the first with it."""
        shared = rows & self.shared(base, rows.bit_length())
        return [(row, self._leader[base + row]) for row in members(shared)]

    def _all(self, row: int) -> Sequence[_Place]:
        leader = self._leader.get(row)
        return () if leader is None else self._places[leader]

    def _add(self, link: int, place: _Place) -> None:
        first = self._first.setdefault(link, place)
        if first is place:
            return
        places = self._places.setdefault(first.row, [first])
        places.append(place)
        if first.list_number != place.list_number:
            for each in places:
                self._leader[each.row] = first.row
                self._shared.extend(bytes(max(0, each.row // 8 + 1 - len(self._shared))))
                self._shared[each.row // 8] |= 1 << each.row % 8
