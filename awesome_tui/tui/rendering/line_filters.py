"""Textual's line filters, applied to whole lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip
from textual.widget import Widget

from awesome_tui.tui.rendering.drawable import Drawable


def filter_lines(widget: Widget, strips: Iterable[Strip]) -> Iterator[Strip]:
    """Apply the line filters of `widget` to its lines."""
    wanted, background = widget.get_line_filters(), widget.background_colors[1]
    for strip in strips:
        yield reduce(lambda drawn, one: _filtered(drawn, one, background), wanted, strip)


def _filtered(strip: Strip, one: LineFilter, background: Color) -> Strip:
    return (
        one.filter_strip(strip)
        if isinstance(one, Drawable)
        else strip.apply_filter(one, background)
    )
