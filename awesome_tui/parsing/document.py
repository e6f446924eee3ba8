"""Parsers of all document formats: text becomes an `AwesomeList`."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_tui.model.encoding import write_list
from awesome_tui.model.entries import AwesomeList
from awesome_tui.parsing.readers import clean_line_ends, read_text
from awesome_tui.parsing.structure import build_list


def parse(
    text: str,
    format: str = "markdown",  # noqa: A002  a public name
    *,
    base: str | None = None,
    source: str = "",
) -> AwesomeList:
    """Parse `text`, resolving relative links against `base`; raises ParseError."""
    text = clean_line_ends(text)
    blocks = read_text(text, format, source or "The text", base)
    # Only Markdown writes destinations verbatim at their links, as line numbers need them.
    return build_list(blocks, text if format == "markdown" else "", source, base)


def list_lines(text: str, format: str, base: str | None, source: str) -> Iterator[bytes]:  # noqa: A002
    """Parse `text`, and return the lines that `read_list` makes the list of."""
    return write_list(parse(text, format, base=base, source=source))
