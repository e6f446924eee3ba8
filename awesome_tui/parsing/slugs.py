"""The anchors that GitHub gives to headings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_PUNCTUATION = re.compile(r"[^\w\- ]")


class Slugs:
    """Anchors of one document; the same heading again ends in -1, -2 …."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, title: str) -> str:
        """The anchor of the next heading that reads `title`."""
        slug = _PUNCTUATION.sub(_mark, title.lower()).replace(" ", "-")
        repeats = self._seen[slug]
        self._seen[slug] += 1
        return f"{slug}-{repeats}" if repeats else slug


def _mark(match: re.Match[str]) -> str:
    """Ruby's word characters include combining marks, which Python's do not."""
    return match[0] if unicodedata.category(match[0]).startswith("M") else ""
