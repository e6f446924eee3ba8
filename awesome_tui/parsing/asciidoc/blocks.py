"""The lines of an AsciiDoc file become headings, lists, tables and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from awesome_tui.parsing.asciidoc.attributes import Attributes
from awesome_tui.parsing.asciidoc.inline import image, to_inline
from awesome_tui.parsing.asciidoc.tables import Cell, read_table

_CONDITION = re.compile(r"(ifdef|ifndef|ifeval|endif)::([^\s\[]*)\[(.*)\]\s*")
_INCLUDE = re.compile(r"include::([^\[\]]*)\[[^\]]*\]\s*")
_COMMENT = re.compile(r"//(?!/).*")
_ENTRY = re.compile(r":!?\w[\w-]*!?:(?:[ \t].*)?")
_HEADER = re.compile(r":|//|ifn?def::|endif::")
_AUTHOR = re.compile(r"\w[^\[\]:]*(?:<|$)|v\d")
_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_UNDERLINE = re.compile(r"=+|-+|~+|\^+|\++")
_LEVELS = "=-~^+"
_TITLE = re.compile(r"\.(?=[^\s.])(.+)")
_ATTRIBUTES = re.compile(r"\[([\w.#%\"'`{,].*)?\]\s*|\[\[[^\[\]]*\]\]\s*")
_FENCE = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3})(\w*)\s*")
_BLOCK = re.compile(r"(={4,}|\*{4,}|_{4,}|--)\s*")
_TABLE = re.compile(r"[|,:!]={3,}\s*")
_RULE = re.compile(r"(?:'{3,}|<{3,}|---|\*\*\*|- - -|\* \* \*)\s*")
_CONTINUATION = re.compile(r"\+\s*")
_ITEM = re.compile(r"[ \t]*(-|\*+|\.+|\d+\.|[A-Za-z]\.|[ivxIVX]+\)|<[\d.]+>|•)[ \t]+(\S.*)")
_CHECK = re.compile(r"\[[ xX*]\][ \t]+")
_TERM = re.compile(r"[ \t]*(\S.*?)(:{2,4}|;;)(?:[ \t]+(.*)|[ \t]*)")
_MACRO = re.compile(r"(image|toc|video|audio)::([^\[\]]*)\[(.*)\]\s*")
_INDENTED = re.compile(r"[ \t]+\S.*")
_TITLE_LINE = re.compile(r"[^\s.].*")
_STYLE = re.compile(r"[\w-]+")
_PREFORMATTED = frozenset({"source", "listing", "literal", "stem", "latexmath", "asciimath"})
_MAX_DEPTH = 24
"""Deeper blocks stand beside each other: readers of the page are slow in deep ones."""
_MAX_TABLES = 2
"""Tables within tables."""


class _Open(NamedTuple):
    """An item or a block that the lines to come belong to."""

    marker: str
    end: str
    is_item: bool


class Writer:
    """Writes the page line by line; `depth` counts the tables around it."""

    def __init__(self, text: str, attributes: Attributes, depth: int = 0) -> None:
        self._lines = text.split("\n")
        self._attributes = attributes
        self._depth = depth
        self._next = 0
        self._parts: list[str] = []
        self._open: list[_Open] = []
        self._words: list[str] = []
        self._blanks = 0
        self._is_attached = False
        self._style = ""
        self._title = ""

    def html(self) -> str:
        """The whole page."""
        while self._next < len(self._lines):
            line = self._lines[self._next]
            self._next += 1
            self._line(line)
        self._close_to(0)
        return "".join(self._parts)

    def _line(self, line: str) -> None:
        if not line.strip():
            self._end_paragraph()
            self._blanks += 1
        else:
            self._read(line)
            self._blanks = 0

    def _read(self, line: str) -> None:
        for pattern, read in _READERS if self._may_begin(line) else _DIRECTIVES:
            if (found := pattern.fullmatch(line)) and read(self, found):
                return
        if not self._words:
            self._begin_block()
        self._words.append(line.strip())

    def _may_begin(self, line: str) -> bool:
        """Whether `line` can be other than the next one of a paragraph."""
        if not self._words or any(pattern.fullmatch(line) for pattern in _BREAKING):
            return True
        return self._is_in_item() and (_ITEM.fullmatch(line) or _TERM.fullmatch(line)) is not None

    def _inline(self, text: str) -> str:
        return to_inline(self._attributes.filled(text))

    # What is open

    def _is_in_item(self) -> bool:
        return bool(self._open) and self._open[-1].is_item

    def _begin_block(self) -> None:
        """End the list before a block that is no part of it, and write the block's title."""
        self._end_paragraph()
        if not self._is_attached:
            self._leave_items()
        self._is_attached = False
        if self._title:
            self._parts.append(f"<p><b>{self._inline(self._title)}</b></p>")
        self._title = ""

    def _taken_style(self) -> str:
        style, self._style = self._style, ""
        return style

    def _leave_items(self) -> None:
        while self._is_in_item():
            self._close()

    def _close(self) -> None:
        self._end_paragraph()
        self._parts.append(self._open.pop().end)

    def _close_to(self, count: int) -> None:
        self._end_paragraph()
        while len(self._open) > count:
            self._close()

    def _end_paragraph(self) -> None:
        if not self._words:
            return
        text = "\n".join(self._words)
        self._words = []
        style = _style(self._taken_style())
        if style in _PREFORMATTED:
            self._parts.append(f"<pre>{escape(text)}</pre>")
        elif style != "comment":
            self._parts.append(f"<p>{self._inline(text)}</p>")

    # Directives and attributes

    def _condition(self, found: re.Match[str]) -> bool:
        name, names, text = found.groups()
        if name in ("endif", "ifeval"):
            return True
        is_met = self._attributes.is_set(names.lower()) == (name == "ifdef")
        if text and is_met:
            self._line(text)
        elif not text and not is_met:
            self._skip_condition()
        return True

    def _skip_condition(self) -> None:
        inner = 1
        while inner and self._next < len(self._lines):
            if found := _CONDITION.fullmatch(self._lines[self._next]):
                if found[1] == "endif":
                    inner -= 1
                elif found[1] == "ifeval" or not found[3]:
                    inner += 1
            self._next += 1

    def _include(self, found: re.Match[str]) -> bool:
        """What another file holds is elsewhere, so a link to it stands here."""
        if not self._words:
            self._begin_block()
        self._words.append(f"link:{found[1]}[]")
        return True

    def _nothing(self, found: re.Match[str]) -> bool:
        return True

    def _entry(self, found: re.Match[str]) -> bool:
        lines = [found[0].rstrip()]
        while lines[-1].endswith(" \\") and self._next < len(self._lines):
            lines[-1] = lines[-1][:-2]
            lines.append(self._lines[self._next].strip())
            self._next += 1
        self._attributes.read(" ".join(lines))
        return True

    def _block_title(self, found: re.Match[str]) -> bool:
        self._title = found[1]
        return True

    def _block_attributes(self, found: re.Match[str]) -> bool:
        self._end_paragraph()
        self._style = found[1] or self._style
        return True

    # Headings

    def _heading(self, found: re.Match[str]) -> bool:
        mark, title = found[1], found[2].rstrip()
        self._write_heading(len(mark), title.removesuffix(f" {mark}"))
        return True

    def _underlined(self, found: re.Match[str]) -> bool:
        title = found[0].rstrip()
        under = self._lines[self._next].rstrip() if self._next < len(self._lines) else ""
        if not _UNDERLINE.fullmatch(under) or len(under) < 2 or abs(len(under) - len(title)) > 1:
            return False
        self._next += 1
        self._write_heading(_LEVELS.index(under[0]) + 1, title)
        return True

    def _write_heading(self, level: int, title: str) -> None:
        level = min(max(level + self._attributes.level_offset, 1), 6)
        is_first = not self._parts
        self._begin_block()
        self._style = ""
        self._parts.append(f"<h{level}>{self._inline(title).strip()}</h{level}>")
        if is_first and level == 1:
            self._read_header()

    def _read_header(self) -> None:
        """Read the attributes right below the title, and past the author and the revision."""
        people = 0
        while self._next < len(self._lines):
            line = self._lines[self._next]
            if not _HEADER.match(line):
                people += 1
                if people > 2 or not _AUTHOR.match(line):
                    return
            self._next += 1
            if _HEADER.match(line):
                self._read(line)

    # Blocks

    def _fence(self, found: re.Match[str]) -> bool:
        delimiter = found[1]
        if found[2] and delimiter != "```":
            return False
        style = _style(self._taken_style())
        self._begin_block()
        lines = self._until(delimiter)
        if delimiter[0] == "+" and style not in _PREFORMATTED:
            self._parts.append("\n".join(lines))
        else:
            self._preformatted(lines, "comment" if delimiter[0] == "/" else style)
        return True

    def _preformatted(self, lines: list[str], style: str) -> None:
        if style != "comment":
            text = "\n".join(lines)
            self._parts.append(f"<pre>{escape(text)}</pre>")

    def _until(self, delimiter: str) -> list[str]:
        start = self._next
        while self._next < len(self._lines) and self._lines[self._next].rstrip() != delimiter:
            self._next += 1
        self._next += 1
        return self._lines[start : self._next - 1]

    def _block(self, found: re.Match[str]) -> bool:
        delimiter, attributes = found[1], self._taken_style()
        self._end_paragraph()
        for count, place in enumerate(self._open):
            if place.marker == delimiter and not place.is_item:
                self._close_to(count)
                return True
        if _style(attributes) in {*_PREFORMATTED, "comment"}:
            self._preformatted(self._until(delimiter), _style(attributes))
        elif "%collapsible" in attributes:
            summary, self._title = self._inline(self._title), ""
            self._begin(delimiter, f"<details><summary>{summary}</summary>", "</details>")
        else:
            tag = "blockquote" if delimiter[0] == "_" else "div"
            self._begin(delimiter, f"<{tag}>", f"</{tag}>")
        return True

    def _begin(self, delimiter: str, start: str, end: str) -> None:
        self._begin_block()
        if len(self._open) < _MAX_DEPTH:
            self._parts.append(start)
            self._open.append(_Open(delimiter, end, is_item=False))

    def _macro(self, found: re.Match[str]) -> bool:
        name, target, arguments = found.groups()
        self._begin_block()
        self._style = ""
        if name == "image":
            filled = self._attributes.filled
            self._parts.append(f"<p>{image(filled(target), filled(arguments))}</p>")
        return True

    def _indented(self, found: re.Match[str]) -> bool:
        """Indented lines are literal text, but for those that a term waits for."""
        if self._is_attached:
            return False
        self._is_attached = True
        self._begin_block()
        lines = [found[0]]
        while self._next < len(self._lines) and self._lines[self._next].strip():
            lines.append(self._lines[self._next])
            self._next += 1
        text = "\n".join(lines)
        self._parts.append(f"<pre>{escape(text)}</pre>")
        return True

    # Lists

    def _continuation(self, found: re.Match[str]) -> bool:
        """The next block belongs to the item, or for each empty line before to one further out."""
        self._end_paragraph()
        for _ in range(min(self._blanks, len(self._open))):
            if len(self._open) > 1 and self._open[-1].is_item and self._open[-2].is_item:
                self._close()
        self._is_attached = True
        return True

    def _item(self, found: re.Match[str]) -> bool:
        mark, text = found.groups()
        marker = _kind(mark)
        self._enter_item(marker, "<ul><li>", "</li></ul>")
        self._words.append(_CHECK.sub("", text, count=1))
        return True

    def _term(self, found: re.Match[str]) -> bool:
        term, marker, text = found.groups()
        self._enter_item(marker, f"<dl><dt>{self._inline(term)}</dt><dd>", "</dd></dl>")
        if text:
            self._words.append(text)
        self._is_attached = not text
        return True

    def _enter_item(self, marker: str, start: str, end: str) -> None:
        self._end_paragraph()
        if self._title:
            self._begin_block()
        self._style = ""
        self._is_attached = False
        for count in range(len(self._open) - 1, -1, -1):
            if not self._open[count].is_item:
                break
            if self._open[count].marker == marker:
                self._close_to(count)
                break
        if len(self._open) >= _MAX_DEPTH:
            self._leave_items()
        self._parts.append(start)
        self._open.append(_Open(marker, end, is_item=True))

    # Tables

    def _table(self, found: re.Match[str]) -> bool:
        attributes = self._taken_style()
        self._begin_block()
        delimiter = found[0].rstrip()
        self._parts.append("<table>")
        lines = [line for line in self._until(delimiter) if not _COMMENT.fullmatch(line)]
        for row in read_table(lines, delimiter, attributes):
            self._parts += ["<tr>", *map(self._cell, row), "</tr>"]
        self._parts.append("</table>")
        return True

    def _cell(self, cell: Cell) -> str:
        tag = "th" if cell.style == "h" else "td"
        if cell.style == "a" and self._depth < _MAX_TABLES:
            content = Writer(cell.text, self._attributes, self._depth + 1).html()
        else:
            content = "".join(f"<p>{self._inline(text)}</p>" for text in cell.text.split("\n\n"))
        return f"<{tag}>{content}</{tag}>"


