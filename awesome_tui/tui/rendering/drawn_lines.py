"""The base class of widgets that cache their drawn lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Self

from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from awesome_tui.tui.rendering.drawable import Drawable


class CachedLines(Widget):
    """A widget that caches its drawn lines until it is refreshed.

    At every key, Textual asks all widgets beside the changed one for their lines; to compute
    these again took as long as all the rest of the response.
    """

    _kept_lines: tuple[Region, list[Strip]] | None = None
    """The drawn region, and its lines."""

    def draw_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of `crop` for `render_lines` to cache."""
        return super().render_lines(crop)

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._kept_lines is None or self._kept_lines[0] != crop:
            self._kept_lines = crop, self.draw_lines(crop)
        return self._kept_lines[1]

    def filtered(self, strips: Iterable[Strip]) -> Iterator[Strip]:
        """Apply Textual's line filters to `strips`.

        The filter for ANSI colours is skipped where no such colours are in use.
        """
        colors = self.visual_style.background, self.visual_style.foreground
        is_ansi = any(color and color.ansi is not None for color in colors)
        wanted = [
            one
            for one in self.get_line_filters()
            if is_ansi or not isinstance(one, ANSIToTruecolor)
        ]
        background = self.background_colors[1]
        for strip in strips:
            yield reduce(lambda drawn, one: _filtered(drawn, one, background), wanted, strip)

    def forget(self, *regions: Region) -> None:
        """Drop cached lines of `regions`, or all."""
        self._kept_lines = None

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        self.forget(*regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.forget()


def _filtered(strip: Strip, one: LineFilter, background: Color) -> Strip:
    return one.passed(strip) if isinstance(one, Drawable) else strip.apply_filter(one, background)
