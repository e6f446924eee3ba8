"""AsciiDoc becomes HTML, as Asciidoctor makes it, as far as lists use it."""

from __future__ import annotations

from awesome_tui.parsing.asciidoc.attributes import Attributes
from awesome_tui.parsing.asciidoc.blocks import Writer


def to_html(text: str) -> str:
    """The page that `text` makes."""
    return Writer(text, Attributes()).html()
