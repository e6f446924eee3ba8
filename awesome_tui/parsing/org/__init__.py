"""Org to HTML as Emacs exports it, for the syntax that lists use."""

from __future__ import annotations

from awesome_tui.parsing.org.org_blocks import Writer
from awesome_tui.parsing.org.org_settings import read_settings


def to_html(text: str) -> str:
    """Render `text` as a page."""
    return Writer(text, read_settings(text)).html()
