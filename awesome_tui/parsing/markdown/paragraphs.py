"""Paragraphs, read line by line.

mistune does so only for paragraphs that begin with a letter. For others it searches for the next
block at every character and copies the paragraph for every line; but no block begins within a line.
"""

from __future__ import annotations

import re

from mistune import BlockParser, BlockState


class Blocks(BlockParser):
    """mistune's block parser with faster paragraphs."""

    def _parse_plain_paragraph(self, state: BlockState, sc: re.Pattern[str]) -> bool:
        """Read a paragraph; mistune calls this where no block begins."""
        end = state.find_line_end()
        while end < state.cursor_max and not sc.match(state.src, end):
            end = state.find_line_end_at(end)
        state.add_paragraph(state.get_text(end))
        state.cursor = end
        return True
