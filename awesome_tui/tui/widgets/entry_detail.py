"""The pane with the details of an entry or a section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.content import Content, Span
from textual.geometry import Size
from textual.reactive import var
from textual.style import Style

from awesome_tui.model.entries import Link
from awesome_tui.tui.detail import Detail, Paragraph, Target, TextPart, ToSection
from awesome_tui.tui.keys import key
from awesome_tui.tui.widgets.linked_text import LinkedText, link_of, link_style, links_in
from awesome_tui.tui.widgets.wrapping import break_offsets

_NOTHING = Content("")
FEWEST_ROWS, MOST_ROWS = 3, 10
"""The height of the pane where it is as tall as its text."""


class EntryDetail(LinkedText):
    """Wrapped text with a cursor that moves between links."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("detail.next", "j,down", "move(1)", "Next link"),
        key("detail.previous", "k,up", "move(-1)", "Previous link"),
        key("detail.next_entry", "J", "screen.list('move', 1)", "Next entry"),
        key("detail.previous_entry", "K", "screen.list('move', -1)", "Previous entry"),
    ]

    detail: var[Detail] = var(Detail(), init=False)

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
        return self._row_count()

    def _row_count(self) -> int:
        return max(FEWEST_ROWS, min(len(self._lines), self._most_rows))

    def watch_detail(self) -> None:
        """Show the detail from the top, with the cursor on its first link."""
        rows = self._row_count()
        self._wrap()
        if self._is_headed and rows != self._row_count():
            self.refresh(layout=True)
        self.chosen = self._first_link()
        self.scroll_to(y=0)
        self.refresh()

    def _first_link(self) -> int:
        """The first target behind the path, or the first of all."""
        behind = (n for n, one in enumerate(self._targets) if not isinstance(one, ToSection))
        return next(behind, 0)

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
            for target in links_in(line):
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
        if self._is_headed and paragraph.is_cut:
            return [content.truncate(width, ellipsis=True)]
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
                style += link_style(len(self._targets))
                self._targets.append(target)
            if style:
                spans.append(Span(len(text), len(text) + len(piece), style))
            text += piece
        return Content(text, spans)

    def on_resize(self) -> None:
        if self._wrapped_at != self._line_width():
            self._wrap_anew()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.call_next(self._wrap_anew)  # the styles of its components are updated later

    def _wrap_anew(self) -> None:
        self._looks.clear()
        self._wrap()
        self.refresh()

    def styled_line(self, line: int) -> Content | None:
        return self._lines[line] if line < len(self._lines) else None

    def lines_of(self, link: int) -> Sequence[int]:
        return self._lines_of.get(link, ())

    @property
    def link_under_cursor(self) -> Link | None:
        """The link that the cursor is on, where the pane has the keys."""
        if not self.has_focus or self.chosen >= len(self._targets):
            return None
        target = self._targets[self.chosen]
        return target if isinstance(target, Link) else None

    def follow(self, link: int) -> None:
        if link < len(self._targets):
            self.post_message(self.Followed(self._targets[link]))

    def action_move(self, step: int) -> None:
        """Move to the next target if it is visible, or else scroll towards it."""
        target = self.chosen + step
        lines = self._lines_of.get(target)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        is_in_line = 0 <= target < len(self._targets) and not lines and not top
        if is_in_line or (lines and top - 1 <= lines[0] <= top + height):
            self.chosen = target
        else:
            self.scroll_relative(y=step)


def _with_margins(line: Content, width: int) -> Content:
    """Pad `line` to `width` cells; without targets, its outer styles extend to both edges.

    Blanks look the same in bold, and a line of one style needs only one escape sequence.
    """
    if next(links_in(line), None) is not None:
        first, *others = line.pad_left(1).spans
        if first.start == 1 and link_of(first.style) is None:
            first = Span(0, first.end, first.style)
        return Content(f" {line.plain}", [first, *others])
    spans = [Span(start + (start > 0), stop + 1, style) for start, stop, style in line.spans]
    wide = Content(f" {line.plain}", spans)
    return wide.extend_right(max(0, width - wide.cell_length))
