"""Parsers of all document formats: text becomes an `AwesomeList`."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from awesome_tui.errors import ParseError
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.format_table import PARSED
from awesome_tui.parsing.blocks import Block
from awesome_tui.parsing.dom import read_blocks
from awesome_tui.parsing.html import read_page
from awesome_tui.parsing.structure import build_list


class _Reader(Protocol):
    """A module that reads one format."""

    def to_html(self, text: str) -> str:
        """Render `text` as a page."""


def parse(
    text: str,
    format: str = "markdown",  # noqa: A002  a public name
    *,
    base: str | None = None,
    source: str = "",
) -> AwesomeList:
    """Parse `text`, resolving relative links against `base`; raises ParseError."""
    name = source or "The text"
    if format not in PARSED:
        raise ParseError(f"{name} is {format}; only {_listed(PARSED)} can be read.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        blocks = _blocks(text, format, base)
    except RecursionError as error:
        raise ParseError(f"{name} is nested too deeply to be read.") from error
    # Only Markdown writes destinations verbatim at their links, as line numbers need them.
    return build_list(blocks, text if format == "markdown" else "", source, base)


def _blocks(text: str, format: str, base: str | None) -> list[Block]:  # noqa: A002
    if format == "html":
        return read_page(text, base)
    # Import only the reader in use: loading docutils takes longer than parsing most lists.
    reader = cast("_Reader", import_module(f"{__package__}.{format}"))
    return read_blocks(reader.to_html(text), base)


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
