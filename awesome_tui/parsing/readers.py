"""Readers of all document formats: a text becomes blocks."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from awesome_tui.errors import ParseError
from awesome_tui.model.format_table import PARSED
from awesome_tui.parsing.blocks import Block
from awesome_tui.parsing.dom import BlockReader, parse_html, read_node
from awesome_tui.parsing.html import read_page


class _Format(Protocol):
    """A module that reads one format."""

    def to_html(self, text: str) -> str:
        """Render `text` as a page."""


def clean_line_ends(text: str) -> str:
    """Return `text` with newlines only, and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_text(
    text: str,
    format: str,  # noqa: A002
    name: str,
    base: str | None,
    read: type[BlockReader] = BlockReader,
) -> list[Block]:
    """Read the blocks of a text with clean line ends, which errors call `name`.

    Raises ParseError.
    """
    if format not in PARSED:
        raise ParseError(f"{name} is {format}; only {_listed(PARSED)} can be read.")
    try:
        if format == "html":
            return read_page(text, base, read)
        # Import only the reader in use: loading docutils takes longer than parsing most lists.
        reader = cast("_Format", import_module(f"{__package__}.{format}"))
        return read_node(parse_html(reader.to_html(text)).body, base, read)
    except RecursionError as error:
        raise ParseError(f"{name} is nested too deeply to be read.") from error


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
