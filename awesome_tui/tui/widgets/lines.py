"""Lines drawn on demand: what the panes have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.steady import steady
from awesome_tui.tui.widgets.bar import Bar
from awesome_tui.tui.widgets.still import Still


class LineView(Still, ScrollView):
    """Scrolls over any number of lines without ever laying out the screen anew.

    Textual lays out everything when a virtual size changes or a scroll bar comes or goes, which
    takes longer than to draw: here the bar stays, blank where all lines fit, and the virtual size
    is changed without more ado.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "LineView { overflow-y: scroll; overflow-x: hidden; }"

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    _line_count = 0

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  as Textual names it
        self._looks: dict[str, Style] = {}
        self._drawn: dict[int, Strip] = {}
        """The lines that need not be drawn again, by their place in the window; above
        the first, the places are negative."""
        self._drawn_width = 0
        super().__init__(id=id)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        # As Textual makes it.
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = Bar(name="vertical")
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    @abstractmethod
    def draw_line(self, line: int, width: int) -> Strip:
        """Any line from 0 on, exactly `width` cells wide."""

    def look(self, name: str) -> Style:
        """The style of a component, to be laid over others: every line asks for some."""
        found = self._looks.get(name)
        if found is None:
            found = self._looks[name] = self.get_visual_style(name, partial=True)
        return found

    def set_line_count(self, count: int) -> None:
        """There are `count` lines now."""
        self._line_count = count
        height = self.scrollable_content_region.height
        extent = max(count, height)
        self.virtual_size = Size(1, extent)
        self.vertical_scrollbar.window_virtual_size = extent
        self.vertical_scrollbar.window_size = height
        self.scroll_to(y=min(self.scroll_offset.y, extent - height), animate=False)

    def on_hide(self, event: events.Hide) -> None:
        """Keep the focus where this comes late: the view may be in front again by now."""
        if self.display:
            event.prevent_default()

    def on_resize(self) -> None:
        """Fit the scroll bar to the new height."""
        self.set_line_count(self._line_count)
        self.height_changed()

    def height_changed(self) -> None:
        """There is room for more lines than before, or for fewer."""

    def refresh_line(self, y: int, cells: int | None = None) -> None:
        """Send line `y` anew, or only its first `cells`; never the scroll bar beside it."""
        width = self.scrollable_content_region.width
        sent = width if cells is None else min(cells, width)
        self.refresh(Region(0, y - self.scroll_offset.y, sent, 1))

    def forget(self, *regions: Region) -> None:
        super().forget(*regions)
        if not regions:
            self._drawn.clear()
        for region in regions:
            for y in region.line_range:
                self._drawn.pop(y, None)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()

    def render_line(self, y: int) -> Strip:
        return self.draw_line(y + self.scroll_offset.y, self.scrollable_content_region.width)

    def draw_lines(self, crop: Region) -> list[Strip]:
        """As Textual's, which asks for borders, paddings and effects at each line.

        There are none but above the first line, and to leave that out halves the time.
        """
        top, *others = self.styles.gutter
        if any(others) or crop.column_span != (0, self.outer_size.width):
            return super().draw_lines(crop)
        width = self.scrollable_content_region.width
        if self._drawn_width != width:
            self._drawn.clear()
            self._drawn_width = width
        for y in range(crop.y - top, 0):
            if y not in self._drawn:
                (self._drawn[y],) = super().draw_lines(Region(0, top + y, crop.width, 1))
        wanted = range(crop.y - top, crop.bottom - top)
        self._draw([y for y in wanted if y not in self._drawn], width)
        return [self._drawn[y] for y in wanted]

    def _draw(self, lines: Sequence[int], width: int) -> None:
        if not lines:
            return
        top = self.scroll_offset.y
        drawn = self.filtered(self.draw_line(top + y, width) for y in lines)
        self._drawn.update(zip(lines, map(_steady, drawn), strict=True))


def _steady(strip: Strip) -> Strip:
    """`strip`, with all its columns where they are to be."""
    text = strip.text
    if steady(text) == text:
        return strip
    parts = (Segment(steady(text), style, control) for text, style, control in strip)
    return Strip(parts, strip.cell_length)
