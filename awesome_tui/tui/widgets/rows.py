"""Rows drawn on demand with one of them under the cursor: the common part of tree and list."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.widgets.lines import LineView


class RowView(LineView, can_focus=True):
    """A million rows cost what forty do: the visible ones are drawn, the changed ones sent."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--cursor", "row--quiet", "row--match", "row--mark"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next row", show=False, id="row.next"),
        Binding("k,up", "move(-1)", "Previous row", show=False, id="row.previous"),
        Binding("g,home", "first", "First row", show=False, id="row.first"),
        Binding("G,end", "last", "Last row", show=False, id="row.last"),
        Binding("ctrl+d", "page(0.5)", "Half a page down", show=False, id="row.half_down"),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False, id="row.half_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="row.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="row.page_up"),
    ]

    count = 0
    """How many rows there are."""
    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row under the cursor; -1 where no row can be chosen."""
    _top = 0
    """The row that is to be the first in sight as soon as it is known how many are; 0 for any."""

    @abstractmethod
    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """`row`, exactly `width` cells wide, on the style of its line."""

    def can_choose(self, row: int) -> bool:
        """Whether the cursor may rest on `row`."""
        return True

    def row_changed(self) -> None:
        """The cursor came to rest on another row."""

    def row_chosen(self) -> None:
        """The row under the cursor was clicked twice."""

    def set_rows(self, count: int, cursor: int, top: int = 0) -> None:
        """Show `count` new rows, the cursor at or next to row `cursor`.

        Row `top` is to be the first in sight as far as the cursor stays in it; 0 leaves that open.
        """
        self.count, self._top = count, top
        self.set_line_count(count)
        if top:  # the first frame is drawn before there is a height
            self.scroll_to(y=top, animate=False)
        self.set_reactive(RowView.cursor, self._nearest(max(0, min(cursor, count - 1))))
        self.refresh()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Bring the cursor's row into sight, by half a page if it is out of it.

        A line at a time would send the whole pane for every key that is held down.
        """
        height = self.scrollable_content_region.height
        if self.cursor < 0 or not height:
            return
        if self._top:
            self.scroll_to(y=self._top, animate=False)
            self._top = 0
        # The line that opens a section is worth seeing with its first row.
        top = self.cursor - (self.cursor > 0 and not self.can_choose(self.cursor - 1))
        if not self.scroll_offset.y <= top <= self.cursor < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, self.cursor - height // 2), animate=False)

    def height_changed(self) -> None:
        self.show_cursor()

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_line(old)
        self.refresh_line(new)
        self.show_cursor()
        self.row_changed()

    def choose(self, row: int) -> None:
        """Put the cursor on `row`, or next to it."""
        self.cursor = self._nearest(row)

    def action_move(self, step: int) -> None:
        row = self.cursor + step
        while 0 <= row < self.count and not self.can_choose(row):
            row += step
        if 0 <= row < self.count:
            self.cursor = row
        else:
            self.scroll_relative(y=step, animate=False)

    def action_first(self) -> None:
        self.scroll_to(y=0, animate=False)
        self.cursor = self._nearest(0)

    def action_last(self) -> None:
        self.cursor = self._nearest(self.count - 1)

    def action_page(self, pages: float) -> None:
        step = int(pages * max(2, self.scrollable_content_region.height - 1))
        row = max(0, min(self.cursor + step, self.count - 1))
        self.scroll_relative(y=step, animate=False)
        self.cursor = self._nearest(row, 1 if step < 0 else -1)

    def _nearest(self, row: int, step: int = 1) -> int:
        """`row`, or the first after it (then before it) that the cursor may rest on; else -1."""
        for ahead in (range(row, self.count), range(row, -1, -1))[::step]:
            for candidate in ahead:
                if 0 <= candidate < self.count and self.can_choose(candidate):
                    return candidate
        return -1

    def draw_line(self, line: int, width: int) -> Strip:
        if line >= self.count:
            return Strip.blank(width, self.visual_style.rich_style)
        base = self.get_visual_style("row--cursor") if line == self.cursor else self.visual_style
        return self.draw_row(line, width, base)

    def row_at(self, event: events.MouseEvent) -> int | None:
        """The row under the mouse, if the cursor may rest on it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        row = offset.y + self.scroll_offset.y
        return row if row < self.count and self.can_choose(row) else None

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event)
        if row is None:
            return
        self.cursor = row
        if event.chain == 2:
            self.row_chosen()
