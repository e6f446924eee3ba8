"""The pane with the details of an entry or a section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.style import Style

from awesome_tui.tui.detail import Detail, Paragraph, Target, TextPart, ToSection
from awesome_tui.tui.widgets.line_view import LineView
from awesome_tui.tui.widgets.wrapping import break_offsets

_TARGET = "target"
_NOTHING = Content("")
FEWEST_ROWS, MOST_ROWS = 3, 10
"""The height of the pane where it is as tall as its text."""


class EntryDetail(LineView, can_focus=True):
    """Wrapped text with a cursor that moves between links."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--title",
        "detail--quiet",
        "detail--link",
        "detail--note",
        "detail--strong",
        "detail--emphasis",
        "detail--code",
        "detail--strike",
        "detail--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "follow", "Follow", id="detail.follow"),
        Binding("j,down", "move(1)", "Next link", show=False, id="detail.next"),
        Binding("k,up", "move(-1)", "Previous link", show=False, id="detail.previous"),
        Binding("g,home", "scroll_home", "Top", show=False, id="detail.top"),
        Binding("G,end", "scroll_end", "End", show=False, id="detail.end"),
        Binding("ctrl+d", "page(0.5)", "Half a page down", show=False, id="detail.half_down"),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False, id="detail.half_up"),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False, id="detail.page_down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, id="detail.page_up"),
        Binding("h,left", "screen.pane('entries')", "Entries", show=False, id="detail.left"),
        Binding("J", "screen.list('move', 1)", "Next entry", show=False, id="detail.next_entry"),
        Binding(
            "K", "screen.list('move', -1)", "Previous entry", show=False, id="detail.previous_entry"
        ),
        Binding(
            "1",
            "screen.open_link(1)",
            "Open the n-th link",
            show=False,
            key_display="1–9",
            id="entry.link1",
        ),
        *(
            Binding(str(n), f"screen.open_link({n})", show=False, id=f"entry.link{n}")
            for n in range(2, 10)
        ),
    ]

    detail: var[Detail] = var(Detail(), init=False)
    """The content."""
    chosen: reactive[int] = reactive(0, init=False, repaint=False)
    """The index of the target under the cursor."""

    @dataclass
    class Followed(Message):
        """The user follows the target under the cursor."""

        target: Target

    def __init__(self) -> None:
        super().__init__(id="detail")
        self._targets: list[Target] = []
        self._lines: list[Content] = []
        self._lines_of: dict[int, list[int]] = {}
        self._wrapped_at = 0
        self._is_headed = False
        self._most_rows = MOST_ROWS

    def place_below_line(self, is_headed: bool, most_rows: int) -> None:
        """Leave out the title if a line above tells it; be at most `most_rows` tall then."""
        if (is_headed, most_rows) != (self._is_headed, self._most_rows):
            self._is_headed, self._most_rows = is_headed, most_rows
            self._wrap_anew()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._rows()

    def _rows(self) -> int:
        """The height where it is as tall as its text."""
        return max(FEWEST_ROWS, min(len(self._lines), self._most_rows))

    def watch_detail(self) -> None:
        """Show the detail from the top, with the cursor on its first link."""
        before, width, rows = self._lines, self._wrapped_at, self._rows()
        self._wrap()
        if self._is_headed and rows != self._rows():
            self.refresh(layout=True)
        self.chosen = self._first_link()
        self.scroll_to(y=0, animate=False)
        if width == self._wrapped_at and not self.scroll_offset.y:
            self._refresh_changed(before)
        else:
            self.refresh()

    def _first_link(self) -> int:
        """The first target behind the path, or the first of all."""
        behind = (n for n, one in enumerate(self._targets) if not isinstance(one, ToSection))
        return next(behind, 0)

    def _refresh_changed(self, before: Sequence[Content]) -> None:
        """Repaint only changed lines, to send fewer bytes while the cursor moves in the list."""
        for y, (old, new) in enumerate(zip_longest(before, self._lines, fillvalue=_NOTHING)):
            if not old.is_same(new):
                self.refresh_line(y, max(_cells_written(old), _cells_written(new)))

    def _wrap(self) -> None:
        """Wrap the paragraphs into lines, and record the lines of each target."""
        self._wrapped_at = width = self._line_width()
        detail = self.detail
        self._targets, self._lines, self._lines_of = [], [], {}
        if self._is_headed:
            self._targets += (part.target for part in detail.path.parts if part.target)
        for paragraph in detail.compact() if self._is_headed else detail.all_paragraphs():
            lines = self._wrap_paragraph(paragraph, max(8, width - 2))
            self._lines += (_with_margins(line, width) for line in lines)
        for y, line in enumerate(self._lines):
            for target in _targets_in(line):
                self._lines_of.setdefault(target, []).append(y)
        self.set_line_count(len(self._lines))

    def _line_width(self) -> int:
        """The width of the lines; before the first layout, the width that they will have."""
        if self.size.width:
            return self.scrollable_content_region.width
        asked = self.styles.width.cells if self.styles.width else None
        return (asked or self.app.size.width) - self.styles.scrollbar_size_vertical

    def _wrap_paragraph(self, paragraph: Paragraph, width: int) -> list[Content]:
        indent = cell_len(paragraph.mark)
        mark = Content.styled(paragraph.mark, self.look("detail--quiet"))
        content = self._styled_content(paragraph.parts)
        offsets = break_offsets(content.plain, max(4, width - indent))
        first, *others = (
            (line.rstrip() for line in content.divide(offsets)) if offsets else [content]
        )
        return [mark + first, *(line.pad_left(indent) for line in others)]

    def _styled_content(self, parts: Iterable[TextPart]) -> Content:
        text, spans = "", []
        for piece, look, target in parts:
            style = self.look(look) if look else Style.null()
            if target is not None:
                style += Style.from_meta({_TARGET: len(self._targets)})
                self._targets.append(target)
            if style:
                spans.append(Span(len(text), len(text) + len(piece), style))
            text += piece
        return Content(text, spans)

    def on_resize(self) -> None:
        self._wrap_anew()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.call_next(self._wrap_anew)  # the styles of its components are updated later

    def _wrap_anew(self) -> None:
        self._looks.clear()
        self._wrap()
        self.refresh()

    def draw_line(self, line: int, width: int) -> Strip:
        base = self.visual_style
        if line >= len(self._lines):
            return Strip.blank(width, base.rich_style)
        text = self._lines[line]
        if self.has_focus:
            style = self.get_visual_style("detail--cursor")
            for start, stop, look in text.spans:
                if _target_of(look) == self.chosen:
                    text = text.stylize(style, start, stop)
        return Strip(text.truncate(width, pad=True).render_segments(base), width)

    def watch_chosen(self, old: int, new: int) -> None:
        for target in (old, new):
            for y in self._lines_of.get(target, ()):
                self.refresh_line(y)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if lines := self._lines_of.get(self.chosen):
            region = Region(0, lines[0], 1, len(lines))
            self.scroll_to_region(region, animate=False, x_axis=False)

    def action_move(self, step: int) -> None:
        """Move to the next target if it is visible, or else scroll towards it."""
        target = self.chosen + step
        lines = self._lines_of.get(target)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        is_in_line = 0 <= target < len(self._targets) and not lines and not top
        if is_in_line or (lines and top - 1 <= lines[0] <= top + height):
            self.chosen = target
        else:
            self.scroll_relative(y=step, animate=False)

    def action_page(self, pages: float) -> None:
        step = int(pages * max(2, self.scrollable_content_region.height - 1))
        self.scroll_relative(y=step, animate=False)

    def action_follow(self) -> None:
        if self.chosen < len(self._targets):
            self.post_message(self.Followed(self._targets[self.chosen]))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y + self.scroll_offset.y >= len(self._lines):
            return
        line = self._lines[offset.y + self.scroll_offset.y]
        target = _target_at(line, offset.x)
        if target is not None:
            self.chosen = target
            self.action_follow()


