"""A list to be read and filtered: title, filter, three panes and hints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var
from textual.worker import Worker, get_current_worker

from awesome_tui.errors import LibraryError
from awesome_tui.model.entries import Link
from awesome_tui.model.outline import Outline
from awesome_tui.services.entry_status import LinkStatus, ListStatus
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.cursor_memory import CursorMemory, FilterOrigin
from awesome_tui.tui.detail import Detail, section_detail
from awesome_tui.tui.filter_guide import asked_field, filter_guide
from awesome_tui.tui.finished_work import release
from awesome_tui.tui.list_search import FilterResult, ListSearch, SearchRequest
from awesome_tui.tui.list_text import (
    ListText,
    about_entries,
    hits_fact,
    marks_fact,
)
from awesome_tui.tui.orders import LIST_ORDER
from awesome_tui.tui.rendering.emoji_width import steady_width
from awesome_tui.tui.widgets.entry_list import EntryList, find_row
from awesome_tui.tui.widgets.filter_bar import FilterBar, FilterInput
from awesome_tui.tui.widgets.key_hints import KeyHints
from awesome_tui.tui.widgets.markable_list import MarkableList
from awesome_tui.tui.widgets.panes import Panes
from awesome_tui.tui.widgets.section_tree import ALL, SectionTree
from awesome_tui.tui.widgets.title_line import TitleLine

_FORGIVEN = "one typo forgiven"


class ListBrowser(MarkableList):
    """Owns the state of the list; the panes are given it, and report what the user did."""

    DEFAULT_CSS: ClassVar[str] = "ListBrowser { layout: vertical; width: 1fr; height: 1fr; }"

    filter_text: var[str] = var("")
    """The query in the filter."""
    order: var[str] = var(LIST_ORDER)
    """How the entries are sorted."""
    detail: var[Detail] = var(Detail(), init=False)
    """The content of the detail pane."""

    class Searched(Message):
        """A search is done, or ended with an error that nobody expected."""

        def __init__(
            self, request: SearchRequest, result: FilterResult | None, problem: str = ""
        ) -> None:
            super().__init__()
            self.request, self.result, self.problem = request, result, problem

    def __init__(self, query: str, text: ListText) -> None:
        super().__init__()
        self.set_reactive(ListBrowser.filter_text, query)
        self.text = text
        self.search: ListSearch | None = None
        self.read_status: Callable[[Sequence[str | None]], LinkStatus] | None = None
        """Reads, in a thread, what is kept of these URLs."""
        self.cursor = CursorMemory()
        self.wanted_place = ALL
        """The section that the user chose; while it has no hit, another one is shown."""
        self._settled: int | None = None
        """The section that the tree shows in its place."""
        self.title = TitleLine(id="title")
        self.filter = FilterBar(query)
        self.panes = Panes()
        self.hints = KeyHints()

    def compose(self) -> ComposeResult:
        self.panes.entries.data_bind(ListBrowser.marks)
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
        """Show another list, or the same one anew; without a `query`, under the filter as it is."""
        # Without rows and index, none of the changes below has anything to draw or to search.
        self.result, self.search = None, ListSearch(everything)
        self.marks = frozenset()
        self.cursor.is_picked, self.cursor.top = False, top
        self.place, self.order = place, order
        self.wanted_place = place
        if query is not None:
            self.filter_text = query
        self.cursor.origin = None
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
        """Show the facts as they are now."""
        if self.outline is not None:
            forgiven = self.result is not None and self.result.forgiven
            marks = marks_fact(len(self.marks), self.hidden_marks())
            first = filter(None, (marks, _FORGIVEN if forgiven else ""))
            self.title.right = (*first, *self.text.facts(self.outline))

    # ---- the filter

    @on(FilterBar.Changed)
    def _take_query(self) -> None:
        # By now it may say something else than when it changed: there may be another list.
        self.filter_text = self.filter.input.value

    def watch_filter_text(self, before: str, text: str) -> None:
        if text and not before and self.cursor.origin is None:
            self._note_origin(is_new=True)
        self.search_again()
        self.show_guide()
        self.learn_if_asked()

    def show_guide(self) -> None:
        """Show what can be typed at the end of the filter."""
        search, field = self.search, asked_field(self.filter_text)
        values = search.values(field) if search and field else None
        columns = search.fields if search else ()
        self.filter.show_guide(filter_guide(self.filter_text, columns, values))
        if search and field and values is None and search.has_values(field):
            self._find_values(search, field)

    @work(exclusive=True, group="guide", description="values")
    async def _find_values(self, search: ListSearch, field: str) -> None:
        await search.find_values(field, self.own_values(field))
        if search is self.search and search.values(field) is not None:
            self.show_guide()

    def own_values(self, field: str) -> Iterable[str]:
        """The texts that the user has put into a field."""
        return ()

    @on(FilterInput.Entered)
    def _begin_filtering(self) -> None:
        """Put the cursor on the best hit of what is typed from now on."""
        self._note_origin(is_new=not self.filter_text)

    def _note_origin(self, *, is_new: bool) -> None:
        here = FilterOrigin(self.wanted_place, self.panes.entries.number)
        self.cursor.begin_filtering(here, is_new=is_new)

    def end_filtering(self) -> None:
        """Empty the filter, and return to where it began."""
        origin = self.cursor.end_filtering()
        if origin is not None:
            self.wanted_place = origin.place
        self.filter.input.value = ""

    def search_again(self, *, if_new: bool = False) -> None:
        """Find what the filter asks for now; `if_new`, only where that is not shown already."""
        if if_new and self.search and self.search.has_answered(self.filter_text, self.order):
            return
        request = self.search.request(self.filter_text, self.order) if self.search else None
        if request is not None:
            self._search_in_thread(request)

    # Without a description, Textual spells out the whole list to make one.
    @work(thread=True, exclusive=True, group="filter", exit_on_error=False, description="search")
    def _search_in_thread(self, request: SearchRequest) -> None:
        """Find what matches; a newer letter makes this pointless, and it ends early."""
        worker = get_current_worker()
        try:
            result = request.run(lambda: worker.is_cancelled)
        except Exception as error:
            self.post_message(self.Searched(request, None, type(error).__name__))
            return
        if not worker.is_cancelled:
            self.post_message(self.Searched(request, result))

    @on(Searched)
    def _take_result(self, event: Searched) -> None:
        event.stop()
        if self.search is None or not self.search.finish(event.request):
            return
        if event.result is not None:
            self.result = event.result
        else:  # the list stays as it was
            message = f"The search failed ({event.problem}): change the filter."
            self.hints.say(message, error=True)

    @on(Worker.StateChanged)
    def _let_go_of_work(self, event: Worker.StateChanged) -> None:
        release(event.worker)

    def learn_if_asked(self) -> None:
        """Have the filter know the status of all entries, where it asks for that."""
        if self.search is not None and self.search.begin_learning(self.filter_text):
            self._learn(self.search)

    @work(group="learn", description="learn")
    async def _learn(self, search: ListSearch) -> None:
        """Let the filter know what the library knows, one change after another."""

        async def status() -> ListStatus | None:
            return await self.status() if search is self.search else None

        try:
            await search.learn(status)
        except LibraryError as error:
            self.hints.say(str(error), error=True)
        if search is self.search:
            self.search_again()

    async def status(self) -> ListStatus | None:
        """The status of all entries; None where nothing is kept."""
        outline, read = self.outline, self.read_status
        if outline is None or read is None:
            return None
        urls = [item.entry.url for item in outline.items]
        return ListStatus(outline, await run_in_thread(read, urls))

    def more_orders(self) -> Sequence[str]:
        """Orders beside those that every list has."""
        return ()

    # ---- rows

    def watch_result(self, before: FilterResult | None, result: FilterResult | None) -> None:
        if result is None or self.outline is None:
            return
        if self.marks or result.forgiven or (before and before.forgiven):
            self.show_title()
        categories, outline = self.panes.categories, result.outline
        categories.show(
            outline, result.counts, result.total, result.filtered, place=self.wanted_place
        )
        self._settled = categories.place
        # The tree's own report comes after rows of a section that is shown no more.
        self.set_reactive(ListBrowser.place, categories.place)
        self._show_rows()
        self._show_hits()

    def _show_hits(self) -> None:
        if self.result is not None:
            self.filter.show_hits(hits_fact(self.result, self.place))

    @on(SectionTree.Highlighted)
    def _narrow(self, event: SectionTree.Highlighted) -> None:
        if event.place != self._settled:
            self.wanted_place, self._settled = event.place, None
        self.place = event.place
        self.show_detail()

    @on(SectionTree.Chosen)
    @on(SectionTree.Left)
    def _read_entries(self) -> None:
        self.panes.bring("entries")

    def watch_place(self) -> None:
        self._show_rows()
        self._show_hits()
        if self.marks:
            self.show_title()

    def _show_rows(self) -> None:
        """Show the section's rows, the cursor where it was if that entry is still there."""
        outline, result = self.outline, self.result
        if outline is None or result is None:
            return
        entries, rows = self.panes.entries, result.rows(self.place)
        wanted = self.cursor.entries(result, entries.number)
        found = (find_row(number, rows) for number in wanted)
        row = next((row for row in found if row is not None), None)
        self.cursor.is_picked = self.cursor.is_picked and row is not None
        had_entry = entries.number is not None
        entries.show(
            outline,
            rows,
            row or 0,
            place=self.place,
            matched=result.spans if result.filtered else None,
            unseen=result.unseen if result.filtered else None,
            empty=self.text.nothing_found(
                result, self.place if result.total else ALL, self.filter_text
            ),
            top=self.cursor.take_top(),
        )
        if had_entry != (entries.number is not None):
            self.screen.refresh_bindings()
        self.panes.about = steady_width(about_entries(outline, self.place, self.order))
        self.show_detail()

    def go_to_entry(self, number: int) -> None:
        """Put the cursor on an entry, leaving the section if it is not in there."""
        if not self.panes.entries.go_to(number) and self.place != ALL:
            # The tree's own report of this comes too late to find the entry among the rows.
            self.panes.categories.go_to(ALL)
            self.cursor.sought, self.place = number, ALL
        self.panes.bring("entries")

    # ---- the detail

    @on(EntryList.Highlighted)
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
        """The numbered links of the README that is read, else of the detail."""
        read = self.panes.readme_in_front
        return read.links if read else self.detail.links

    def watch_detail(self, before: Detail, detail: Detail) -> None:
        if bool(before.links) != bool(detail.links):
            self.screen.refresh_bindings()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane that has the focus is in front where only one has room."""
        name = self.panes.name_of(event.widget)
        if name is not None and not self.filter_text:
            self.cursor.origin = None
        front = name or "entries"
        self.panes.front = front
        if front != "detail":
            self.show_detail()
