"""The pane with the tree of sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, takewhile
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.style import Style

from awesome_tui.model.outline import ALL, Outline
from awesome_tui.model.section_paths import shown_title
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.widgets.row_text import cut_after, pad, to_segments, truncate
from awesome_tui.tui.widgets.row_view import RowView


class SectionTree(RowView):
    """A tree of sections with entry counts; a filter hides sections without matches."""

    BORDER_TITLE = "CATEGORIES"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tree.fold_all", "z", "fold_all", "Fold all", "Fold or unfold all"),
        key("tree.fold", "h,left", "fold", "Fold"),
        key("tree.unfold", "l,right", "unfold", "Unfold"),
        hint("tree.toggle", "space", "toggle_fold", "Fold"),
        hint("tree.entries", "enter", "choose", "Entries"),
    ]

    class Highlighted(Message):
        """The cursor moved to another section."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Chosen(RowView.Chosen):
        """The user opens the section under the cursor."""

    class Left(Message):
        """The user moves right from a section that cannot be unfolded."""

    def __init__(self) -> None:
        super().__init__(id="tree")
        self._outline: Outline | None = None
        self._counts: Sequence[int] = ()
        self._total = 0
        self._all_shown = True
        self._visible: list[int] = []
        self.folded: set[int] = set()
        self._expected: int | None = None
        """The section that gets the cursor at the next `show`."""
        self._expected_top = 0
        """The first visible row at the next `show`."""
        self._asked: frozenset[int] = frozenset()
        """A requested section and its ancestors, shown even without matches."""

    @property
    def place(self) -> int:
        """The section under the cursor."""
        return self._visible[self.cursor] if 0 <= self.cursor < len(self._visible) else ALL

    def expect(self, outline: Outline, place: int, folded: Iterable[int], top: int = 0) -> None:
        """Set the cursor, folded sections and scroll position for the next `show` of `outline`."""
        self._outline, self._expected, self.folded = outline, place, set(folded)
        self._expected_top = top
        self._visible, self._asked = [], frozenset()
        self.set_rows(0, 0)

    def show(
        self, outline: Outline, counts: Sequence[int], total: int, filtered: bool, place: int
    ) -> None:
        """Show the sections of `outline`, the cursor on `place`; if `filtered`, those with a count.

        Another outline of the same document differs only by sections at its end.
        """
        if self._outline is None or outline.document is not self._outline.document:
            self.expect(outline, ALL, ())
        place = place if self._expected is None else self._expected
        place = place if place < len(outline.places) else ALL
        self._outline, self._expected = outline, None
        self._counts, self._total, self._all_shown = counts, total, not filtered
        top, self._expected_top = self._expected_top, 0
        self._rebuild(place, top)

    def go_to(self, place: int) -> None:
        if self._outline is None:
            return
        self._asked = frozenset(self._outline.trail(place))
        around = self._asked - {place}
        if self._expected is not None:
            self._expected, self.folded = place, self.folded - around
            return
        if around & self.folded or place not in self._visible:
            self.folded -= around
            self._rebuild(place)
        self.cursor = self._row_of(place)

    def action_fold(self) -> None:
        place = self.place
        if place == ALL or self._outline is None:
            return
        if self._has_children(place) and place not in self.folded:
            self._set_folded(place, True)
        else:
            self.cursor = self._row_of(self._outline.places[place].parent)

    def action_unfold(self) -> None:
        if self.place in self.folded:
            self._set_folded(self.place, False)
        else:
            self.post_message(self.Left())

    def action_toggle_fold(self) -> None:
        if self.place != ALL and self._has_children(self.place):
            self._set_folded(self.place, self.place not in self.folded)

    def action_fold_all(self) -> None:
        if self._outline is None or self._expected is not None:
            return
        foldable = {place.parent for place in self._outline.places} - {ALL}
        foldable = {place for place in foldable if self._has_children(place)}
        self.folded = set() if foldable <= self.folded else foldable
        self._rebuild(self.place)

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    def row_changed(self) -> None:
        self.post_message(self.Highlighted(self.place))

    def on_click(self, event: events.Click) -> None:
        """Fold or unfold on a click on the arrow of a section."""
        row, offset = self.row_at(event), event.get_content_offset(self)
        if row is None or offset is None or self._outline is None:
            return
        place = self._visible[row]
        if place != ALL and self._has_children(place):
            arrow = self._indentation(place) + 1
            if arrow <= offset.x <= arrow + 1:
                event.prevent_default()
                self._set_folded(place, place not in self.folded)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        place = self._visible[row]
        count = self._format_count(place)
        bar = "▌" if row == self.cursor else " "
        room = max(1, width - 3 - len(count))
        label = pad(self._format_label(place, room), room)
        pieces = [
            (bar, base if bar.isspace() else base + self.look("row--mark")),
            (label, base),
            (f" {count} ", base + self.look("row--quiet")),
        ]
        strip = Strip(to_segments(pieces), 3 + room + len(count))
        return strip.adjust_cell_length(width, base.rich_style)

    def _indentation(self, place: int) -> int:
        """Return the cells before the arrow, limited to keep titles visible."""
        depth = self._outline.places[place].depth if self._outline else 0
        return min(2 * depth, self.scrollable_content_region.width // 3)

    def _format_count(self, place: int) -> str:
        """The number of entries; nothing for a section that is there for its text alone."""
        count = self._total if place == ALL else self._counts[place]
        return f"{count:,}" if count or place == ALL or not self._all_shown else ""

    def _format_label(self, place: int, room: int) -> str:
        if place == ALL or self._outline is None:
            return truncate("All", room)
        at = self._outline.places[place]
        arrow = ("▸ " if place in self.folded else "▾ ") if self._has_children(place) else "  "
        before = " " * self._indentation(place) + arrow
        title = shown_title(at.section.title)
        cut = cut_after(title, self._title_before(place), room - len(before))
        return truncate(before + cut, room)

    def _title_before(self, place: int) -> str:
        """The title of the section before it within the same one; empty for the first."""
        places = self._outline.places if self._outline else ()
        depth = places[place].depth
        near = next((at for at in range(place - 1, -1, -1) if places[at].depth <= depth), ALL)
        is_beside = near != ALL and places[near].depth == depth
        return shown_title(places[near].section.title) if is_beside else ""

    def _set_folded(self, place: int, folded: bool) -> None:
        (self.folded.add if folded else self.folded.discard)(place)
        self._rebuild(place)

    def _rebuild(self, place: int, top: int = 0) -> None:
        if place not in self._asked:
            self._asked = frozenset()
        self._visible = [ALL, *self._unfolded()]
        before = self.place
        self.set_rows(len(self._visible), self._row_of(place), top)
        if self.place != place or before != place:
            self.row_changed()

    def _unfolded(self) -> list[int]:
        if self._outline is None:
            return []
        visible, hidden_below = [], None
        for number in self._places_worth_showing():
            depth = self._outline.places[number].depth
            if hidden_below is not None and depth > hidden_below:
                continue
            hidden_below = depth if number in self.folded else None
            visible.append(number)
        return visible

    def _places_worth_showing(self) -> Iterable[int]:
        some: Iterable[int] = range(len(self._counts))
        if not (self._all_shown or self._asked):
            some = compress(some, self._counts)
        return filter(self._is_worth_showing, some)

    def _row_of(self, place: int) -> int:
        """The row of `place`, or of its innermost visible ancestor."""
        while place != ALL and self._outline is not None:
            if place in self._visible:
                return self._visible.index(place)
            place = self._outline.places[place].parent
        return 0

    def _has_children(self, place: int) -> bool:
        """True if a section has visible children when unfolded."""
        if self._outline is None:
            return False
        places = self._outline.places
        within = takewhile(
            lambda number: places[number].depth > places[place].depth, range(place + 1, len(places))
        )
        return any(map(self._is_worth_showing, within))

    def _is_worth_showing(self, number: int) -> bool:
        if self._outline is None or number in self._asked:
            return True
        has_rows = self._all_shown or self._counts[number] > 0
        return has_rows and self._outline.places[number].is_category