def _target_of(style: Style | str) -> int | None:
    number = style.meta.get(_TARGET) if isinstance(style, Style) else None
    return number if isinstance(number, int) else None


def _cells_written(line: Content) -> int:
    """The number of cells up to the last that is not blank."""
    return cell_len(line.plain.rstrip())


def _with_margins(line: Content, width: int) -> Content:
    """Pad `line` to `width` cells; without targets, its outer styles extend to both edges.

    Blanks look the same in bold, and a line of one style needs only one escape sequence.
    """
    if next(_targets_in(line), None) is not None:
        first, *others = line.pad_left(1).spans
        if first.start == 1 and _target_of(first.style) is None:
            first = Span(0, first.end, first.style)
        return Content(f" {line.plain}", [first, *others])
    spans = [Span(start + (start > 0), stop + 1, style) for start, stop, style in line.spans]
    wide = Content(f" {line.plain}", spans)
    return wide.extend_right(max(0, width - wide.cell_length))


def _targets_in(line: Content) -> Iterator[int]:
    for _, _, style in line.spans:
        if (target := _target_of(style)) is not None:
            yield target


def _target_at(line: Content, cell: int) -> int | None:
    for start, stop, style in line.spans:
        target = _target_of(style)
        if target is not None and line[:start].cell_length <= cell < line[:stop].cell_length:
            return target
    return None
