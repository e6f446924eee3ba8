"""Where in the source a destination stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import escape
from urllib.parse import unquote

_GOES_ON = re.compile(r"[\w/?#&=%+~@-]|[.:;,!']\w")
_DEFINITION = re.compile(r"[ \t>]*\[[^\]\n]*\]:")


class Lines:
    """Finds the line of one destination after another, never going back."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._position = 0
        self._missing: set[str] = set()

    def of(self, href: str) -> int | None:
        """The first line, at or after the last one found, that holds `href`."""
        for written in dict.fromkeys(
            (href, unquote(href), escape(href), href.replace("&", "&amp;"))
        ):
            position = self._find(written)
            if position is not None:
                return self._advance(position)
        return None

    def _find(self, written: str) -> int | None:
        if not written or written in self._missing:
            return None
        start = self._position
        while (found := self._source.find(written, start)) >= 0:
            if not _GOES_ON.match(self._source, found + len(written)):
                return found
            start = found + 1
        self._missing.add(written)
        return None

    def _advance(self, position: int) -> int:
        number = bisect_right(self._starts, position)
        start = self._starts[number - 1]
        # Definitions stand together, far from where they are used.
        if not _DEFINITION.match(self._source, start):
            self._position = start
        return number
