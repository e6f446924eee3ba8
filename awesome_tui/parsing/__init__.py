"""A document becomes a tree."""

from __future__ import annotations

from awesome_tui.model import AwesomeList


def parse(
    text: str, format: str = "markdown", *, base: str | None = None, source: str = ""
) -> AwesomeList:
    """The list that `text` makes; `base` is where its relative links start."""
    from awesome_tui.parsing.markdown import to_html
    from awesome_tui.parsing.outline import outline
    from awesome_tui.parsing.tree import read_blocks

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return outline(read_blocks(to_html(text), base), text, source)
