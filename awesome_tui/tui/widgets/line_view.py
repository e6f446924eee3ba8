"""The base class of the panes: a scroll view that draws only visible lines."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.rendering.emoji_width import steady_width
from awesome_tui.tui.rendering.line_filters import filter_lines
from awesome_tui.tui.rendering.scroll_bar import SparseScrollBar


class LineView(ScrollView):
    """A scroll view of any number of lines that never causes a new layout of the screen.

    Textual lays out the screen when a virtual size changes or a scroll bar appears or disappears,
    which takes longer than drawing: so the bar stays, blank if all lines fit, and a new virtual
    size causes no layout.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "LineView { overflow-y: scroll; overflow-x: hidden; }"

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    _line_count = 0

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  as Textual names it
        self._looks: dict[str, Style] = {}
        super().__init__(id=id)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        # Like Textual's property, with another class.
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = SparseScrollBar(name="vertical")
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    @abstractmethod
    def draw_line(self, line: int, width: int) -> Strip:
        """Draw a line, numbered from 0, exactly `width` cells wide."""

    def look(self, name: str) -> Style:
        """The cached partial style of a component class, as every line needs some."""
        found = self._looks.get(name)
        if found is None:
            found = self._looks[name] = self.get_visual_style(name, partial=True)
        return found

    def set_line_count(self, count: int) -> None:
        """Set the number of lines, and clamp the scroll position."""
        self._line_count = count
        height = self.scrollable_content_region.height
        self.virtual_size = Size(1, count)
        self.vertical_scrollbar.window_virtual_size = count
        self.vertical_scrollbar.window_size = height
        self.scroll_to(y=max(0, min(self.scroll_offset.y, count - height)))

    def scroll_to(self, x: float | None = None, y: float | None = None, **options: Any) -> None:
        """Scroll at once, also where Textual would animate it, as after a click on the bar.

        What a step of an animation changes may scroll, too, and the animator does not bear that.
        """
        super().scroll_to(x, y, **{**options, "animate": False})

    def on_hide(self, event: events.Hide) -> None:
        """Keep the focus if this event is late and the view is visible again."""
        if self.display:
            event.prevent_default()

    def on_resize(self) -> None:
        self.set_line_count(self._line_count)
        self.height_changed()

    def height_changed(self) -> None:
        """Called when the height has changed; for subclasses."""

    def refresh_line(self, y: int) -> None:
        """Repaint line `y`, without the scroll bar beside it."""
        width = self.scrollable_content_region.width
        self.refresh(Region(0, y - self.scroll_offset.y, width, 1))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()

    def render_line(self, y: int) -> Strip:
        return self.draw_line(y + self.scroll_offset.y, self.scrollable_content_region.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines without Textual's borders, padding and effects.

        Only the padding above the first line exists here. With the rest, the hits of a letter among
        10,000 entries would come after 26 ms, not 18, and 20 are the goal.
        """
        top, *others = self.styles.gutter
        if any(others) or crop.column_span != (0, self.outer_size.width):
            return super().render_lines(crop)
        above = min(top, crop.bottom) - crop.y
        padding = super().render_lines(Region(0, crop.y, crop.width, above)) if above > 0 else []
        first, width = self.scroll_offset.y - top, self.scrollable_content_region.width
        rows = range(max(top, crop.y), crop.bottom)
        drawn = filter_lines(self, (self.draw_line(first + y, width) for y in rows))
        return [*padding, *map(_steady_strip, drawn)]


def _steady_strip(strip: Strip) -> Strip:
    """`strip` without emoji of disputed width, so that all columns stay aligned."""
    text = strip.text
    if steady_width(text) == text:
        return strip
    parts = (Segment(steady_width(text), style, control) for text, style, control in strip)
    return Strip(parts, strip.cell_length)
