"""Search for the source lines of link destinations."""

from __future__ import annotations

import re
from bisect import bisect_right
from urllib.parse import unquote

GOES_ON = re.compile(r"[^\W_]|[/?#&=%+@-]|~(?!~)|[_.:;,!'*]\w")
"""Text after a destination that shows it to be the beginning of a longer one."""
# Encoding that parsers add to a destination even if the rest of it is encoded already.
_ENCODED = re.compile(r"(?:%[89A-F][0-9A-F])+|%(?:2[27]|5[B-E]|60|7[B-D])", re.IGNORECASE)
_DEFINITION = re.compile(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_NEAR = 4096
_FAR_LOOKS = 64
"""Maximum searches of the whole source, so that a list made to have no lines stays linear."""


class LineFinder:
    """Finds the source lines of destinations, given in document order."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._position = 0
        self._budget = _FAR_LOOKS * len(source)
        # Reference definitions stand together, far from where they are used.
        self._definitions = {
            match[1]: match.start(1) for match in reversed(list(_DEFINITION.finditer(source)))
        }
        self._definition_starts = frozenset(self._definitions.values())

    def of(self, href: str) -> int | None:
        """Return the first line, from the last result on, that contains `href`."""
        spellings = _spellings(href)
        found = self._find(spellings, self._position + _NEAR)
        if found is None:
            found = self._defined(spellings) or self._find_far(spellings)
        if found is None:
            return None
        line = bisect_right(self._starts, found)
        if found not in self._definition_starts:
            self._position = self._starts[line - 1]
        return line

    def _defined(self, spellings: tuple[str, ...]) -> int | None:
        starts = (self._definitions[w] for w in spellings if w in self._definitions)
        return next(starts, None)

    def _find(self, spellings: tuple[str, ...], end: int) -> int | None:
        found = (find_whole(one, self._source, self._position, end) for one in spellings)
        return next((at for at in found if at >= 0), None)

    def _find_far(self, spellings: tuple[str, ...]) -> int | None:
        if self._budget <= 0:
            return None
        found = self._find(spellings, len(self._source))
        if found is None:
            self._budget -= len(self._source)
        return found


def find_whole(url: str, text: str, start: int, end: int) -> int:
    """The offset of `url` where it is not the beginning of a longer one; -1 if it is nowhere."""
    at = text.find(url, start, end)
    while at >= 0 and GOES_ON.match(text, at + len(url)):
        at = text.find(url, at + 1, end)
    return at


def _spellings(href: str) -> tuple[str, ...]:
    """Return possible spellings of `href`: parsers decode entities and encode non-ASCII."""
    href = href.removeprefix("mailto:")
    if "%" not in href and "&" not in href:
        return (href,) if href else ()
    decoded = unquote(href)
    partly = _ENCODED.sub(lambda match: unquote(match[0]), href)
    spellings = (href, decoded, partly, href.replace("&", "&amp;"), decoded.replace("&", "&amp;"))
    return tuple(dict.fromkeys(filter(None, spellings)))
