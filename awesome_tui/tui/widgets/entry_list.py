"""The pane of entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style

from awesome_tui.inline import plain
from awesome_tui.outline import Item, Outline
from awesome_tui.tui.widgets.pieces import Piece, cut, from_part, padded, painted, segments
from awesome_tui.tui.widgets.rows import RowView

Spans: TypeAlias = Sequence[tuple[int, int]]
Matched: TypeAlias = "Callable[[str, Field], Spans]"
"""(text, field) -> where the filter matched, in characters."""
Unseen: TypeAlias = Callable[[str, str], "Matched | None"]
"""(name, description) -> the same for what neither of these shows; None where they show all."""
Signs: TypeAlias = Callable[[int], str]
"""An entry's number -> what stands at the right of its row, as wide for all."""

if TYPE_CHECKING:
    from awesome_tui.search.spans import Field

_GUTTER = 3
_STRUCK = Style(strike=True)
_LONGEST_NAME = 44
_SHORT = 40
"""A longer description is one of those that are cut."""
_FIRST = 200
"""So many entries tell whether the descriptions of their section are short."""
_SAMPLE = 2_000
"""So many names tell how long names are."""
_NEAR = 1_000
"""An entry that ranks further down is out of sight anyway."""
_MOST_SHOWN = 1_000
"""Characters of a description: more than the widest window has cells."""


