"""Folding of text for comparison: accents, compatibility forms and invisible characters.

Case is kept, because a term with a capital letter is case-sensitive.
"""

from __future__ import annotations

import re
from unicodedata import normalize

# Accents and vowel points; then invisible characters: joiners, variation selectors, soft hyphens,
# and surrogates, which cannot be encoded. Marks that form another letter (kana, Indic) stay.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\ud800-\udfff]+"
)
# Letters that Unicode does not decompose but that keyboards without them replace, and
# typographic quotes and dashes.
_REPLACED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ł": "l", "Ł": "L",
        "ı": "i", "ɪ": "i", "ς": "σ", "‘": "'", "’": "'", "“": '"', "”": '"',
        "‐": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
# A grapheme cluster: a character, its marks, and the characters that joiners attach to it.
_CLUSTER = re.compile(
    rf".(?:{_DROPPED.pattern}|[\u3099\u309a\U0001f3fb-\U0001f3ff]|(?<=\u200d).)*", re.DOTALL
)


def fold(text: str) -> str:
    """Fold `text` for comparison; ASCII text is returned unchanged."""
    if text.isascii():
        return text
    return _DROPPED.sub("", normalize("NFKD", text).translate(_REPLACED))


def source_positions(text: str) -> list[int]:
    """Return, for each character of `fold(text)`, the index of its source in `text`."""
    return [number for number, character in enumerate(text) for _ in fold(character)]


def grapheme_clusters(text: str) -> list[tuple[int, int]]:
    """Return the ranges of grapheme clusters, such as an emoji family or an accented letter."""
    return [piece.span() for piece in _CLUSTER.finditer(text)]
