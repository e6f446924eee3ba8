"""Paragraphs, read line by line.

mistune does so only for paragraphs that begin with a letter. For others it searches for the next
block at every character and copies the paragraph for every line; but no block begins within a line.
"""

from __future__ import annotations

import re

from mistune import BlockParser, BlockState, Markdown

_ANYTHING = r"(?=[\s\S])"


def paragraphs(md: Markdown) -> None:
    """Mistune plugin for paragraphs; must be the last, as every line matches its rule."""
    others = list(md.block.rules)

    def parse(block: BlockParser, m: re.Match[str], state: BlockState) -> int:
        # A rule that matched may still reject the text, as in a list: the next call goes on there.
        begins = block.compile_sc(others)
        end = state.find_line_end()
        while end < state.cursor_max and not begins.match(state.src, end):
            end = state.find_line_end_at(end)
        state.add_paragraph(state.get_text(end))
        return end

    md.block.register("text_lines", _ANYTHING, parse)
    md.block.list_rules.append("text_lines")
    md.block.block_quote_rules.append("text_lines")
