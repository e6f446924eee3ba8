"""The base class of browsers: a list that is filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import chain

from textual import on, work
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from awesome_tui.errors import LibraryError
from awesome_tui.model.outline import Outline
from awesome_tui.services.entry_status import LinkStatus, ListStatus
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.cursor_memory import CursorMemory
from awesome_tui.tui.filter_guide import asked_field, filter_guide
from awesome_tui.tui.list_search import FilterResult, ListSearch, SearchRequest
from awesome_tui.tui.orders import LIST_ORDER
from awesome_tui.tui.rendering.finished_work import release
from awesome_tui.tui.widgets.filter_bar import FilterBar, FilterInput
from awesome_tui.tui.widgets.key_hints import KeyHints
from awesome_tui.tui.widgets.panes import Panes


class SearchableList(Widget):
    """A list that is searched in a thread while the filter is typed."""

    outline: var[Outline | None] = var[Outline | None](None)
    """The list, once it is parsed."""
    filter_text: var[str] = var("")
    order: var[str] = var(LIST_ORDER)
    result: var[FilterResult | None] = var[FilterResult | None](None)
    """The newest finished search."""

    panes: Panes
    hints: KeyHints

    class Searched(Message):
        """A search has ended, perhaps with an unexpected error."""

        def __init__(
            self, request: SearchRequest, result: FilterResult | None, problem: str = ""
        ) -> None:
            super().__init__()
            self.request, self.result, self.problem = request, result, problem

    def __init__(self, query: str) -> None:
        super().__init__()
        self.set_reactive(SearchableList.filter_text, query)
        self.search: ListSearch | None = None
        self.read_status: Callable[[Sequence[str | None]], LinkStatus] | None = None
        """Reads what is stored of these URLs; called in a thread."""
        self.cursor = CursorMemory()
        self.filter = FilterBar(query)

    @on(FilterBar.Changed)
    def _take_query(self) -> None:
        # Not the value of the event, as there may be another list by now.
        self.filter_text = self.filter.input.value

    def watch_filter_text(self, before: str, text: str) -> None:
        if text and not before and self.cursor.origin is None:
            self.cursor.begin_filtering(self.panes.entries.number, is_new=True)
        self.search_again()
        self.show_guide()
        self.learn_if_asked()

    def show_guide(self) -> None:
        """Show words that can be typed at the end of the filter."""
        search, field = self.search, asked_field(self.filter_text)
        values = search.values(field) if search and field else None
        columns = search.suggested_fields if search else ()
        self.filter.show_guide(filter_guide(self.filter_text, columns, values))
        if search and field and values is None and search.has_values(field):
            self._find_values(search, field)

    @work(exclusive=True, group="guide", description="values")
    async def _find_values(self, search: ListSearch, field: str) -> None:
        await search.find_values(field, await self._own_values(field))
        if search is self.search and search.values(field) is not None:
            self.show_guide()

    async def _own_values(self, field: str) -> Iterable[str]:
        """Return the user's own values of a field."""
        if field != "tag":
            return ()
        with suppress(LibraryError):  # a guide without them is better than a complaint
            if status := await self.status():
                return chain.from_iterable(status.links.saved.tags.values())
        return ()

    @on(FilterInput.Entered)
    def _begin_filtering(self) -> None:
        """Let the cursor follow the best hit while the filter is typed."""
        number = self.panes.entries.number
        self.cursor.begin_filtering(number, is_new=not self.filter_text)

    def end_filtering(self) -> None:
        self.cursor.end_filtering()
        self.filter.input.value = ""

    def drop_term(self) -> None:
        line = self.filter.input
        if self.search is not None:
            line.value = self.search.drop_last_term(line.value)
            line.cursor_position = len(line.value)

    def search_again(self, *, if_new: bool = False) -> None:
        """Start a search for the filter; with `if_new`, not if its result is shown already."""
        if if_new and self.search and self.search.has_answered(self.filter_text, self.order):
            return
        request = self.search.request(self.filter_text, self.order) if self.search else None
        if request is not None:
            self._search_in_thread(request)

    @work(thread=True, exclusive=True, group="filter", exit_on_error=False, description="search")
    def _search_in_thread(self, request: SearchRequest) -> None:
        """Search; it ends early when a newer letter cancels it."""
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
        """Look up the status of all entries, if the filter needs it."""
        if self.search is not None and self.search.begin_learning(self.filter_text):
            self._learn(self.search)

    @work(group="learn", description="learn")
    async def _learn(self, search: ListSearch) -> None:
        """Add the status of all entries to the index, then search again."""

        async def status() -> ListStatus | None:
            return await self.status() if search is self.search else None

        try:
            await search.learn(status)
        except LibraryError as error:
            self.hints.say(str(error), error=True)
        if search is self.search:
            self.search_again()

    async def status(self) -> ListStatus | None:
        """Return the status of all entries; None if nothing is known."""
        outline, read = self.outline, self.read_status
        if outline is None or read is None:
            return None
        urls = [item.entry.url for item in outline.items]
        return ListStatus(outline, await run_in_thread(read, urls))

    def more_orders(self) -> Sequence[str]:
        """Return orders besides those of every list."""
        return ()
