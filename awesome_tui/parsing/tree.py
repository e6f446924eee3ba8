"""HTML becomes blocks, in one walk: the only place that knows the DOM."""

from __future__ import annotations

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from awesome_tui.parsing.blocks import (
    BOLD,
    BREAK,
    CODE,
    ITALIC,
    STRUCK,
    Anchor,
    Block,
    Code,
    Fold,
    Heading,
    Item,
    Row,
    Run,
    Runs,
    Table,
    Text,
)
from awesome_tui.urls import safe

DEPTH = 24
"""Items and folds nested deeper than this stand beside each other: all walks may recurse."""

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_STYLES = {
    "b": BOLD,
    "strong": BOLD,
    "i": ITALIC,
    "em": ITALIC,
    "code": CODE,
    "tt": CODE,
    "samp": CODE,
    "del": STRUCK,
    "s": STRUCK,
    "strike": STRUCK,
}
_UNSEEN = frozenset({"-comment", "script", "style", "template"})
_INLINE = frozenset(
    "abbr bdi bdo big cite dfn font g-emoji input ins kbd label mark picture q rp rt"
    " ruby small source span sub sup time u var wbr".split()
)
_TRANSPARENT = frozenset({"blockquote", "center", "div", "p", "section"})


def read_blocks(html: str, base: str | None = None) -> list[Block]:
    """The blocks of the page `html`, its relative links resolved against `base` where known."""
    body = LexborHTMLParser(html).body
    reader = _Reader(base)
    if body is not None:
        _walk(body, reader)
    return reader.finish()


def _walk(root: LexborNode, reader: _Reader) -> None:
    """Enter and leave every node in document order; iterative, because pages nest at will."""
    ancestors: list[tuple[LexborNode | None, Callable[[], None]]] = []
    node = root.first_child
    while node is not None or ancestors:
        if node is None:
            node, leave = ancestors.pop()
            leave()
            continue
        tag = node.tag or ""
        if tag == "-text":
            reader.text(node.text_content or "")
        elif tag not in _UNSEEN:
            leave = reader.enter(tag, node)
            ancestors.append((node.next, leave))
            node = node.first_child
            continue
        node = node.next


def _nothing() -> None:
    pass


class _Reader:
    """Collects runs into blocks; every `enter` answers what must happen at the end of the tag."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._runs: Runs = []
        self._style = 0
        self._anchor: Anchor | None = None
        self._opens = False
        self._blocks: list[Block] = []
        self._outer: list[list[Block]] = []
        self._tables: list[Table] = []
        self._folds: list[Fold] = []
        self._heading = 0
        self._in_summary = False

    def finish(self) -> list[Block]:
        self._end_paragraph()
        return self._blocks

    def text(self, text: str) -> None:
        if self._runs or not text.isspace():
            self._add(text)

    def enter(self, tag: str, node: LexborNode) -> Callable[[], None]:
        if style := _STYLES.get(tag):
            return self._enter_style(style)
        if tag == "a":
            return self._enter_anchor(node.attributes.get("href"))
        if tag in _INLINE:
            return _nothing
        if tag == "img":
            self._add((node.attributes.get("alt") or "").strip(), image=True)
            return _nothing
        if tag == "br":
            self._runs.append(BREAK)
            return _nothing
        return self._enter_block(tag)

    def _enter_block(self, tag: str) -> Callable[[], None]:
        if tag in _TRANSPARENT and (self._heading or self._in_summary):
            self._add(" ")
            return _nothing
        self._end_paragraph()
        if level := _LEVELS.get(tag):
            self._heading = level
            return self._end_paragraph
        match tag:
            case "li":
                return self._enter_item()
            case "pre":
                return self._leave_code
            case "table":
                return self._enter_table()
            case "tr" if self._tables:
                self._tables[-1].rows.append(Row([]))
            case "td" | "th" if self._tables and self._tables[-1].rows:
                return self._enter_cell(tag == "th")
            case "details":
                return self._enter_fold()
            case "summary" if self._folds:
                self._in_summary = True
                return self._leave_summary
        return self._end_paragraph

    def _add(self, text: str, image: bool = False) -> None:
        self._runs.append(Run(text, self._style, self._anchor, self._opens, image))
        self._opens = False

    def _end_paragraph(self) -> None:
        runs, self._runs = self._runs, []
        level, self._heading = self._heading, 0
        if level:
            self._blocks.append(Heading(level, runs))
        elif any(run.opens or not run.text.isspace() for run in runs):
            self._blocks.append(Text(runs))

    def _enter_style(self, style: int) -> Callable[[], None]:
        outer = self._style

        def leave() -> None:
            self._style = outer

        self._style |= style
        return leave

    def _enter_anchor(self, href: str | None) -> Callable[[], None]:
        outer = self._anchor

        def leave() -> None:
            if self._opens:
                self._add("")
            self._anchor = outer

        if href is None:
            return _nothing
        href = href.strip()
        url = safe(href, self._base)
        if url is None and not href.startswith("#"):
            return _nothing
        self._anchor = Anchor(href, url)
        self._opens = True
        return leave

    def _enter_item(self) -> Callable[[], None]:
        if len(self._outer) >= DEPTH:
            return self._end_paragraph
        item = Item([])
        self._blocks.append(item)
        return self._enter_blocks(item.blocks)

    def _enter_blocks(self, blocks: list[Block]) -> Callable[[], None]:
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

    def _enter_table(self) -> Callable[[], None]:
        table = Table([])
        self._blocks.append(table)
        self._tables.append(table)

        def leave() -> None:
            self._end_paragraph()
            self._tables.pop()

        return leave

    def _enter_cell(self, head: bool) -> Callable[[], None]:
        if len(self._outer) >= DEPTH:
            return self._end_paragraph
        row = self._tables[-1].rows[-1]
        row.head = row.head or head
        row.cells.append([])
        return self._enter_blocks(row.cells[-1])

    def _enter_fold(self) -> Callable[[], None]:
        if len(self._outer) >= DEPTH:
            return self._end_paragraph
        fold = Fold([], [])
        self._blocks.append(fold)
        self._folds.append(fold)
        leave_blocks = self._enter_blocks(fold.blocks)

        def leave() -> None:
            leave_blocks()
            self._folds.pop()

        return leave

    def _leave_summary(self) -> None:
        self._in_summary = False
        if self._heading:
            self._end_paragraph()
        runs, self._runs = self._runs, []
        self._folds[-1].summary = runs
