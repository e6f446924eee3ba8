"""A column of texts matched by frizbee: the only module that uses it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from frizbee import Haystacks, Matcher, Pattern

from awesome_tui.search.bitset import Bits, bits
from awesome_tui.search.query import Mode

if TYPE_CHECKING:
    from frizbee import Matching

_MATCHING: dict[Mode, Matching] = {
    "scattered": "fuzzy",
    "start": "prefix",
    "end": "suffix",
    "whole": "exact",
}
"""The others match consecutive characters anywhere."""
_APART = 64
"""Sampling interval of the texts that predict how many match."""


class FrizbeeColumn:
    """Folded texts, kept in frizbee's memory so that it can search while other threads run."""

    def __init__(self) -> None:
        self._texts = Haystacks()
        self._sample = Haystacks()
        self._lock = Lock()  # frizbee refuses to search while texts are being added

    def extend(self, texts: Sequence[str]) -> None:
        """Append the texts of the next rows."""
        with self._lock:
            self._texts.extend(texts)
            self._sample.extend(texts[::_APART])

    def find(self, needle: str, mode: Mode, *, cased: bool = False, typos: int = 0) -> Bits:
        """Return the rows that match `needle`, of which `typos` letters may be missing.

        Each match is an object, so where most texts match, the search is for those that do not.
        """

        def matcher(*, negated: bool = False) -> Matcher:
            return Matcher(
                Pattern(needle, negated=negated, matching=_MATCHING.get(mode, "substring")),
                max_typos=typos,
                casing="respect" if cased else "ignore",
                unicode="smart",
                sort="index_asc",
            )

        with self._lock:
            sampled = matcher().match_list(self._sample)
            most = 2 * len(sampled) > len(self._sample)
            matches = matcher(negated=most).match_list(self._texts)
            size = len(self._texts)
        found = bits([match.index for match in matches], size if matches else 0)
        return ((1 << size) - 1) ^ found if most else found
