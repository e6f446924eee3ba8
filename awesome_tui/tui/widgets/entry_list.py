"""The pane with the entries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from awesome_tui.model.outline import ALL, GAP, Outline
from awesome_tui.model.section_paths import shown_path
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.widgets.entry_texts import EntryTexts, Matched, Unseen, row_text
from awesome_tui.tui.widgets.name_column import MOST_SHOWN, TextWidths
from awesome_tui.tui.widgets.row_end import END_LOOKS, LabelColumn, Labels, RowEnd, RowEnds
from awesome_tui.tui.widgets.row_text import Piece, pad, to_segments, truncate_left
from awesome_tui.tui.widgets.row_view import RowView

_GUTTER = 3
_SAMPLE_OF_LABELS = 50
"""The number of rows from which the width of their labels is computed, at each letter."""
_NEAR = 1_000
"""The number of ranked rows to search for an entry; lower ones are out of sight anyway."""
_NEAR_COPIES = 200
"""The same if the entries themselves must be compared, which takes longer."""


class EntryList(RowView):
    """A table of names and descriptions, with lines between sections."""

    BORDER_TITLE = "ENTRIES"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--section", "row--sign"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "entry.centre",
            "z",
            "centre",
            "Centre",
            "Scroll the row to the middle",
            key_display="zz",
        ),
        hint("entry.mark", "space", "mark", "Mark"),
        key("list.left", "h,left", "screen.pane('tree')", "Categories", priority=True),
        key("list.right", "l", "screen.pane('detail')", "Detail", priority=True),
    ]

    marks: reactive[frozenset[int]] = reactive[frozenset[int]](frozenset(), init=False)

    class Chosen(RowView.Chosen):
        """The entry under the cursor was double-clicked."""

    class Marked(Message):
        """The user marks or unmarks an entry."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__(id="entries")
        self._rows: Sequence[int] = ()
        self._texts: EntryTexts | None = None
        """None before the first list."""
        self._ends: RowEnds | None = None
        self._labels = LabelColumn()
        self._widths: dict[int, TextWidths] = {}
        """By section, for those that were shown."""
        self._place = ALL
        self.has_section_lines = False
        """True if the rows are grouped by section lines."""
        self.empty = ""
        """The message shown if there are no rows."""
        self.has_descriptions = True
        """False where rows are to show names alone."""
        self.can_mark = True
        """True if commands can act on several entries."""

    @property
    def number(self) -> int | None:
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    @property
    def rows(self) -> Sequence[int]:
        """The shown rows, numbered as in `Outline.rows`."""
        return self._rows

    def numbers_in_sight(self) -> list[int]:
        top = self.scroll_offset.y
        return [row for row in self._rows[top : top + self.size.height] if row >= 0]

    def show(
        self,
        outline: Outline,
        rows: Sequence[int],
        cursor: int,
        *,
        place: int = ALL,
        matched: Matched | None = None,
        unseen: Unseen | None = None,
        empty: str = "",
        top: int = 0,
    ) -> None:
        """Show `rows` of section `place`, numbered as in `Outline.rows`, the cursor on `cursor`.

        Under a filter, the columns stay as they are without one.
        """
        if self._texts is None or outline.document is not self._texts.outline.document:
            self._widths.clear()
        if place not in self._widths:
            self._widths[place] = TextWidths.of(outline.items[slice(*outline.span(place))])
        self._rows, self.empty, self._place = rows, empty, place
        self.has_section_lines = matched is None and _has_lines(outline, rows)
        self._texts = EntryTexts(outline, matched, unseen, self.look)
        self._labels.widths = None
        self.set_rows(len(rows), cursor, top)

    def show_ends(self, ends: RowEnds) -> None:
        """Show marks and stars at the end of each row."""
        self._ends = ends
        self._labels.widths = None
        self.refresh()

    def show_labels(self, labels: Labels) -> None:
        """Show a quiet text, which may be empty, before the end of each row."""
        self._labels = LabelColumn(labels)
        self.refresh()

    def can_choose(self, row: int) -> bool:
        return self._rows[row] >= 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "mark" or (self.can_mark and self.number is not None)

    def action_mark(self) -> None:
        for _ in range(self.take_times()):
            marked = self.number
            self.mark_and_move(1)
            if marked == self.number:
                return

    def mark_and_move(self, step: int) -> None:
        """Mark or unmark the entry under the cursor, and move the cursor by `step` rows."""
        if self.number is not None:
            self.post_message(self.Marked(self.number))
            self.action_move(step)

    def go_to(self, number: int) -> bool:
        row = find_row(number, self._rows)
        if row is not None:
            self.cursor = row
        return row is not None

    def next_section(self, step: int) -> None:
        row = self.cursor + step
        if step < 0:  # go to the start of this section first
            while row >= 0 and not self._is_heading(row):
                row -= 1
            row -= 1
        while 0 <= row < self.count and not self._is_heading(row):
            row += step
        if 0 <= row < self.count - 1:
            self.cursor = row + 1

    def _is_heading(self, row: int) -> bool:
        return GAP < self._rows[row] < 0

    def draw_line(self, line: int, width: int) -> Strip:
        if self.count or not self.empty:
            return super().draw_line(line, width)
        quiet = self.visual_style + self.look("row--quiet")
        lines = Content(self.empty).wrap(max(8, width - _GUTTER - 1))
        text = (lines[line] if line < len(lines) else Content("")).pad_left(_GUTTER)
        return Strip(text.truncate(width, pad=True).render_segments(quiet), width)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        number, texts = self._rows[row], self._texts
        if texts is None or number == GAP:
            return Strip.blank(width, base.rich_style)
        if number < 0:
            return self._draw_section(shown_path(texts.outline.titles(~number)), width, base)
        end, most = self._ends(number) if self._ends else RowEnd(), width - _GUTTER - 1
        label = self._label(number, end, most)
        room = max(0, most - end.width - cell_len(label))
        # Without a filter, few rows have a label.
        share = self._labels.share(most) if texts.matched else 0
        column = self._widths[self._place].column(most - share)
        item = texts.outline.items[number]
        text = row_text(item.entry)[:MOST_SHOWN] if self.has_descriptions else ""
        pieces = [
            self._gutter_piece(row, number, base),
            *texts.pieces(item, text, room, column, base),
        ]
        if label:
            pieces.append((label, base + self.look("row--quiet")))
        for text, look in zip(end, END_LOOKS, strict=True):
            if not text or text.isspace():  # blanks need no style of their own
                pieces.append((f" {text}" if text else "", pieces[-1][1]))
            else:
                pieces.append((f" {text}", base + self.look(look)))
        pieces.append((" ", pieces[-1][1]))
        return Strip(to_segments(pieces)).adjust_cell_length(width, base.rich_style)

    def _label(self, number: int, end: RowEnd, room: int) -> str:
        """Return the label of an entry, cut to fit into `room` before the `end` of its row."""
        if self._labels.widths is None:
            first = [row for row in self._rows[:_SAMPLE_OF_LABELS] if row >= 0]
            self._labels.measure(first, self._ends)
        return self._labels.text(number, end, room)

    def _gutter_piece(self, row: int, number: int, base: Style) -> Piece:
        bar, mark = "▌" if row == self.cursor else " ", "✓ " if number in self.marks else "  "
        text = bar + mark
        return text, base if text.isspace() else base + self.look("row--mark")

    def _draw_section(self, title: str, width: int, base: Style) -> Strip:
        style = base + self.look("row--section")
        text = pad(" " + truncate_left(title, width - 2), width)
        return Strip([Segment(text, style.rich_style)], width)


def find_row(number: int, rows: Sequence[int]) -> int | None:
    """The row of entry `number`; in ranked rows, which are computed lazily, only near the top."""
    if isinstance(rows, tuple | list):
        return rows.index(number) if number in rows else None
    near = enumerate(islice(rows, _NEAR))
    return next((row for row, other in near if other == number), None)


def find_copy(number: int, rows: Sequence[int], outline: Outline) -> int | None:
    """Return the row of an entry with the same link as `number`, which is shown in its place."""
    url = outline.items[number].entry.url
    near = enumerate(islice(rows, _NEAR_COPIES)) if url else ()
    return next((row for row, at in near if at >= 0 and outline.items[at].entry.url == url), None)


def _has_lines(outline: Outline, rows: Sequence[int]) -> bool:
    """True if `rows` contain section lines; the first may come after entries without a section."""
    first = outline.places[0].start if outline.places else 0
    return any(row < 0 for at in (0, first) for row in rows[at : at + 1])
