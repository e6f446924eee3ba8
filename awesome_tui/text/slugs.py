"""Anchors that GitHub gives to headings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_PUNCTUATION = re.compile(r"[^\w\- ]")


class Slugs:
    """Anchors of one document; a repeated heading gets the suffix -1, -2 and so on."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        """Number of headings so far, by slug."""

    def of(self, title: str) -> str:
        """Return the anchor of the next heading with this title."""
        plain = slug(title)
        repeats = self.seen[plain]
        self.seen[plain] += 1
        return f"{plain}-{repeats}" if repeats else plain


def slug(title: str) -> str:
    """Return the anchor of the first heading with this title."""
    return _PUNCTUATION.sub(_mark, title.lower()).replace(" ", "-")


def _mark(match: re.Match[str]) -> str:
    """Keep combining marks, which are word characters in Ruby but not in Python."""
    return match[0] if unicodedata.category(match[0]).startswith("M") else ""