class EntryList(RowView):
    """Names in one column, descriptions in the next, lines between sections."""

    BORDER_TITLE = "ENTRIES"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--section", "row--sign"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", id="entry.mark"),
        Binding(
            "h,left",
            "screen.pane('tree')",
            "Categories",
            show=False,
            priority=True,
            id="list.left",
        ),
        Binding("l", "screen.pane('detail')", "Detail", show=False, priority=True, id="list.right"),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor came to rest on another entry, or on none (None)."""

        number: int | None

    @dataclass
    class Chosen(Message):
        """The entry under the cursor was clicked twice."""

        number: int

    @dataclass
    class Marked(Message):
        """The entry was marked, or its mark taken away."""

        number: int

    def __init__(self) -> None:
        super().__init__(id="entries")
        self._outline: Outline | None = None
        self._rows: Sequence[int] = ()
        self._matched: Matched | None = None
        """None while nothing is filtered."""
        self._unseen: Unseen | None = None
        self._marks: frozenset[int] = frozenset()
        self._signs: Signs | None = None
        self._name_width = 24
        self._has_lines = False
        self._wider: dict[int, tuple[int, int]] = {}
        """By places, as `_widths` has them."""
        self.empty = ""
        """What to say where there is no row."""
        self.can_mark = True
        """Whether more than one entry can be acted on."""

    @property
    def number(self) -> int | None:
        """The entry under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    @property
    def rows(self) -> Sequence[int]:
        """What is shown, numbered as `Outline.rows` numbers it."""
        return self._rows

    @property
    def has_section_lines(self) -> bool:
        """Whether the rows stand under the lines of their sections."""
        return self._has_lines

    def show(
        self,
        outline: Outline,
        rows: Sequence[int],
        cursor: int,
        *,
        matched: Matched | None = None,
        unseen: Unseen | None = None,
        empty: str = "",
        top: int = 0,
    ) -> None:
        """Show `rows` (as `Outline.rows` numbers them) with the cursor on row `cursor`."""
        if self._outline is None or outline.document is not self._outline.document:
            self._name_width = _name_width(outline.items)
            self._wider.clear()
        self._outline, self._rows, self.empty = outline, rows, empty
        self._has_lines = matched is None and _has_lines(outline, rows)
        self._matched, self._unseen = matched, unseen
        self.set_rows(len(rows), cursor, top)

    def show_marks(self, marks: frozenset[int]) -> None:
        """Draw a sign before the entries in `marks`."""
        self._marks = marks
        self.refresh()

    def show_signs(self, signs: Signs) -> None:
        """Draw what is known of each entry at the right of its row."""
        self._signs = signs
        self.refresh()

    def can_choose(self, row: int) -> bool:
        return self._rows[row] >= 0

    def row_changed(self) -> None:
        self.post_message(self.Highlighted(self.number))

    def row_chosen(self) -> None:
        if self.number is not None:
            self.post_message(self.Chosen(self.number))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "mark" or (self.can_mark and self.number is not None)

    def action_mark(self) -> None:
        if self.number is not None:
            self.post_message(self.Marked(self.number))
            self.action_move(1)

    def go_to(self, number: int) -> bool:
        """Put the cursor on entry `number`; False if it has no row now."""
        row = row_of(number, self._rows)
        if row is not None:
            self.cursor = row
        return row is not None

    def next_section(self, step: int) -> None:
        """Put the cursor on the first entry of the next section line, or the previous one."""
        row = self.cursor + step
        if step < 0:  # leave the section that the cursor is in
            while row >= 0 and self._rows[row] >= 0:
                row -= 1
            row -= 1
        while 0 <= row < self.count and self._rows[row] >= 0:
            row += step
        if 0 <= row < self.count - 1:
            self.cursor = row + 1

    def draw_line(self, line: int, width: int) -> Strip:
        if self.count or not self.empty:
            return super().draw_line(line, width)
        quiet = self.visual_style + self.look("row--quiet")
        lines = Content(self.empty).wrap(max(8, width - _GUTTER - 1))
        text = (lines[line] if line < len(lines) else Content("")).pad_left(_GUTTER)
        return Strip(text.truncate(width, pad=True).render_segments(quiet), width)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        number = self._rows[row]
        if self._outline is None:
            return Strip.blank(width, base.rich_style)
        if number < 0:
            return self._draw_section(" › ".join(self._outline.titles(~number)), width, base)
        sign = self._signs(number) if self._signs else ""
        end = f" {sign} " if sign else ""
        room = max(0, width - _GUTTER - len(end))
        pieces = [
            self._gutter(row, number, base),
            *self._item(self._outline.items[number], room, base),
        ]
        if end.isspace():  # looks the same in any colour, and with the text it is one run to send
            pieces.append((end, pieces[-1][1]))
        elif end:
            pieces.append((end, base + self.look("row--sign")))
        strip = Strip(segments(pieces), _GUTTER + room + len(end))
        return strip.adjust_cell_length(width, base.rich_style)

    def _gutter(self, row: int, number: int, base: Style) -> Piece:
        bar, mark = "▌" if row == self.cursor else " ", "✓ " if number in self._marks else "  "
        text = bar + mark
        return text, base if text.isspace() else base + self.look("row--mark")

    def _draw_section(self, title: str, width: int, base: Style) -> Strip:
        style = base + self.look("row--section")
        text = padded(cut(f" {title or '(untitled)'}", width), width)
        return Strip([Segment(text, style.rich_style)], width)

    def _item(self, item: Item, room: int, base: Style) -> Iterator[Piece]:
        """A name and what is said of it, in `room` cells."""
        entry, (text, parts) = item.entry, self._said(item)
        column = self._column(item.place, room) if text else room
        indent = "" if self._matched else cut("  " * item.depth, column)
        name = cut(entry.name, column - len(indent))
        gap = min(2, room - column)
        match = self.look("row--match")
        yield indent, base
        style = base + _STRUCK if entry.struck else base
        found = self._highlights(entry.name, "name")
        yield from painted(name, found, style, style + match)
        yield " " * (column + gap - len(indent) - cell_len(name)), base
        rest, quiet = room - column - gap, base + self.look("row--quiet")
        if parts and not (found and self._tells_all(entry.name)):
            text, parts = from_part(text, parts, rest)
        said = padded(cut(text, rest), rest)
        yield from painted(said, parts, quiet, quiet + match)

    def _column(self, place: int, room: int) -> int:
        """How wide the names are in a section, of `room` cells with what is said of them.

        Rows that are not under the lines of their sections have to agree.
        """
        column = min(self._name_width, max(room * 2 // 5, 12), room)
        if self._outline is None or (self._outline.places and not self._has_lines):
            return column
        if place not in self._wider:
            self._wider[place] = _widths(self._outline, place)
        names, texts = self._wider[place]
        return max(column, min(names, room - 2 - texts))

    def _said(self, item: Item) -> tuple[str, Spans]:
        """The description; where a filter found something only elsewhere, what it found."""
        entry, text = item.entry, plain(item.entry.description)
        if self._matched is None or self._outline is None:
            return text[:_MOST_SHOWN], ()
        said = text, self._matched(text, "desc")
        missing: Matched | None = self._matched
        if said[1] or self._matched(entry.name, "name"):
            missing = self._unseen(entry.name, text) if self._unseen else None
        if missing is None:
            return said
        path, url = " › ".join(self._outline.titles(item.place)), entry.url or ""
        if missing(path, "in"):
            return path, self._matched(path, "in")
        return (url, self._matched(url, "url")) if missing(url, "url") else said

    def _tells_all(self, name: str) -> bool:
        """Whether a name that was found shows why: all of the filter is in it."""
        return self._unseen is None or self._unseen(name, "") is None

    def _highlights(self, text: str, field: Field) -> Spans:
        return self._matched(text, field) if self._matched else ()


def row_of(number: int, rows: Sequence[int]) -> int | None:
    """The row that shows `number`; rows that are ranked one by one are not searched to the end."""
    if isinstance(rows, tuple | list):
        return rows.index(number) if number in rows else None
    near = enumerate(islice(rows, _NEAR))
    return next((row for row, other in near if other == number), None)


def _has_lines(outline: Outline, rows: Sequence[int]) -> bool:
    """Whether `rows` have section lines; the first may come after entries without a section."""
    first = outline.places[0].start if outline.places else 0
    return any(row < 0 for at in (0, first) for row in rows[at : at + 1])


def _name_width(items: Sequence[Item]) -> int:
    """Wide enough for nine of ten names; a few very long ones are cut."""
    some = items[:: 1 + len(items) // _SAMPLE]
    lengths = sorted(len(item.entry.name) + 2 * item.depth for item in some)
    return min(_LONGEST_NAME, max(12, lengths[len(lengths) * 9 // 10])) if lengths else 12


def _widths(outline: Outline, place: int) -> tuple[int, int]:
    """Of a section with short descriptions, how wide the widest name is, and the widest of them.

    Where they are all short, the names can have the room that they leave; else it is (0, 0).
    """
    names = texts = 0
    start, stop = outline.span(place)
    for item in outline.items[start : min(stop, start + _FIRST)]:
        if item.place == place:
            names = max(names, cell_len(item.entry.name) + 2 * item.depth)
            # With its markup, which takes long to take away, it is at least as wide as it is shown.
            texts = max(texts, cell_len(item.entry.description[:_MOST_SHOWN]))
        if texts > _SHORT:
            return 0, 0
    return names, texts
