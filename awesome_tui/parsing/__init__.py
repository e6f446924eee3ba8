"""A document becomes a tree."""

from __future__ import annotations

from awesome_tui.errors import ParseError
from awesome_tui.model import AwesomeList
from awesome_tui.parsing.markdown import to_html
from awesome_tui.parsing.outline import outline
from awesome_tui.parsing.tree import read_blocks


def parse(
    text: str,
    format: str = "markdown",  # noqa: A002  what callers call it
    *,
    base: str | None = None,
    source: str = "",
) -> AwesomeList:
    """The list that `text` makes; `base` is where its relative links start."""
    if format != "markdown":
        raise ParseError(f"{source or 'The text'} is {format}; only markdown can be read.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return outline(read_blocks(to_html(text), base), text, source)
