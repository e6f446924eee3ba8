"""Lines drawn on demand: what the panes have in common."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class LineView(ScrollView):
    """Scrolls over any number of lines without ever laying out the screen anew.

    Textual lays out everything when a virtual size changes or a scroll bar comes or goes, which
    takes longer than to draw: here the bar stays, blank where all lines fit, and the virtual size
    is changed without more ado.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "LineView { overflow-y: scroll; overflow-x: hidden; }"

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    _line_count = 0

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

    def refresh_line(self, y: int, cells: int | None = None) -> None:
        """Send line `y` anew, or only its first `cells`; never the scroll bar beside it."""
        width = self.scrollable_content_region.width
        sent = width if cells is None else min(cells, width)
        self.refresh(Region(0, y - self.scroll_offset.y, sent, 1))
