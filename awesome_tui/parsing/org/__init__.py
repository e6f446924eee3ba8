"""Org becomes HTML, as Emacs exports it, as far as lists use it."""

from __future__ import annotations

from awesome_tui.parsing.org.blocks import Writer
from awesome_tui.parsing.org.settings import read_settings


def to_html(text: str) -> str:
    """The page that `text` makes."""
    return Writer(text, read_settings(text)).html()
