"""Reader of the HTML in which browsers exchange bookmarks (Netscape's).

Browsers and bookmarking services write titles and addresses more or less escaped, so this is no
HTML parser: only the format's own tags are markup, and only where the format has them. They part
a file into pieces, each of which is read alone:

    <DL><p>                                 a folder begins
    <DT><H3>Tea</H3>                        the name of the next folder
    <DT><A HREF="…">The <dl> tag</A>        a link: all up to its last </A> is the name
    <DD>a <hr> line                         the description of the link before it
    </DL><p>                                the folder ends
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

_PIECE = re.compile(
    r"""
      < (?:dt|li)\b [^<>]*+ > \s*+ < (?P<item> (?: a | h3 )\b )
    | (?: ^ | (?<=>) ) \s*+ < (?P<link> a(?=\s[^<>]*\bhref) )
    | < (?P<folder> dl\b ) [^<>]*+ > (?= \s*+ (?: < (?: p | /?d[lt] | h[r3] )\b | \Z ) )
    | ^ [ \t]*+ < (?P<end> /dl )\b
    | < (?P<last> /dl ) \s*+ > (?= \s*+ (?: < (?: p | /?dl | dt | h[r3] | /body )\b | \Z ) )
    | (?: ^ [ \t]*+ | (?<=</a>) | (?<=</h3>) | (?<=</dt>) ) < (?P<text> dd | hr ) \b [^<>]*+ >
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""
    \s*+ (?P<name> [^\s=>"'/]++ )
    (?: \s*= \s*+ (?:
        # Some programs leave quotes in values as they are: the last one is followed by a space.
        " (?P<double> .*? ) (?: " (?= [\s/>] ) | \Z )
      | ' (?P<single> .*? ) (?: ' (?= [\s/>] ) | \Z )
      | (?P<bare> [^\s>]*+ )
    ) )?
    """,
    re.DOTALL | re.VERBOSE,
)
_END = {
    tag: re.compile(end, re.IGNORECASE)
    for tag, end in (("a", r"</a\s*>"), ("h3", r"</h3\s*>"), ("dd", r"</dd\s*>\s*\Z"))
}
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]*);")
_ROOT_FOLDERS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
"""Attributes of a browser's built-in folders, whose names are useless as tags."""


@dataclass(slots=True)
class BrowserLink:
    """A link as a browser's file has it."""

    name: str
    attributes: dict[str, str]
    """By names in lower case."""
    folders: tuple[str, ...]
    """Names of the folders around it, outermost first."""
    description: str = ""


def read_links(text: str) -> list[BrowserLink]:
    """All links of a file, also those without an address."""
    reader = _Reader()
    for tag, piece in _pieces(text):
        reader.read(tag, piece)
    return reader.links


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The tag that each piece begins with, and what follows the tag's name."""
    tag, start = "", 0
    for match in _PIECE.finditer(text):
        yield tag, text[start : match.start()]
        tag = str(match[match.lastgroup or 0]).lower()
        start = match.end(match.lastgroup or 0)
    yield tag, text[start:]


@dataclass(slots=True)
class _Reader:
    links: list[BrowserLink] = field(default_factory=list)
    _folders: list[str] = field(default_factory=list)
    _next_folder: str = ""
    _described: BrowserLink | None = None
    """The link that a description would belong to."""

    def read(self, tag: str, piece: str) -> None:
        described, self._described = self._described, None
        match tag:
            case "a":
                attributes, name = _element(tag, piece)
                self._described = BrowserLink(name, attributes, tuple(filter(None, self._folders)))
                self.links.append(self._described)
            case "dd" if described:
                described.description = _element(tag, piece)[1]
            case "h3":
                attributes, name = _element(tag, piece)
                self._next_folder = "" if any(map(attributes.get, _ROOT_FOLDERS)) else name
            case "dl":
                self._folders.append(self._next_folder)
                self._next_folder = ""
            case "/dl":
                del self._folders[-1:]


def _element(tag: str, piece: str) -> tuple[dict[str, str], str]:
    """The attributes and the text of an element, given what follows its tag's name."""
    attributes: dict[str, str] = {}
    position = 0
    while match := _ATTRIBUTE.match(piece, position):
        value = match["double"] or match["single"] or match["bare"] or ""
        attributes.setdefault(match["name"].lower(), _decoded(value))
        position = match.end()
    text = piece[position:].partition(">")[2]
    ends = [match.start() for match in _END[tag].finditer(text)]
    return attributes, _decoded(text[: ends[-1]] if ends else text).strip()


def _decoded(text: str) -> str:
    """Decode references that end in a semicolon: `&region=` in an address is none."""
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    reference = match[0]
    is_known = reference.startswith("&#") or reference[1:] in html5
    return unescape(reference) if is_known else reference
