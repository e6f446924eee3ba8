"""Textual's line filters, applied to whole lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.strip import Strip
from textual.widget import Widget


def filter_lines(widget: Widget, strips: Iterable[Strip]) -> Iterator[Strip]:
    """Apply the line filters of `widget` to its lines."""
    filters, background = widget.get_line_filters(), widget.background_colors[1]
    for strip in strips:
        filtered = strip
        for each in filters:
            filtered = filtered.apply_filter(each, background)
        yield filtered
