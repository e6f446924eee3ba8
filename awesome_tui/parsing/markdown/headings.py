"""ATX headings.

mistune strips closing hashes with an expression that is quadratic in the number of spaces.
"""

from __future__ import annotations

import re

from mistune import BlockParser, BlockState, Markdown


def headings(md: Markdown) -> None:
    """Register a mistune plugin that replaces its rule for `# Title #`."""
    md.block.register("atx_heading", None, _parse_heading)


def _parse_heading(block: BlockParser, m: re.Match[str], state: BlockState) -> int:
    text = m["atx_2"].strip()
    bare = text.rstrip("#")
    if bare != bare.rstrip() or not bare:
        text = bare.rstrip()
    attrs = {"level": len(m["atx_1"])}
    state.append_token({"type": "heading", "text": text, "attrs": attrs, "style": "atx"})
    return m.end() + 1