def _style(attributes: str) -> str:
    found = _STYLE.match(attributes)
    return found[0] if found else ""


def _kind(mark: str) -> str:
    """One for all marks of the items of a list."""
    if mark[0] in "<0123456789":
        return "1" if mark[0] != "<" else "<"
    return mark if mark[0] in "-*.•" else f"a{mark[-1]}"


_DIRECTIVES: tuple[tuple[re.Pattern[str], Callable[[Writer, re.Match[str]], bool]], ...] = (
    (_CONDITION, Writer._condition),
    (_INCLUDE, Writer._include),
    (_COMMENT, Writer._nothing),
)
_BREAKING = (_FENCE, _BLOCK, _TABLE, _ATTRIBUTES, _CONTINUATION)
_READERS = (
    *_DIRECTIVES,
    (_ENTRY, Writer._entry),
    (_TITLE, Writer._block_title),
    (_ATTRIBUTES, Writer._block_attributes),
    (_FENCE, Writer._fence),
    (_BLOCK, Writer._block),
    (_TABLE, Writer._table),
    (_HEADING, Writer._heading),
    (_RULE, Writer._nothing),
    (_CONTINUATION, Writer._continuation),
    (_MACRO, Writer._macro),
    (_ITEM, Writer._item),
    (_TITLE_LINE, Writer._underlined),
    (_TERM, Writer._term),
    (_INDENTED, Writer._indented),
)
