"""Numbers by hashes, as a dictionary has them, in a quarter of the memory."""

from __future__ import annotations

from array import array

_SLOTS = 1 << 10
"""Slots at first: a power of 2."""
_LOAD, _GROWTH = 2, 4
"""Slots for each number at least, and by how much they grow."""


class NumberTable:
    """Numbers below 2³², counted from 0, by 64-bit hashes.

    One thread may add while others look: a dictionary of a quarter of a million takes 27 MB, and
    this takes 6.
    """

    def __init__(self) -> None:
        self._hashes = array("q")
        """By number."""
        self._slots = array("I", bytes(4 * _SLOTS))
        """Each number, and 1 more, at its hash or as soon after it as is free; 0 if free."""
        self._taken = 0

    def get(self, key: int) -> int | None:
        """Return the number of a hash, if it has one."""
        slots = self._slots
        found = slots[self._slot_of(key, slots)]
        return found - 1 if found else None

    def setdefault(self, key: int, number: int) -> int:
        """Return the number of a hash, which is this one if it had none."""
        slot = self._slot_of(key, self._slots)
        if found := self._slots[slot]:
            return found - 1
        self._hashes.frombytes(bytes(8 * max(0, number + 1 - len(self._hashes))))
        self._hashes[number] = key
        self._slots[slot] = number + 1
        self._taken += 1
        if _LOAD * self._taken > len(self._slots):
            self._grow()
        return number

    def _slot_of(self, key: int, slots: array[int]) -> int:
        """Return where the number of a hash is, or has to be put."""
        hashes, last = self._hashes, len(slots) - 1
        at = key & last
        while (found := slots[at]) and hashes[found - 1] != key:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        slots = array("I", bytes(4 * _GROWTH * len(self._slots)))
        for each in filter(None, self._slots):
            slots[self._slot_of(self._hashes[each - 1], slots)] = each
        self._slots = slots  # in one step, as others may be looking
