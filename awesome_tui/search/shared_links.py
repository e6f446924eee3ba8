"""Links that several lists hold: one hit, whichever list's words found it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from awesome_tui.model.number_table import NumberTable
from awesome_tui.search.bitset import Bits, bits_of_octets, members
from awesome_tui.text.urls import normalize_url


class SharedLinks:
    """Rows by their link, of those lists whose rows may be one hit."""

    def __init__(self) -> None:
        self._first = NumberTable()
        """The first row of each link, by the hash of its normal form."""
        self._rows: dict[int, list[int]] = {}
        """All rows of a link that has several, by the first of them."""
        self._leader: dict[int, int] = {}
        """The first row of the link, of each row whose link several lists hold."""
        self._shared = bytearray()
        """A bit per row: 1 for the rows in `_leader`."""
        self._lists: list[int] = []
        """The first row that each list may have."""
        self._stop = 0

    def __bool__(self) -> bool:
        return bool(self._leader)

    def begin_list(self) -> None:
        """Take the rows that are added from now on for those of another list."""
        self._lists.append(self._stop)

    def extend(self, start: int, urls: Sequence[str | None]) -> None:
        """Add the links of the rows from `start` on."""
        self._stop = start + len(urls)
        for row, url in enumerate(urls, start):
            if url:
                self._add(hash(normalize_url(url)), row)

    def count(self, row: int) -> int:
        """Return in how many lists the link of this row stands."""
        return len(set(map(self._list_of, self._all(row)))) or 1

    def lists_with(self, url: str) -> list[int]:
        """Return the numbers of the lists that hold this link, from 1, as they were begun."""
        first = self._first.get(hash(normalize_url(url)))
        if first is None:
            return []
        return sorted(set(map(self._list_of, self._rows.get(first, (first,)))))

    def others(self, row: int) -> list[int]:
        """Return the other rows with the same link, one of each list at least."""
        return [other for other in self._all(row) if other != row]

    def shared(self, base: int, size: int) -> Bits:
        """Return which of the `size` rows from `base` on, counted from it, share their link."""
        return bits_of_octets(self._shared, base, size)

    def leaders(self, base: int, rows: Bits) -> list[tuple[int, int]]:
        """Return those of `rows`, counted from `base`, that share a link, and the first with it."""
        shared = rows & self.shared(base, rows.bit_length())
        return [(row, self._leader[base + row]) for row in members(shared)]

    def _all(self, row: int) -> Sequence[int]:
        leader = self._leader.get(row)
        return () if leader is None else self._rows[leader]

    def _list_of(self, row: int) -> int:
        return bisect_right(self._lists, row)

    def _add(self, link: int, row: int) -> None:
        first = self._first.setdefault(link, row)
        if first == row:
            return
        rows = self._rows.setdefault(first, [first])
        rows.append(row)
        if self._list_of(first) != self._list_of(row):
            for each in rows:
                self._leader[each] = first
                self._shared.extend(bytes(max(0, each // 8 + 1 - len(self._shared))))
                self._shared[each // 8] |= 1 << each % 8
