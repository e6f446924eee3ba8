"""A document becomes a tree."""

from __future__ import annotations

from awesome_tui.errors import ParseError
from awesome_tui.model import AwesomeList
from awesome_tui.parsing.blocks import Block
from awesome_tui.parsing.outline import outline
from awesome_tui.parsing.tree import read_blocks

FORMATS = ("markdown", "rst", "org", "asciidoc", "html")


def parse(
    text: str,
    format: str = "markdown",  # noqa: A002  what callers call it
    *,
    base: str | None = None,
    source: str = "",
) -> AwesomeList:
    """The list that `text` makes; `base` is where its relative links start."""
    name = source or "The text"
    if format not in FORMATS:
        raise ParseError(f"{name} is {format}; only {_listed(FORMATS)} can be read.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        blocks = _blocks(text, format, base)
    except RecursionError as error:
        raise ParseError(f"{name} is nested too deeply to be read.") from error
    # Only Markdown writes a destination where it is used, in the way that it is used.
    return outline(blocks, text if format == "markdown" else "", source)


def _blocks(text: str, format: str, base: str | None) -> list[Block]:  # noqa: A002
    # Each reader is loaded for its own format only: docutils takes longer than most lists.
    match format:
        case "html":
            from awesome_tui.parsing.page import read_page  # noqa: PLC0415

            return read_page(text, base)
        case "rst":
            from awesome_tui.parsing.rst import to_html  # noqa: PLC0415
        case "org":
            from awesome_tui.parsing.org import to_html  # noqa: PLC0415
        case "asciidoc":
            from awesome_tui.parsing.asciidoc import to_html  # noqa: PLC0415
        case _:
            from awesome_tui.parsing.markdown import to_html  # noqa: PLC0415
    return read_blocks(to_html(text), base)


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
