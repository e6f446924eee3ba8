"""Tables by the rules of GitHub's parser: outer pipes are optional, long rows are cut.

Short rows are not padded as on GitHub, because a wide head could make the page endless.
"""

from __future__ import annotations

import re
from typing import Any

from mistune import BlockParser, BlockState, Markdown
from mistune.helpers import BLOCK_TAGS, PRE_TAGS
from mistune.plugins.table import (
    render_table,
    render_table_body,
    render_table_cell,
    render_table_head,
    render_table_row,
)

_DELIMITER = r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$"
_PIPE = re.compile(r"(?<!\\)\|")
_BREAKS = ["fenced_code", "atx_heading", "thematic_break", "block_quote", "list"]
_HTML = rf"(?i) {{0,3}}(?:</?(?:{'|'.join(BLOCK_TAGS + PRE_TAGS)})(?=[\s/>])|<!--)"
_Token = dict[str, Any]


def tables(md: Markdown) -> None:
    """Register a mistune plugin: a delimiter row makes the line above it the head of a table."""
    md.block.register("table", _DELIMITER, _parse_table)
    md.block.list_rules.append("table")
    md.block.block_quote_rules.append("table")
    if md.renderer is not None:
        md.renderer.register("table", render_table)
        md.renderer.register("table_head", render_table_head)
        md.renderer.register("table_body", render_table_body)
        md.renderer.register("table_row", render_table_row)
        md.renderer.register("table_cell", render_table_cell)


def _parse_table(block: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    paragraph = state.last_token()
    if not paragraph or paragraph["type"] != "paragraph":
        return None
    before, _, line = paragraph["text"].rstrip("\n").rpartition("\n")
    head = _cells(line)
    if len(head) != len(_cells(m[0])):
        return None
    if before:
        paragraph["text"] = before + "\n"
    else:
        state.tokens.pop()
    rows, end = _rows(block, state, m.end() + 1, len(head))
    body: _Token = {"type": "table_body", "children": [_row("table_row", row) for row in rows]}
    state.append_token({"type": "table", "children": [_row("table_head", head), body]})
    return end


def _rows(
    block: BlockParser, state: BlockState, position: int, width: int
) -> tuple[list[list[str]], int]:
    rows = []
    breaks = block.compile_sc(_BREAKS)
    while position < state.cursor_max:
        line = state.get_line(position)
        if not line.strip() or line.startswith("    ") or position in state.lazy_line_starts:
            break
        if breaks.match(state.src, position) or re.match(_HTML, line):
            break
        rows.append(_cells(line)[:width])
        position += len(line)
    return rows, position


def _cells(line: str) -> list[str]:
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line)]


def _row(kind: str, cells: list[str]) -> _Token:
    attrs = {"align": None, "head": kind == "table_head"}
    return {
        "type": kind,
        "children": [{"type": "table_cell", "text": cell, "attrs": attrs} for cell in cells],
    }
