"""Lists by CommonMark's rule that up to three spaces of indentation do not nest an item.

mistune nests `  - b` in `-   a` above it, although it stands left of the text of `a`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mistune import BlockParser, BlockState, Markdown

_MARKER = re.compile(r"(?P<indent> {0,3})(?P<marker>[*+-]|\d{1,9}[.)])(?P<text>[ \t].*|)$")
_BLOCK_SIGN = re.compile(r"(\d{1,9})(?=[.)](?:\s|$)) | (?=[*+-](?:\s|$)|[#>=]|-+\s*$)", re.VERBOSE)
_COMPLETE = ["atx_heading", "thematic_break", "block_html"]
_ENDS = ["thematic_break", "fenced_code", "atx_heading", "block_quote", "block_html", "list"]


@dataclass(frozen=True, slots=True)
class _Marker:
    kind: str
    """`-`, `*` or `+`; for ordered lists the delimiter, `.` or `)`."""
    number: int | None
    column: int
    """Column at which the content of the item starts."""
    text: str


def lists(md: Markdown) -> None:
    """Register a mistune plugin that replaces its rule for lists."""
    md.block.register("list", None, _parse_list)


def _parse_list(block: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    marker = _marker(m[0])
    if marker is None:
        return None
    if not marker.text.strip() or marker.number not in (None, 1):
        end = state.append_paragraph()
        if end:
            return end
    rules = block.list_rules
    if state.depth() >= block.max_nested_level - 1:
        rules = [rule for rule in rules if rule not in ("list", "block_quote")]
    attrs: dict[str, Any] = {"ordered": marker.number is not None}
    if marker.number not in (None, 1):
        attrs["start"] = marker.number
    token: dict[str, Any] = {"type": "list", "children": [], "attrs": attrs}
    state.cursor = m.end() + 1
    following: _Marker | None = marker
    while following is not None:
        text, following = _item(block, state, following)
        child = state.child_state(text)
        block.parse(child, rules)
        token["children"].append({"type": "list_item", "children": child.tokens})
    state.append_token(token)
    return state.cursor


def _item(block: BlockParser, state: BlockState, marker: _Marker) -> tuple[str, _Marker | None]:
    """Return the content of the item whose first line was read, and the next item's marker."""
    lines = [marker.text]
    ends, complete = block.compile_sc(_ENDS), block.compile_sc(_COMPLETE)
    while state.cursor < state.cursor_max:
        raw = state.get_line(state.cursor)
        line = _without_tabs(raw.rstrip("\n"))
        follows_blank = not lines[-1].strip()
        if not line.strip():
            if lines == [""]:
                break
            lines.append("")
        elif len(line) - len(line.lstrip(" ")) >= marker.column:
            lines.append(line[marker.column :])
        else:
            ending = ends.match(state.src, state.cursor)
            is_rule = ending is not None and ending.lastgroup == "thematic_break"
            following = None if is_rule else _marker(line)
            if following is not None and following.kind == marker.kind:
                state.cursor += len(raw)
                return _text(lines), following
            if follows_blank or ending or complete.match(lines[-1]):
                break  # otherwise this is a lazy continuation line of a paragraph
            lines.append(_as_text(line))
        state.cursor += len(raw)
    return _text(lines), None


def _as_text(line: str) -> str:
    """Escape a paragraph continuation line that is indented too far to begin a block.

    A nested item would strip that indentation, and the unescaped line would begin a block in it.
    """
    text = line.lstrip(" ")
    if len(line) - len(text) < 4:
        return line
    sign = _BLOCK_SIGN.match(text)
    return f"{sign[0]}\\{text[sign.end() :]}" if sign else text


def _text(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _marker(line: str) -> _Marker | None:
    match = _MARKER.match(line)
    if match is None:
        return None
    width = match.end("marker")
    rest = _without_tabs(" " * width + match["text"])[width:]
    padding = len(rest) - len(rest.lstrip(" "))
    if padding > 4 or not rest.strip():
        padding = 1
    number = match["marker"][:-1]
    return _Marker(
        match["marker"][-1], int(number) if number else None, width + padding, rest[padding:]
    )


def _without_tabs(line: str) -> str:
    """Expand the leading tabs of `line`."""
    text = line.lstrip(" \t")
    return line[: len(line) - len(text)].expandtabs(4) + text
