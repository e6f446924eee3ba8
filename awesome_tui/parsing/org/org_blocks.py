"""Block syntax of Org: headlines, lists, tables, blocks and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from awesome_tui.parsing.org.org_inline import to_inline
from awesome_tui.parsing.org.org_settings import Settings

_HEADLINE = re.compile(r"(\*+)[ \t]+(.*)")
_PRIORITY = re.compile(r"\[#\w+\]\s*")
_COMMENTED = re.compile(r"COMMENT\b")
_TAGS = re.compile(r":[\w@#%:]+:")
_BLOCK = re.compile(r"[ \t]*#\+(begin|end)_(\S+)[ \t]*(\S*)", re.I)
_DRAWER = re.compile(r"[ \t]*:([\w-]+):[ \t]*$")
_KEYWORD = re.compile(r"[ \t]*#\+([\w-]+)(?:\[[^\]]*\])?:(.*)")
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_PLANNING = re.compile(r"[ \t]*(?:CLOSED|DEADLINE|SCHEDULED|CLOCK):")
_FIXED = re.compile(r"[ \t]*:(?: (.*)|$)")
_TABLE = re.compile(r"[ \t]*\|(.*)")
_TABLE_RULE = re.compile(r"-[-+|]*\s*")
_COOKIE = re.compile(r"(?:<[lrc]?\d*>)?")
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*$")
_ITEM = re.compile(r"(?:([ \t]*)(?:[-+]|\d+[.)])|([ \t]+)\*)(?:[ \t]+(.*)|$)")
_ITEM_START = re.compile(r"(?:\[@\d+\][ \t]*)?(?:\[[ xX-]\][ \t]+)?")
_TERM = re.compile(r"[ \t]::(?:[ \t]+|$)")
_HIDDEN_DRAWERS = frozenset({"properties", "logbook"})
_RAW = frozenset({"export", "html"})
_VERBATIM = frozenset({"src", "example", "comment", *_RAW})
_MAX_DEPTH = 24
"""Deeper blocks become siblings, because readers of the page are slow on deep nesting."""


class _Open(NamedTuple):
    """An open item or block, to which the following lines belong."""

    indent: int
    """Indentation of an item, which ends at a line indented no further; a block ends by name."""
    name: str
    end: str


class Writer:
    """Renders a page line by line."""

    def __init__(self, text: str, settings: Settings) -> None:
        self._lines = text.expandtabs(8).split("\n")
        self._settings = settings
        self._next = 0
        self._parts: list[str] = []
        self._open: list[_Open] = []
        self._words: list[str] = []
        self._blanks = 0
        self._shift = 0
        self._unended: dict[str, int] = {}

    def html(self) -> str:
        """Render the whole page."""
        if self._settings.title:
            self._parts.append(f"<h1>{self._inline(self._settings.title)}</h1>")
            self._shift = 1
        while self._next < len(self._lines):
            line = self._lines[self._next]
            self._next += 1
            self._line(line)
        self._close_all()
        return "".join(self._parts)

    def _line(self, line: str) -> None:
        if not line.strip():
            self._blank()
            return
        self._blanks = 0
        if headline := _HEADLINE.fullmatch(line):
            self._headline(len(headline[1]), headline[2])
            return
        self._leave_items(len(line) - len(line.lstrip()))
        for pattern, read in _READERS:
            if found := pattern.match(line):
                read(self, found)
                return
        self._words.append(line.strip())

    def _inline(self, text: str) -> str:
        return to_inline(text, self._settings.abbreviations)

    # Open items and blocks

    def _blank(self) -> None:
        self._end_paragraph()
        self._blanks += 1
        if self._blanks > 1:
            self._leave_items(0)

    def _leave_items(self, indent: int) -> None:
        """Close the items that a line with this indentation does not belong to."""
        while self._open and not self._open[-1].name and indent <= self._open[-1].indent:
            self._close()

    def _close(self) -> None:
        self._end_paragraph()
        self._parts.append(self._open.pop().end)

    def _close_all(self) -> None:
        while self._open:
            self._close()
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self._words:
            words = "\n".join(self._words)
            self._parts.append(f"<p>{self._inline(words)}</p>")
            self._words = []

    # Headlines

    def _headline(self, level: int, text: str) -> None:
        self._close_all()
        words, _, last = text.rstrip().rpartition(" ")
        tags = set(last.split(":")) if _TAGS.fullmatch(last) else set()
        state, _, rest = (words if tags else text).strip().partition(" ")
        title = rest if state in self._settings.states else f"{state} {rest}"
        title = _PRIORITY.sub("", title.lstrip(), count=1)
        if _COMMENTED.match(title) or tags & self._settings.excluded:
            self._skip_subtree(level)
            return
        tag = f"h{min(level + self._shift, 6)}"
        self._parts.append(f"<{tag}>{self._inline(title.rstrip())}</{tag}>")

    def _skip_subtree(self, level: int) -> None:
        while self._next < len(self._lines):
            headline = _HEADLINE.fullmatch(self._lines[self._next])
            if headline and len(headline[1]) <= level:
                return
            self._next += 1

    # Blocks

    def _block(self, found: re.Match[str]) -> None:
        self._end_paragraph()
        name = found[2].lower()
        if found[1].lower() == "end":
            self._end_block(name)
        elif name in _VERBATIM:
            self._verbatim(name, found[3].lower())
        elif len(self._open) < _MAX_DEPTH:
            tag = "blockquote" if name == "quote" else "div"
            self._parts.append(f"<{tag}>")
            self._open.append(_Open(-1, name, f"</{tag}>"))

    def _end_block(self, name: str) -> None:
        if any(place.name == name for place in self._open):
            while self._open[-1].name != name:
                self._close()
            self._close()

    def _verbatim(self, name: str, language: str) -> None:
        end = self._end_of(f"#+end_{name}")
        if end is None:
            return
        text = "\n".join(self._lines[self._next : end])
        self._next = end + 1
        if name == "html" or (name == "export" and language == "html"):
            self._parts.append(text)
        elif name not in _RAW and name != "comment":
            self._parts.append(f"<pre>{escape(text)}</pre>")

    def _end_of(self, wanted: str) -> int | None:
        """Return the line that ends a block; None if there is none before the next headline."""
        number = self._next
        if number < self._unended.get(wanted, 0):
            return None
        while number < len(self._lines) and not _HEADLINE.fullmatch(self._lines[number]):
            if self._lines[number].strip().lower() == wanted:
                return number
            number += 1
        self._unended[wanted] = number
        return None

    def _drawer(self, found: re.Match[str]) -> None:
        self._end_paragraph()
        is_hidden = found[1].lower() in _HIDDEN_DRAWERS
        end = self._end_of(":end:") if is_hidden else None
        if end is not None:
            self._next = end + 1

    def _keyword(self, found: re.Match[str]) -> None:
        self._end_paragraph()
        if found[1].lower() == "html":
            self._parts.append(found[2].strip())

    def _nothing(self, found: re.Match[str]) -> None:
        """End the paragraph; the line itself renders as nothing."""
        self._end_paragraph()

    def _fixed(self, found: re.Match[str]) -> None:
        self._end_paragraph()
        text = "\n".join(line[1] or "" for line in self._alike(found, _FIXED))
        self._parts.append(f"<pre>{escape(text)}</pre>")

    def _alike(self, first: re.Match[str], pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Return the consecutive lines from `first` on that match `pattern`."""
        found = [first]
        while self._next < len(self._lines) and (line := pattern.match(self._lines[self._next])):
            found.append(line)
            self._next += 1
        return found

    # Lists and tables

    def _item(self, found: re.Match[str]) -> None:
        self._end_paragraph()
        text = _ITEM_START.sub("", found[3] or "", count=1)
        if len(self._open) >= _MAX_DEPTH and not self._open[-1].name:
            self._close()
        if len(self._open) < _MAX_DEPTH:
            self._parts.append("<ul><li>")
            self._open.append(_Open(len(found[1] or found[2] or ""), "", "</li></ul>"))
        if term := _TERM.search(text):
            self._parts.append(f"<p>{self._inline(text[: term.start()])}</p>")
            text = text[term.end() :]
        if text:
            self._words.append(text)

    def _table(self, found: re.Match[str]) -> None:
        self._end_paragraph()
        rows = [line[1] for line in self._alike(found, _TABLE)]
        head = next((i for i, row in enumerate(rows) if i and _TABLE_RULE.fullmatch(row)), 0)
        self._parts.append("<table>")
        for number, row in enumerate(rows):
            cells = [cell.strip() for cell in row.rstrip().removesuffix("|").split("|")]
            if not _TABLE_RULE.fullmatch(row) and not all(map(_COOKIE.fullmatch, cells)):
                tag = "th" if number < head else "td"
                shown = "".join(f"<{tag}>{self._inline(cell)}</{tag}>" for cell in cells)
                self._parts.append(f"<tr>{shown}</tr>")
        self._parts.append("</table>")


_READERS: tuple[tuple[re.Pattern[str], Callable[[Writer, re.Match[str]], None]], ...] = (
    (_BLOCK, Writer._block),
    (_KEYWORD, Writer._keyword),
    (_COMMENT, Writer._nothing),
    (_DRAWER, Writer._drawer),
    (_FIXED, Writer._fixed),
    (_TABLE, Writer._table),
    (_RULE, Writer._nothing),
    (_PLANNING, Writer._nothing),
    (_ITEM, Writer._item),
)
