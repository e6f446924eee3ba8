"""The anchors that GitHub gives to headings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_OTHER = re.compile(r"[^A-Za-z0-9_\- ]")
# Ruby's word characters: unlike Python's they include marks, and no fractions or raised digits.
_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
_CIRCLED_LETTERS = re.compile(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)


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
    return _OTHER.sub(_kept, title.lower()).replace(" ", "-")


def _kept(match: re.Match[str]) -> str:
    char = match[0]
    is_kept = unicodedata.category(char) in _KEPT or _CIRCLED_LETTERS.match(char)
    return char if is_kept else ""
