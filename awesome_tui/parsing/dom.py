"""Conversion of HTML to blocks, in one walk over the DOM."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Container

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from awesome_tui.parsing.blocks import (
    BOLD,
    CODE,
    ITALIC,
    STRUCK,
    Anchor,
    Block,
    Code,
    Details,
    Heading,
    Item,
    Row,
    Run,
    Runs,
    Table,
    Text,
)
from awesome_tui.text.urls import safe_url

DEPTH = 24
"""Deeper blocks become siblings, so that code that reads blocks may recurse."""

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_STYLES = {
    "b": BOLD,
    "strong": BOLD,
    "i": ITALIC,
    "em": ITALIC,
    "code": CODE,
    "kbd": CODE,
    "tt": CODE,
    "samp": CODE,
    "del": STRUCK,
    "s": STRUCK,
    "strike": STRUCK,
}
_UNSEEN = frozenset({"-comment", "script", "style", "template"})
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main",
    "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
    *_LEVELS,
})
# fmt: on
# HTML reopens unclosed formatting elements in each paragraph, up to three times, or without limit
# if their attributes differ. Without attributes, and with one name per style, that stays bounded.
_FORMATTING = re.compile(
    r"<(/?)(?:(b|strong)|(i|em)|(s|strike)|(code|tt)|(?:big|font|nobr|small|u))(?=[\s/>])[^>]*>",
    re.IGNORECASE,
)
_NAMES = (None, None, "strong", "em", "s", "code")
_PARAGRAPHS = frozenset({"blockquote", "center", "div", "p", "section"})
# A link to a part of the page may be written with the name of the file: "README.md#towers".
_OWN_FILE = re.compile(r"^(?:\./(?:readme\.\w+)?|readme\.\w+)(?=#)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Leave = Callable[[], None]
"""An action for the end of a tag."""


def parse_html(html: str) -> LexborHTMLParser:
    """Parse `html` into a DOM; raises MemoryError if there is no room for it."""
    try:
        return LexborHTMLParser(_FORMATTING.sub(_plain_tag, html))
    except SelectolaxError as error:  # any HTML can be parsed, so memory ran out
        raise MemoryError from error


def read_node(
    root: LexborNode | None,
    base: str | None,
    read: type[BlockReader],
    left_out: Container[int] = (),
) -> list[Block]:
    """Read the blocks inside `root`, except the nodes whose `mem_id` is in `left_out`."""
    reader = read(base)
    if root is not None:
        _walk(root, reader, left_out)
    return reader.finish()


def _plain_tag(match: re.Match[str]) -> str:
    name = _NAMES[match.lastindex or 0]
    return f"<{match[1]}{name}>" if name else ""


def _walk(root: LexborNode, reader: BlockReader, left_out: Container[int]) -> None:
    """Enter and leave every node in document order; iterative, as nesting is unbounded."""
    ancestors: list[tuple[LexborNode | None, Leave]] = []
    node = root.first_child
    while node is not None or ancestors:
        if node is None:
            node, leave = ancestors.pop()
            leave()
            continue
        tag = node.tag or ""
        if tag == "-text":
            reader.text(node.text_content or "")
        elif tag not in _UNSEEN and not (left_out and node.mem_id in left_out):
            ancestors.append((node.next, reader.enter(tag, node)))
            node = node.first_child
            continue
        node = node.next


def _nothing() -> None:
    """Leave a tag that needs no action at its end."""


class _InlineReader(ABC):
    """Collects runs of text with their style and link."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._runs: Runs = []
        self._style = 0
        self._anchor: Anchor | None = None
        self._opens = False
        self._is_link_broken = False
        self._is_raised = False

    def text(self, text: str) -> None:
        if self._is_raised and text.isdecimal():
            text = text.translate(_RAISED)
        if self._runs or not text.isspace():
            self._add(text)

    def _enter_inline(self, tag: str, node: LexborNode) -> Leave:
        if style := _STYLES.get(tag):
            return self._enter_style(style)
        match tag:
            case "a":
                return self._enter_anchor(node.attributes.get("href"))
            case "img":
                alt = (node.attributes.get("alt") or "").strip()
                self._runs.append(self._run(alt)._replace(kind="image"))
            case "br":
                self._break()
            case "sup":
                self._is_raised = True
                return self._leave_raised
        return _nothing

    @abstractmethod
    def _end_paragraph(self) -> None:
        """End the block that the runs belong to."""

    def _run(self, text: str) -> Run:
        opens, self._opens = self._opens, False
        return Run(text, self._style, self._anchor, opens)

    def _add(self, text: str) -> None:
        if self._opens and text.isspace():
            self._runs.append(Run(text, self._style))  # a link starts at its first visible text
        else:
            self._runs.append(self._run(text))

    def _break(self) -> None:
        # Splitting into lines discards breaks, so a break must not be the run that opens a link.
        run = Run("\n", self._style) if self._opens else self._run("\n")
        self._runs.append(run._replace(kind="break"))

    def _enter_style(self, style: int) -> Leave:
        outer = self._style

        def leave() -> None:
            self._style = outer

        self._style |= style
        return leave

    def _leave_raised(self) -> None:
        self._is_raised = False

    def _enter_anchor(self, href: str | None) -> Leave:
        if href is None:
            return _nothing
        href = _OWN_FILE.sub("", href.strip())
        url = safe_url(href, self._base)
        if url is None and not href.startswith("#"):
            return _nothing
        outer = self._anchor

        def leave() -> None:
            if self._opens:
                self._add("")
            self._anchor = outer
            if self._is_link_broken:
                self._is_link_broken = False
                self._end_paragraph()

        self._anchor = Anchor(href, url)
        self._opens = True
        return leave


