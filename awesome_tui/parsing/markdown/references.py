"""Link reference definitions, and a limit on the text that references expand to.

mistune searches a text for all blank lines again after each list or quote between definitions, and
a long destination that is referenced often makes a page thousands of times as large as its source.
"""

from __future__ import annotations

import re
from typing import Any

from mistune import BlockParser, BlockState, Markdown
from mistune.helpers import parse_link_href, parse_link_title, unescape_char
from mistune.util import escape_url, unikey

_REST_OF_LINE = re.compile(r"[ \t]*\n")
_LEAST_GROWTH = 100_000


class _References(dict[str, Any]):
    """Definitions by label; unknown once their expansions outgrow the source, as on GitHub."""

    def __init__(self, growth: int) -> None:
        super().__init__()
        self._growth = growth

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key)
        if found is None:
            return default
        size = len(found["url"]) + len(found.get("title", ""))
        if size > self._growth:
            return default
        self._growth -= size
        return found


def references(md: Markdown) -> None:
    """Register a mistune plugin for `[label]: destination "title"`."""
    md.before_parse_hooks.append(_start)
    md.block.register("ref_link", None, _parse_definition)


def _start(md: Markdown, state: BlockState) -> None:
    state.env["ref_links"] = _References(max(len(state.src), _LEAST_GROWTH))


def _parse_definition(block: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    if end := state.append_paragraph():
        return end
    key = unikey(m["reflink_1"])
    href, after_href = parse_link_href(state.src, m.end(), block=True)
    if not key or href is None or after_href is None:
        return None
    title, after_title = parse_link_title(state.src, after_href, state.cursor_max)
    rest = _REST_OF_LINE.match(state.src, after_title) if after_title else None
    if rest is None:
        title, rest = None, _REST_OF_LINE.match(state.src, after_href)
    if rest is None:
        return None
    definition = {"url": escape_url(unescape_char(href)), "title": title or ""}
    state.env["ref_links"].setdefault(key, definition)
    return rest.end()
