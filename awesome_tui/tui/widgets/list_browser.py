"""The browser for a list: title, filter, three panes and hints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var

from awesome_tui.model.entries import AwesomeList, Link
from awesome_tui.model.outline import ALL, Outline
from awesome_tui.tui.detail import Detail, section_detail
from awesome_tui.tui.list_search import FilterResult, ListSearch
from awesome_tui.tui.list_text import ListText, about_entries, hits_fact, marks_fact
from awesome_tui.tui.orders import LIST_ORDER
from awesome_tui.tui.rendering.emoji_width import steady_width
from awesome_tui.tui.widgets.chosen import Chosen
from awesome_tui.tui.widgets.entry_list import EntryList, find_copy, find_row
from awesome_tui.tui.widgets.key_hints import KeyHints
from awesome_tui.tui.widgets.panes import Panes
from awesome_tui.tui.widgets.searchable_list import SearchableList
from awesome_tui.tui.widgets.section_tree import SectionTree
from awesome_tui.tui.widgets.title_line import TitleLine

_FORGIVEN = "one typo forgiven"


class ListBrowser(SearchableList):
    """Owns the state of the list and passes it to the panes, which report what the user does."""

    DEFAULT_CSS: ClassVar[str] = "ListBrowser { layout: vertical; width: 1fr; height: 1fr; }"

    place: var[int] = var(ALL)
    """The section whose entries are shown."""
    marks: var[frozenset[int]] = var[frozenset[int]](frozenset())
    detail: var[Detail] = var(Detail(), init=False)

    class Unmarked(Message):
        """Entries of a list were unmarked."""

        def __init__(self, numbers: frozenset[int], document: AwesomeList) -> None:
            super().__init__()
            self.numbers, self.document = numbers, document

    def __init__(self, query: str, text: ListText) -> None:
        super().__init__(query)
        self.text = text
        self._settled: int | None = None
        """The section that the tree shows because the chosen one has no hit."""
        self.title = TitleLine(id="title")
        self.panes = Panes()
        self.hints = KeyHints()
        self.chosen = Chosen(self)

    def compose(self) -> ComposeResult:
        self.panes.entries.data_bind(ListBrowser.marks)
        # Not by a message, which would arrive a frame later.
        self.watch(self.panes.entries, "cursor", self._show_entry, init=False)
        self.panes.detail.data_bind(ListBrowser.detail)
        self.panes.detail_line.data_bind(ListBrowser.detail)
        yield self.title
        yield self.filter
        yield self.panes
        yield self.hints

    # ---- the list

    def show(
        self,
        everything: FilterResult,
        place: int = ALL,
        query: str | None = None,
        order: str = LIST_ORDER,
        top: int = 0,
    ) -> None:
        """Show another list or version; without a `query`, with the present filter."""
        # Without rows and index, the changes below neither draw nor search anything.
        self.result, self.search = None, ListSearch(everything)
        self.marks = frozenset()
        self.place, self.order = place, order
        if query is not None:
            self.filter_text = query
        self.cursor.begin_list(place, top)
        self.panes.entries.show(everything.outline, (), 0)
        self.outline = everything.outline
        self.result = self.search.first_result(self.filter_text, self.order)
        self.show_guide()

    def watch_outline(self, outline: Outline | None) -> None:
        if outline is not None:
            self.title.left = steady_width(self.text.heading(outline))
            self.title.beside = self.text.repository()
            self.show_title()

    def show_title(self) -> None:
        if self.outline is not None:
            result = self.result
            forgiven = result is not None and result.forgiven
            hidden = [n for n in self.marks if result and not result.shows(n, self.place)]
            marks = marks_fact(len(self.marks), len(hidden))
            first = filter(None, (marks, _FORGIVEN if forgiven else ""))
            self.title.right = (*first, *self.text.facts(self.outline))

    # ---- rows

    def watch_result(self, before: FilterResult | None, result: FilterResult | None) -> None:
        if result is None or self.outline is None:
            return
        categories, outline = self.panes.categories, result.outline
        categories.show(
            outline, result.counts, result.total, result.filtered, place=self.cursor.place
        )
        self._settled = categories.place
        if result.forgiven or (before and before.forgiven):
            self.show_title()
        if self.place == categories.place:
            self.watch_place()
        else:  # else rows of the old section would be shown until the tree reports
            self.place = categories.place

    def _show_hits(self) -> None:
        if self.result is not None:
            hits = hits_fact(self.result, self.place, is_growing=self._is_growing)
            self.filter.show_hits(hits)
            if not self.result.total:
                self.hints.refresh()  # enter may search GitHub now

    @property
    def _is_growing(self) -> bool:
        return self.search is not None and self.search.is_growing

    def show_all_found(self) -> None:
        """Show the hits as final, not as those so far."""
        if self.filter_text:
            self._show_rows()
            self._show_hits()

    @on(SectionTree.Highlighted)
    def _narrow(self, event: SectionTree.Highlighted) -> None:
        if event.place != self.panes.categories.place:
            return  # the cursor has moved on, perhaps in another list
        if event.place != self._settled:
            self.cursor.place, self._settled = event.place, None
        self.place = event.place
        self.show_detail()

    @on(SectionTree.Chosen)
    @on(SectionTree.Left)
    def _read_section(self) -> None:
        self.panes.bring("detail" if self.is_only_text else "entries")

    @property
    def is_only_text(self) -> bool:
        """True for a section without entries, which is there for its text."""
        start, stop = self.outline.span(self.place) if self.outline else (0, 0)
        return start == stop

    def watch_place(self) -> None:
        self._show_rows()
        self._show_hits()
        if self.marks:
            self.show_title()

    def _show_rows(self) -> None:
        """Show the rows of the section, with the cursor on the same entry if possible."""
        outline, result = self.outline, self.result
        if outline is None or result is None:
            return
        entries, rows, hits = self.panes.entries, result.rows(self.place), result.hits
        wanted = self.cursor.entries(result, entries.number)
        found = [find_row(number, rows) for number in wanted]
        if hits is not None and None in found:  # of several lists with the link, only one is shown
            found += [find_copy(number, rows, outline) for number in wanted]
        row = next((row for row in found if row is not None), None)
        self.cursor.is_picked = self.cursor.is_picked and row is not None
        had_entry = entries.number is not None
        entries.show(
            outline,
            rows,
            row or 0,
            place=self.place,
            matched=None if hits is None else hits.spans_in,
            unseen=None if hits is None else hits.unseen,
            empty=self._reason_for_no_rows(result),
            top=self.cursor.take_top(),
        )
        if had_entry != (entries.number is not None):
            self.screen.refresh_bindings()
        self.panes.about = steady_width(about_entries(outline, self.place, self.order))
        self.show_detail()

    def _reason_for_no_rows(self, result: FilterResult) -> str:
        if self._is_growing and result.filtered and not result.total:
            return f"Nothing matches {self.filter_text.strip()} so far: lists are still being read."
        place = self.place if result.total else ALL
        return self.text.nothing_found(result, place, self.filter_text)

    def go_to_entry(self, number: int) -> None:
        """Put the cursor on an entry, leaving the section if it is not in there."""
        if not self.panes.entries.go_to(number) and self.place != ALL:
            # The tree's report would come too late to find the entry among the rows.
            self.panes.categories.go_to(ALL)
            self.cursor.sought, self.place = number, ALL
        self.panes.bring("entries")

    # ---- marks

    @on(EntryList.Marked)
    def _toggle_mark(self, event: EntryList.Marked) -> None:
        if event.number in self.marks:
            self.unmark(frozenset({event.number}))
        else:
            self.marks |= {event.number}

    def unmark(self, numbers: frozenset[int]) -> None:
        if numbers and self.outline is not None:
            self.post_message(self.Unmarked(numbers, self.outline.document))
        self.marks -= numbers

    def watch_marks(self, before: frozenset[int], marks: frozenset[int]) -> None:
        if bool(before) != bool(marks):
            self.screen.refresh_bindings()
        self.hints.refresh()
        self.show_title()

    # ---- the detail

    def _show_entry(self) -> None:
        self.cursor.is_picked = True
        self.show_detail()

    def show_detail(self) -> None:
        """Show the detail of the entry under the cursor, or of the section among categories."""
        if self.outline is None:
            return
        number = self.panes.entries.number
        if number is None or self.panes.categories.has_focus:
            heading = self.text.heading(self.outline)
            self.detail = section_detail(self.outline, self.place, heading)
        else:
            self.detail = self.text.detail(self.outline, number)

    @property
    def links(self) -> Sequence[Link]:
        """The numbered links of the README if it is in front, else of the detail."""
        read = self.panes.readme_in_front
        return read.links if read else self.detail.links

    def watch_detail(self, before: Detail, detail: Detail) -> None:
        if bool(before.links) != bool(detail.links):
            self.screen.refresh_bindings()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the focused pane to the front, for windows with room for one."""
        name = self.panes.name_of(event.widget)
        if name is not None and not self.filter_text:
            self.cursor.origin = None
        front = name or "entries"
        self.panes.front = front
        if front != "detail":
            self.show_detail()
