"""Footnotes, but not where a link's text looks like one: `[^x](destination)`, `[^x][label]`."""

from __future__ import annotations

import re

from mistune import InlineParser, InlineState, Markdown
from mistune.helpers import parse_link_with_end
from mistune.plugins import footnotes as plugin
from mistune.util import unikey

_BRACKET = re.compile(r"\[")


def footnotes(md: Markdown) -> None:
    """Register mistune's plugin, to which GitHub's parser prefers a link."""
    plugin.footnotes(md)
    md.inline.register("footnote", plugin.INLINE_FOOTNOTE, _parse_reference)


def _parse_reference(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    bracket = _BRACKET.match(state.src, m.start())
    if bracket and (not _is_defined(m["footnote_key"], state) or _is_link(state.src, m.end())):
        return inline.parse_link(bracket, state)
    return plugin.parse_inline_footnote(inline, m, state)


def _is_defined(key: str, state: InlineState) -> bool:
    return unikey(key) in state.env.get("ref_footnotes", {})


def _is_link(source: str, end: int) -> bool:
    return source.startswith("(", end) and parse_link_with_end(source, end + 1)[0] is not None
