"""Fast path for links that contain only text, as most links of a list do.

mistune waits for the closing bracket, then reads the destination character by character and
rescans everything since the opening bracket.
"""

from __future__ import annotations

import re

from mistune import InlineParser, InlineState, Markdown
from mistune.util import escape_url

_SIMPLE = re.compile(r"\[([^\]\[\\`*_~<!\n]++)\]\(([^\s()<>\\\x00-\x1f\x7f]++)\)")


def links(md: Markdown) -> None:
    """Register a mistune plugin that reads `[text](destination)` at its opening bracket."""
    md.inline.register("link", None, _parse_link)


def _parse_link(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    simple = _SIMPLE.match(state.src, m.start())
    if simple is None or state.brackets or state.in_link or state.depth:
        return inline.parse_link(m, state)
    text, url = simple.groups()
    state.append_token(
        {
            "type": "link",
            "children": [{"type": "text", "raw": text}],
            "attrs": {"url": escape_url(url)},
        }
    )
    return simple.end()
