"""Text from strangers, made harmless."""

import re

# C0, DEL and C1 drive terminals; bidi controls reorder what a reader sees; a lone surrogate
# cannot be encoded. Zero-width joiners and variation selectors stay: emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SPACES = "\t\n\v\f\r\x85\u2028\u2029"


def clean(text: str) -> str:
    """`text` as one line that cannot drive a terminal; run it after entities are decoded."""
    return text if text.isprintable() else _UNSAFE.sub(_as_space, text)


def clean_lines(text: str) -> str:
    """`text` made as harmless as `clean` makes it, its line ends kept as newlines."""
    return "\n".join(map(clean, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _as_space(match: re.Match[str]) -> str:
    return " " if match[0] in _SPACES else ""
