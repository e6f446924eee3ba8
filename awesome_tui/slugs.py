"""The anchors that GitHub gives to headings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_PUNCTUATION = re.compile(r"[^\w\- ]")


class Slugs:
    """Anchors of one document; the same heading again ends in -1, -2 …."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        """How many headings had each slug so far."""

    def of(self, title: str) -> str:
        """The anchor of the next heading that reads `title`."""
        plain = slug(title)
        repeats = self.seen[plain]
        self.seen[plain] += 1
        return f"{plain}-{repeats}" if repeats else plain


def slug(title: str) -> str:
    """The anchor of the first heading that reads `title`."""
    return _PUNCTUATION.sub(_mark, title.lower()).replace(" ", "-")


def _mark(match: re.Match[str]) -> str:
    """Ruby's word characters include combining marks, which Python's do not."""
    return match[0] if unicodedata.category(match[0]).startswith("M") else ""
