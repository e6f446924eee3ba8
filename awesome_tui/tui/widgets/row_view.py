"""The base class of tree and list: a `LineView` with a row cursor."""

from __future__ import annotations

from abc import abstractmethod
from itertools import islice
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.keys import digit_keys, key
from awesome_tui.tui.widgets.line_view import LineView

_MOST_TIMES = 9_999


class RowView(LineView, can_focus=True):
    """A view that paints only visible or changed rows: a million cost the same as forty."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--cursor", "row--quiet", "row--match", "row--mark"}
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, these keys do not bubble up to the app, which would take an eighth of
        # the time of a cursor key.
        key("row.next", "j,down", "step(1)", "Next row", priority=True),
        key("row.previous", "k,up", "step(-1)", "Previous row", priority=True),
        key("row.first", "g,home", "first", "First row"),
        key("row.last", "G,end", "last", "Last row"),
        key("row.half_down", "ctrl+d", "page(0.5)", "Half a page down"),
        key("row.half_up", "ctrl+u", "page(-0.5)", "Half a page up"),
        key("row.page_down", "pagedown,ctrl+f", "page(1)", "Page down"),
        key("row.page_up", "pageup,ctrl+b", "page(-1)", "Page up"),
        *digit_keys(
            "row.count", "digit", "Number of times", "Repeat the next motion so many times"
        ),
        key("row.count0", "0", "digit(0)", ""),
    ]

    class Chosen(Message):
        """The row under the cursor was double-clicked."""

    count = 0
    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row under the cursor; -1 if no row can be selected."""
    _digits = 0
    """The number typed so far."""
    _times = 0
    """The number that was typed before the last key; 0 for none."""
    _top = 0
    """The first visible row to restore once the height is known; 0 for none."""

    @abstractmethod
    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """Draw a row exactly `width` cells wide, over the style `base`."""

    def can_choose(self, row: int) -> bool:
        """True if the cursor may be on `row`."""
        return True

    def row_changed(self) -> None:
        """Called when the cursor has moved; for subclasses."""

    def set_rows(self, count: int, cursor: int, top: int = 0) -> None:
        """Replace the rows, with the cursor on row `cursor` or the nearest selectable one.

        `top` is the first visible row, unless that hides the cursor; 0 keeps the scroll position.
        """
        self.count, self._top = count, top
        self.set_line_count(count)
        if top:  # the first frame is drawn before the height is known
            self.scroll_to(y=top)
        self.set_reactive(RowView.cursor, self._nearest(max(0, min(cursor, count - 1))))
        self.refresh()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll the cursor's row into view by half a page.

        Scrolling line by line would repaint the whole pane for every repeat of a held key.
        """
        height = self.scrollable_content_region.height
        if self.cursor < 0 or not height:
            return
        if self._top:
            self.scroll_to(y=self._top)
            self._top = 0
        # Show the section line above the first row of a section, too.
        top = self.cursor - (self.cursor > 0 and not self.can_choose(self.cursor - 1))
        if not self.scroll_offset.y <= top <= self.cursor < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, self.cursor - height // 2))

    def height_changed(self) -> None:
        self.show_cursor()

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_line(old)
        self.refresh_line(new)
        self.show_cursor()
        self.row_changed()

    def choose(self, row: int) -> None:
        self.cursor = self._nearest(row)

    # ---- numbers before motions

    def on_key(self) -> None:
        """Have the number for the action of this key, and for no other."""
        self._times, self._digits = self._digits, 0

    def on_blur(self) -> None:
        self._times = self._digits = 0

    def action_digit(self, digit: int) -> None:
        self._digits = min(10 * self._times + digit, _MOST_TIMES)
        self._times = 0

    def take_times(self) -> int:
        """The number typed before the last key, this once; otherwise 1."""
        times, self._times = self._times, 0
        return times or 1

    # ---- motions

    def action_step(self, step: int) -> None:
        self.on_key()  # Textual sends no key event to the focus for a binding with priority
        self.action_move(step)

    def action_move(self, step: int) -> None:
        step *= self.take_times()
        row = self._row_after(step)
        if row is None:
            self.scroll_relative(y=step)
        else:
            self.cursor = row

    def _row_after(self, steps: int) -> int | None:
        """The selectable row so many ahead, or the last of fewer; None if there is none."""
        direction, stop = (1, self.count) if steps > 0 else (-1, -1)
        ahead = filter(self.can_choose, range(self.cursor + direction, stop, direction))
        row = None
        for row in islice(ahead, abs(steps)):  # noqa: B007  the last one is wanted
            pass
        return row

    def action_first(self) -> None:
        self.scroll_to(y=0)
        self.cursor = self._nearest(0)

    def action_last(self) -> None:
        self.cursor = self._nearest(self.count - 1)

    def action_centre(self) -> None:
        height = self.scrollable_content_region.height
        self.scroll_to(y=self.cursor - height // 2)

    def action_page(self, pages: float) -> None:
        height = max(2, self.scrollable_content_region.height - 1)
        step = int(pages * height) * self.take_times()
        row = max(0, min(self.cursor + step, self.count - 1))
        self.scroll_relative(y=step)
        self.cursor = self._nearest(row, 1 if step < 0 else -1)

    def _nearest(self, row: int, step: int = 1) -> int:
        """The next selectable row from `row` on, or else before it (reversed for -1); else -1."""
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
            self.post_message(self.Chosen())
