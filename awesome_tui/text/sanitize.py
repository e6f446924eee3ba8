"""Sanitizing and shortening of untrusted text."""

import re
import unicodedata
from codecs import lookup
from functools import lru_cache

# C0, DEL and C1 control terminals; bidi controls reorder visible text; a lone surrogate
# cannot be encoded. Zero-width joiners and variation selectors stay: emoji need them. Patterns that
# few texts need are compiled with the first, here and elsewhere: all take 9 ms of the start.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
# As `_UNSAFE`, but without the tabs and line ends of printed text.
_UNPRINTABLE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
    r"(?!(?<=\r)\n)"
)
_NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
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
"""ASCII replacements of symbols; a letter is replaced by its base letter instead."""
_SPACES = "\t\n\v\f\r\x85\u2028\u2029"
_WORD = re.compile(r"\S+")
_TELLING = 24
"""Characters that suffice to recognize a word."""
_LONGEST = 280
"""Maximum characters of a message, which follows the program's name."""


def clean(text: str) -> str:
    """Return `text` as one line without terminal controls; decode entities first."""
    return text if text.isprintable() else re.sub(_UNSAFE, _as_space, text)


def clean_lines(text: str) -> str:
    """Clean each line of `text`; line ends become newlines."""
    return "\n".join(map(clean, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def without_non_xml(text: str) -> str:
    """Remove the characters that XML forbids even as character references."""
    return re.sub(_NOT_XML, "", text)


def escape_surrogates(text: str) -> str:
    r"""Escape the undecodable bytes of a file name, which cannot be stored otherwise."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def shorten_message(text: str) -> str:
    """Return `text` as one clean line that is read at a glance, with a gap if it is too long.

    A message begins with what failed and ends with what to do. So the gap is in its longest word,
    mostly a name, or in its middle if that does not suffice.
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
    """Strip terminal controls from `text` of any lines and columns, except those in `own`."""
    return re.sub(_UNPRINTABLE, lambda match: match[0] if match[0] in own else "", text)


def encodable(text: str, encoding: str | None) -> str:
    """Replace each character that `encoding` lacks by one that it has: é by e for ASCII."""
    if encoding is None or text.isascii() or has_all_letters(encoding):
        return text
    return "".join(_encodable(char, encoding) for char in text)


def has_all_letters(encoding: str) -> bool:
    """True if `encoding` can represent any text."""
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