class BlockReader(_InlineReader):
    """Collects runs into blocks."""

    def __init__(self, base: str | None) -> None:
        super().__init__(base)
        self._heading = 0
        self._is_summary = False
        self._blocks: list[Block] = []
        self._outer: list[list[Block]] = []
        self._tables: list[Table] = []
        self._folds: list[Details] = []
        self._blocks_by_tag = {
            "dd": self._enter_definition,
            "details": self._enter_fold,
            "dt": self._enter_item,
            "li": self._enter_item,
            "pre": self._enter_code,
            "summary": self._enter_summary,
            "table": self._enter_table,
            "td": self._enter_cell,
            "th": self._enter_head,
            "tr": self._enter_row,
        }

    def finish(self) -> list[Block]:
        """End the last block, and return all of them."""
        self._end_paragraph()
        return self._blocks

    def enter(self, tag: str, node: LexborNode) -> Leave:
        """Begin what `node` stands for."""
        if tag == "td" and self._tables and "rowspan" in node.attributes:
            self._tables[-1].is_spanned = True
        return self._enter_block(tag) if tag in _BLOCKS else self._enter_inline(tag, node)

    def _enter_block(self, tag: str) -> Leave:
        if tag in _PARAGRAPHS and (self._heading or self._is_summary):
            self._add(" ")
            return _nothing
        if tag in _PARAGRAPHS:
            self._end_line()
            return self._end_line
        self._end_paragraph()
        if level := _LEVELS.get(tag):
            self._heading = level
        enter = self._blocks_by_tag.get(tag)
        return enter() if enter else self._end_paragraph

    def _enter_code(self) -> Leave:
        return self._leave_code

    def _enter_item(self) -> Leave:
        item = Item()
        self._blocks.append(item)
        return self._enter_blocks(item.blocks)

    def _enter_definition(self) -> Leave:
        """Nest a definition in the item of its term."""
        term = self._blocks[-1] if self._blocks else None
        return self._enter_blocks(term.blocks) if isinstance(term, Item) else self._end_paragraph

    def _enter_row(self) -> Leave:
        if self._tables:
            self._tables[-1].rows.append(Row())
        return self._end_paragraph

    def _enter_cell(self) -> Leave:
        if not self._tables or not self._tables[-1].rows:
            return self._end_paragraph
        cell: list[Block] = []
        self._tables[-1].rows[-1].cells.append(cell)
        return self._enter_blocks(cell)

    def _enter_head(self) -> Leave:
        leave = self._enter_cell()
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].is_head = True
        return leave

    def _enter_summary(self) -> Leave:
        if not self._folds:
            return self._end_paragraph
        self._is_summary = True
        return self._leave_summary

    def _end_line(self) -> None:
        """End a paragraph, or only the line if a link continues."""
        if self._anchor is None or self._opens:
            self._end_paragraph()
        else:
            self._is_link_broken = True
            self._break()

    def _end_paragraph(self) -> None:
        if not self._opens:
            self._anchor = None  # a link ends with its first block; the rest of it is text
        if not self._runs and not self._heading:
            return
        runs, self._runs = self._runs, []
        level, self._heading = self._heading, 0
        if level:
            self._blocks.append(Heading(level, runs))
        elif any(run.opens or not run.text.isspace() for run in runs):
            self._blocks.append(Text(runs))

    def _enter_blocks(self, blocks: list[Block]) -> Leave:
        if len(self._outer) >= DEPTH:
            blocks = self._blocks
        self._outer.append(self._blocks)
        self._blocks = blocks
        return self._leave_blocks

    def _leave_blocks(self) -> None:
        self._end_paragraph()
        self._blocks = self._outer.pop()

    def _leave_code(self) -> None:
        runs, self._runs = self._runs, []
        if runs:
            self._blocks.append(Code(runs))

    def _enter_table(self) -> Leave:
        table = Table()
        self._blocks.append(table)
        self._tables.append(table)
        return self._leave_table

    def _leave_table(self) -> None:
        self._end_paragraph()
        self._tables.pop()

    def _enter_fold(self) -> Leave:
        fold = Details()
        self._blocks.append(fold)
        self._folds.append(fold)
        self._enter_blocks(fold.blocks)
        return self._leave_fold

    def _leave_fold(self) -> None:
        self._leave_blocks()
        self._folds.pop()

    def _leave_summary(self) -> None:
        self._is_summary = False
        if self._heading:
            self._end_paragraph()
        runs, self._runs = self._runs, []
        self._folds[-1].summary = runs
