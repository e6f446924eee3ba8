"""Text from strangers, made harmless."""

import re
import unicodedata
from codecs import lookup
from functools import lru_cache

# C0, DEL and C1 drive terminals; bidi controls reorder what a reader sees; a lone surrogate
# cannot be encoded. Zero-width joiners and variation selectors stay: emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# The same but for the tabs and line ends of what is printed.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
    r"(?!(?<=\r)\n)"
)
_LOOKALIKES = {
    **dict.fromkeys("─━═╌╍┄┅┈┉‐‑‒–—―−▔▁", "-"),
    **dict.fromkeys("│┃║╎╏┆┇┊┋▌▐▏▎▍▋▊▉▕▂▃▄▅▆▇▀", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋", "+"),
    **dict.fromkeys("█▓■●", "#"),
    **dict.fromkeys("•▪★⭐☆", "*"),
    **dict.fromkeys("·", "."),
    **dict.fromkeys("›»▸▶→❯", ">"),
    **dict.fromkeys("‹«◂◀←❮", "<"),
    **dict.fromkeys("▾▼↓", "v"),
    **dict.fromkeys("▴▲↑", "^"),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("“”„″", '"'),
    "…": "~",
    "✎": "~",
    "⏎": "/",
    "×": "x",
}
"""What stands in ASCII for a sign; for letters, it is what is left of them without marks."""
_SPACES = "\t\n\v\f\r\x85\u2028\u2029"
_WORD = re.compile(r"\S+")
_TELLING = 24
"""So many characters of a word tell which it is."""
_LONGEST = 280
"""Characters of a sentence, which has the program's name before it."""


def clean(text: str) -> str:
    """`text` as one line that cannot drive a terminal; run it after entities are decoded."""
    return text if text.isprintable() else _UNSAFE.sub(_as_space, text)


def clean_lines(text: str) -> str:
    """`text` made as harmless as `clean` makes it, its line ends kept as newlines."""
    return "\n".join(map(clean, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def storable(text: str) -> str:
    r"""`text` as it can be stored: a name of bytes that are no text, by their numbers."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def sentence(text: str) -> str:
    """`text` as one harmless line that is read at a glance, with a gap where it is too long.

    It begins with what failed and ends with what to do: the gap is in its longest word, mostly a
    name, or in its middle where that is not enough.
    """
    line = clean(text)
    excess = len(line) - _LONGEST
    if excess <= 0:
        return line
    words = (word.span() for word in _WORD.finditer(line))
    start, stop = max(words, key=lambda at: at[1] - at[0], default=(0, 0))
    if stop - start < excess + _TELLING:
        start, stop = 0, len(line)
    room = stop - start - excess - 1
    return f"{line[: start + room - room // 3]}…{line[stop - room // 3 :]}"


def printable(text: str, own: str = "") -> str:
    """`text` of any lines and columns, without what drives a terminal unless it is the `own`."""
    return _UNPRINTABLE.sub(lambda match: match[0] if match[0] in own else "", text)


def encodable(text: str, encoding: str | None) -> str:
    """`text` as it can be said in `encoding`, of as many characters: in ASCII, é is e."""
    if encoding is None or text.isascii() or has_all_letters(encoding):
        return text
    return "".join(_encodable(char, encoding) for char in text)


def has_all_letters(encoding: str) -> bool:
    """Whether any text can be said in `encoding`."""
    return lookup(encoding).name.startswith("utf")


@lru_cache(1_024)
def _encodable(char: str, encoding: str) -> str:
    plain = unicodedata.normalize("NFKD", char)[:1]
    for said in (char, _LOOKALIKES.get(char, plain)):
        if said.encode(encoding, "ignore"):
            return said
    return "?"


def _as_space(match: re.Match[str]) -> str:
    return " " if match[0] in _SPACES else ""
