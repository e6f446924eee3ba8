"""One list: its categories, its entries, the detail of one."""

from __future__ import annotations

import asyncio
import random
from abc import abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from functools import partial
from pathlib import PurePath
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from awesome_tui.desktop import Desktop, Outcome
from awesome_tui.errors import AwesomeError
from awesome_tui.model import AwesomeList, Entry, Link
from awesome_tui.outline import Outline, outline
from awesome_tui.sections import find_section
from awesome_tui.snippets import FORMS
from awesome_tui.text import clean
from awesome_tui.tui.apart import begin
from awesome_tui.tui.asking import choose
from awesome_tui.tui.counts import counted
from awesome_tui.tui.link_actions import MANY, LinkActions
from awesome_tui.tui.list_search import (
    ORDERS,
    FilterResult,
    ListSearch,
    Order,
    SearchRequest,
    all_entries,
    next_order,
)
from awesome_tui.tui.parts import Detail, ToEntry, ToSection, entry_detail, section_detail
from awesome_tui.tui.steady import steady
from awesome_tui.tui.widgets.entry_detail import EntryDetail
from awesome_tui.tui.widgets.entry_list import EntryList, row_of
from awesome_tui.tui.widgets.filter_bar import FilterBar, FilterInput
from awesome_tui.tui.widgets.key_hints import KeyHints
from awesome_tui.tui.widgets.line import Line
from awesome_tui.tui.widgets.panes import Pane, Panes
from awesome_tui.tui.widgets.section_tree import ALL, SectionTree
from awesome_tui.tui.widgets.still import Still
from awesome_tui.urls import shown

BEGUN = frozenset(("desktop", "keep", "turn", "asked"))
"""The groups of workers that leaving waits for; their descriptions name what they bring about."""


class BrowserScreen(Still, Screen[None]):
    """Holds what is shown; the panes are told, and report what the user did."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # What moves the focus has priority: it takes effect before the next key is handed out, so
        # that keys typed faster than a frame reach the pane that they are meant for.
        Binding("slash", "filter", "Filter", key_display="/", priority=True, id="list.filter"),
        Binding("tab", "next_pane(1)", "Next pane", show=False, priority=True, id="pane.next"),
        Binding(
            "shift+tab",
            "next_pane(-1)",
            "Previous pane",
            show=False,
            priority=True,
            id="pane.previous",
        ),
        Binding("enter,o", "open", "Open", tooltip="Open in the browser", id="entry.open"),
        Binding("y", "copy", "Copy", tooltip="Copy the URL", id="entry.copy"),
        Binding("Y", "copy_as", "Copy as …", show=False, id="entry.copy_as"),
        Binding("f", "choose_link", "Links", tooltip="Open one of its links", id="entry.links"),
        Binding(
            "1",
            "open_link(1)",
            "Open the n-th link",
            show=False,
            key_display="1–9",
            id="entry.link1",
        ),
        *(
            Binding(str(n), f"open_link({n})", show=False, id=f"entry.link{n}")
            for n in range(2, 10)
        ),
        Binding("s", "sort", "Sort", tooltip="Sort by list order or name", id="list.sort"),
        Binding("n", "section(1)", "Next section", show=False, id="list.next_section"),
        Binding("N", "section(-1)", "Previous section", show=False, id="list.previous_section"),
        Binding("R", "random", "A random entry", show=False, id="list.random"),
        Binding("greater_than_sign", "resize(1)", "Larger pane", show=False, id="pane.larger"),
        Binding("less_than_sign", "resize(-1)", "Smaller pane", show=False, id="pane.smaller"),
        Binding(
            "escape",
            "back_out",
            "Back",
            tooltip="Take away what is on top",
            show=False,
            id="list.back_out",
        ),
    ]
    AUTO_FOCUS = ""

    on_entries: ClassVar[frozenset[str]] = frozenset({"open", "copy", "copy_as"})
    """The actions that are done with entries."""
    patience = 0.06
    """So many seconds the first frame waits for something to show."""
    outline: var[Outline | None] = var[Outline | None](None)
    """The list, once it is parsed."""
    place: var[int] = var(ALL)
    """The section whose entries are shown."""
    filter_text: var[str] = var("")
    """The query in the filter."""
    order: var[Order] = var[Order](ORDERS[0])
    """How the entries are sorted."""
    result: var[FilterResult | None] = var[FilterResult | None](None)
    """The newest finished search."""
    detail: var[Detail] = var(Detail(), init=False)
    """What the detail pane says."""
    marks: var[frozenset[int]] = var[frozenset[int]](frozenset())
    """The marked entries."""

    class Matched(Message):
        """A search is done."""

        def __init__(self, request: SearchRequest, result: FilterResult) -> None:
            super().__init__()
            self.request, self.result = request, result

    class SearchFailed(Message):
        """A search ended with an error that nobody expected."""

        def __init__(self, request: SearchRequest, kind: str) -> None:
            super().__init__()
            self.request, self.kind = request, kind

    def __init__(
        self, reading: Future[Any], desktop: Desktop, query: str = "", section: str = ""
    ) -> None:
        """What is to be shown first is `reading` already; see `show_first`."""
        super().__init__()
        self._reading: Future[Any] | None = reading
        self._links = LinkActions(desktop, self._send_to_clipboard)
        self._first_section = section
        self.set_reactive(BrowserScreen.filter_text, query)
        self._search: ListSearch | None = None
        self._picked = False
        self._sought: int | None = None
        """The entry that the cursor is to stand on as soon as there are rows."""
        self._top = 0
        """The first row that is to be in sight then."""
        self._title = Line(id="title")
        self._filter = FilterBar(query)
        self._panes = Panes()
        self._hints = KeyHints()

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._filter
        yield self._panes
        yield self._hints

    def on_mount(self) -> None:
        reading, self._reading = self._reading, None  # that the list can go when it is left
        # A key that was typed before may have ended it all.
        if reading is None or self.app.return_code is not None:
            return
        if self.focused is None:  # a slash may have been typed already
            self.set_focus(self._panes.entries)
        self.set_timer(0.5, self._say_reading)
        # To draw an empty frame takes longer than most lists still need, and holds up their thread.
        wait([reading], self.patience)
        if reading.done():
            self._show_or_give_up(reading)
        else:  # to wait must not hold up the first frame
            self.call_after_refresh(self.wait_for_reading, reading)

    # ---- loading

    @abstractmethod
    def show_first(self, read: Any) -> None:
        """Show what `reading` gave."""

    def _show_or_give_up(self, reading: Future[Any]) -> None:
        try:
            self.show_first(reading.result())
        except AwesomeError as error:
            self.give_up(str(error))

    @work(group="start", description="reading")
    async def wait_for_reading(self, reading: Future[Any]) -> None:
        """Show what is to be shown first, as soon as it is there."""
        await asyncio.wait([asyncio.wrap_future(reading)])
        self._show_or_give_up(reading)

    def _say_reading(self, seconds: int = 0) -> None:
        """Tell that something goes on, each second anew."""
        if self.outline is None:
            self._title.right = ("reading …" + (f" {seconds} s" if seconds else ""),)
            self.set_timer(1.0, partial(self._say_reading, seconds + 1))

    def give_up(self, reason: str) -> None:
        """End the program: there is nothing to show."""
        self.app.exit(return_code=2, message=reason)

    def show(
        self,
        everything: FilterResult,
        place: int = ALL,
        query: str | None = None,
        order: Order = ORDERS[0],
        top: int = 0,
    ) -> None:
        """Show another list, or the same one anew; without a `query`, under the filter as it is."""
        # Without rows and index, none of the changes below has anything to draw or to search.
        self.result, self._search = None, ListSearch(everything)
        self.marks = frozenset()
        self.place, self.order, self._top = place, order, top
        if query is not None:
            self.filter_text = query
        self._panes.entries.show(everything.outline, (), 0)
        self.outline = everything.outline
        self.result = self._search.first_result(self.filter_text, self.order)

    def grow(self, laid_out: Outline) -> None:
        """Have more to be found: `laid_out` is the list on the screen with more after it."""
        self.outline = laid_out
        if self.filter_text:
            self.search_again()

    def begin_in_section(self) -> None:
        """Go to the section that was asked for at the start."""
        section, self._first_section = self._first_section, ""
        if section:
            self._go_to_section(section)

    def _go_to_section(self, path: str) -> None:
        if self.outline is None:
            return
        trail = find_section(self.outline.document, path)
        if trail is None:
            self.say(f"There is no section {path}.", error=True)
            return
        place = self.outline.place_of(trail[-1])
        if self.result is None:
            self._panes.categories.expect(self.outline, place, ())
        self._panes.categories.go_to(place)

    def watch_outline(self, laid_out: Outline | None) -> None:
        if laid_out is None:
            return
        self._title.left = steady(self.heading(laid_out))
        self.show_title()

    def heading(self, laid_out: Outline) -> str:
        """What the list is called."""
        return laid_out.document.title or clean(PurePath(laid_out.document.source).name)

    def show_title(self) -> None:
        """Say in the title line what there is to say now."""
        if self.outline is not None:
            forgiven = self.result is not None and self.result.forgiven
            told = self.facts(self.outline)
            self._title.right = ("one typo forgiven", *told) if forgiven else told

    def facts(self, laid_out: Outline) -> tuple[str, ...]:
        """What the title line says of the list."""
        sections = sum(not place.is_blank for place in laid_out.places)
        return counted(len(laid_out.items), "entry", "entries"), counted(sections, "section")

    # ---- what keys began

    @property
    def is_filtering(self) -> bool:
        """Whether what is typed goes into the filter."""
        # Keys may come before there is a filter, and after.
        return isinstance(self.focused, FilterInput)

    def has_hits(self, patient: bool) -> bool:
        """Whether the rows are those of what is typed; who is `patient` waits for all of them."""
        return self._search is not None and self._search.has_answered(self.filter_text, self.order)

    def unfinished(self) -> tuple[str, ...]:
        """What keys began that the user would miss, if it were not done."""
        begun = (worker for worker in self.workers if worker.group in BEGUN)
        return tuple(dict.fromkeys(w.description for w in begun if not w.is_finished))

    # ---- filtering

    @on(FilterBar.Changed)
    def _take_query(self) -> None:
        # By now it may say something else than when it changed: there may be another list.
        self.filter_text = self._filter.input.value

    def watch_filter_text(self) -> None:
        self.search_again()

    def watch_order(self) -> None:
        self.search_again()

    def search_again(self) -> None:
        """Find what the filter asks for now."""
        request = self._search.request(self.filter_text, self.order) if self._search else None
        if request is not None:
            self.run_search(request)

    def search_unless_shown(self) -> None:
        """Search with a new index, unless everything is shown without one."""
        if self.filter_text or self.order != ORDERS[0]:
            self.search_again()

    # Without a description, Textual spells out the whole list to make one.
    @work(thread=True, exclusive=True, group="filter", exit_on_error=False, description="search")
    def run_search(self, request: SearchRequest) -> None:
        """Find what matches; a newer letter makes this pointless, and it ends early."""
        worker = get_current_worker()
        try:
            result = request.run(lambda: worker.is_cancelled)
        except Exception as error:
            self.post_message(self.SearchFailed(request, type(error).__name__))
            return
        if not worker.is_cancelled:
            self.post_message(self.Matched(request, result))

    @on(SearchFailed)
    def _say_failure(self, event: SearchFailed) -> None:
        """The list stays as it was; what waits for the hits has nothing to wait for any more."""
        if self._search and self._search.finish(event.request):
            self.say(f"The search failed ({event.kind}): change the filter.", error=True)

    @on(Matched)
    def _show_matches(self, event: Matched) -> None:
        if self._search and self._search.finish(event.request):
            self.result = event.result

    def watch_result(self, before: FilterResult | None, found: FilterResult | None) -> None:
        if found is None or self.outline is None:
            return
        if found.forgiven or (before and before.forgiven):
            self.show_title()
        if self.place >= len(found.outline.places):
            self.place = ALL
        self._panes.categories.show(found.outline, found.counts, found.total, found.filtered)
        self._filter.show_hits(self._hits_text(found.total) if found.filtered else "")
        self._show_rows()

    def _hits_text(self, total: int) -> str:
        of = len(self.outline.items) if self.outline else 0
        return f"{total:,} of {of:,}"

    @on(Worker.StateChanged)
    def _let_go_of_work(self, event: Worker.StateChanged) -> None:
        """Textual's workers hold themselves: let them not hold the lists that they worked on."""
        worker = event.worker
        if not worker.is_finished:
            return
        worker._work = _nothing
        if worker.is_cancelled and worker.error is not None:
            worker.error.__traceback__ = None

    # ---- what is shown

    @on(SectionTree.Highlighted)
    def _narrow(self, event: SectionTree.Highlighted) -> None:
        self.place = event.place
        self._show_detail()

    @on(SectionTree.Chosen)
    @on(SectionTree.Left)
    def _read_entries(self) -> None:
        self._panes.bring("entries")

    def watch_place(self) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the section's rows, the cursor where it was if that entry is still there."""
        if self.outline is None or self.result is None:
            return
        entries, rows = self._panes.entries, self.result.rows(self.place)
        filtered = self.result if self.result.filtered else None
        kept = self._kept_under_cursor(self.result)
        cursor = None if kept is None else row_of(kept, rows)
        self._picked = self._picked and cursor is not None
        top, self._top = self._top, 0
        had_entry = entries.number is not None
        entries.show(
            self.outline,
            rows,
            cursor or 0,
            matched=filtered.spans if filtered else None,
            unseen=filtered.unseen if filtered else None,
            empty=self._why_empty(),
            top=top,
        )
        if had_entry != (entries.number is not None):
            self.refresh_bindings()
        entries.border_title = Content(steady(self._entries_title(self.outline)))
        self._show_detail()

    def _kept_under_cursor(self, found: FilterResult) -> int | None:
        """While one types, the best hit is what one wants, but not instead of what one picked."""
        sought = self._sought
        # A search begun earlier does not know yet of an entry that came since.
        if sought is not None and sought < len(found.outline.items):
            self._picked, self._sought = True, None
            return sought
        return self._panes.entries.number if self._picked or not found.filtered else None

    def _entries_title(self, laid_out: Outline) -> str:
        where = laid_out.titles(self.place)[-1:]
        by_name = ("by name",) if self.order == "name" else ()
        return "  ".join(("ENTRIES", *where, *by_name))

    def _why_empty(self) -> str:
        if self.outline is not None and not self.outline.items:
            return "This text has no entries."
        if self.filter_text.strip():
            where = "" if self.place == ALL else " in this section"
            return f"Nothing matches {self.filter_text.strip()}{where}. Esc clears the filter."
        return "This section has no entries."

    @on(EntryList.Highlighted)
    def _show_entry(self) -> None:
        self._picked = True
        self._show_detail()

    def _show_detail(self) -> None:
        if self.outline is None:
            return
        number = self._panes.entries.number
        if number is None or self._panes.categories.has_focus:
            self.detail = section_detail(self.outline, self.place, self.heading(self.outline))
        else:
            self.detail = self.about(self.outline, number)

    def about(self, laid_out: Outline, number: int) -> Detail:
        """What the detail says of an entry."""
        return entry_detail(laid_out, number)

    def watch_detail(self, before: Detail, detail: Detail) -> None:
        if bool(before.links) != bool(detail.links):
            self.refresh_bindings()
        self._panes.detail.show(detail)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A filter that is left is one that was used."""
        if event.widget is self._filter.input:
            self._filter.input.remember()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane that has the focus is in front where only one has room."""
        names: dict[object, Pane] = {
            self._panes.categories: "tree",
            self._panes.entries: "entries",
            self._panes.detail: "detail",
        }
        front = names.get(event.widget, "entries")
        self._panes.front = front
        if front != "detail":
            self._show_detail()

    # ---- moving

    def action_filter(self) -> None:
        self.set_focus(self._filter.input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types into the filter, a slash is a letter; what acts on entries needs one."""
        if action == "filter":
            return not self._filter.input.has_focus
        if action == "choose_link":
            return bool(self.detail.links) or self._acts()
        return action not in self.on_entries or self._acts()

    def _acts(self) -> bool:
        """Whether there is an entry to act on: among sections it is not told which one it were."""
        return bool(self.marks) or (
            self._panes.entries.number is not None and not self._panes.categories.has_focus
        )

    def action_list(self, action: str, amount: float) -> None:
        """Move the list under the filter."""
        getattr(self._panes.entries, f"action_{action}")(amount)

    def action_pane(self, name: Pane) -> None:
        self._panes.bring(name)

    def action_next_pane(self, step: int) -> None:
        self._panes.bring(self._panes.neighbour(step))

    def action_resize(self, step: int) -> None:
        self._panes.resize_front(2 * step)

    def action_back_out(self) -> None:
        """Take away what is on top: the pane over the list, the filter, the section, the marks."""
        if self._panes.arrangement == "single" and self._panes.front != "entries":
            self._panes.bring("entries")
        elif self._filter.input.has_focus or self.filter_text:
            self._filter.input.remember()
            self._filter.input.value = ""
            self._panes.bring("entries")
        else:
            self.marks = frozenset()

    def action_section(self, step: int) -> None:
        """In rows under section lines, go to the next; else show the next section."""
        if self._panes.entries.has_section_lines and not self._panes.categories.has_focus:
            self._panes.entries.next_section(step)
        else:
            self._panes.categories.action_move(step)

    def action_random(self) -> None:
        entries = self._panes.entries
        if entries.count:
            entries.choose(random.randrange(entries.count))

    def action_sort(self) -> None:
        self.order = next_order(self.order)
        self.say(f"Sorted by {self.order}")

    # ---- marks

    @on(EntryList.Marked)
    def _toggle_mark(self, event: EntryList.Marked) -> None:
        self.marks ^= {event.number}

    def watch_marks(self, before: frozenset[int], marks: frozenset[int]) -> None:
        self._panes.entries.show_marks(marks)
        if bool(before) != bool(marks):
            self.refresh_bindings()
        if marks:
            self.say(f"{counted(len(marks), 'entry', 'entries')} marked")

    def acted_on(self) -> list[Entry]:
        """The marked entries in list order; without any, the one under the cursor."""
        if self.outline is None:
            return []
        number = self._panes.entries.number
        numbers = sorted(self.marks) or ([] if number is None else [number])
        return [self.outline.items[at].entry for at in numbers]

    # ---- opening and copying

    @on(EntryList.Chosen)
    def _open_chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        self.open_entries()

    @work(group="question")
    async def open_entries(self) -> None:
        """Open what is marked, or the entry under the cursor."""
        urls = [entry.url for entry in self.acted_on() if entry.url]
        if not urls:
            self.say("This entry has no link to open.", error=True)
        elif len(urls) <= MANY or await self._confirmed(f"Open {len(urls)} links?"):
            self.open(urls)

    async def _confirmed(self, question: str) -> bool:
        choices = [("1", "No"), ("2", "Yes")]
        return await choose(self.app, question, choices) == 1

    def action_open_link(self, number: int) -> None:
        links = self.detail.links
        if number <= len(links):
            self.open([links[number - 1].url])
        else:
            self.say(f"There is no link {number}.", error=True)

    @work(group="question")
    async def action_choose_link(self) -> None:
        links = self.detail.links
        if not links:
            self.say("There is no link here.", error=True)
            return
        choices = [(str(n), f"{link.text}  {shown(link.url)}") for n, link in enumerate(links, 1)]
        chosen = await choose(self.app, "Open a link", choices)
        if chosen is not None:
            self.open([links[chosen].url])

    @on(EntryDetail.Followed)
    def _follow(self, event: EntryDetail.Followed) -> None:
        match event.target:
            case Link(url=url):
                self.open([url])
            case ToSection(place):
                self._panes.categories.go_to(place)
                self._panes.bring("entries")
            case ToEntry(number):
                self.go_to_entry(number)

    def go_to_entry(self, number: int) -> None:
        """Put the cursor on an entry, leaving the section if it is not in there."""
        if not self._panes.entries.go_to(number) and self.place != ALL:
            # The tree's own report of this comes too late to find the entry among the rows.
            self._panes.categories.go_to(ALL)
            self._sought, self.place = number, ALL
        self._panes.bring("entries")

    def _send_to_clipboard(self, text: str) -> None:
        self.app.copy_to_clipboard(text)

    def action_copy(self) -> None:
        self.copy_entries("URL", self.acted_on())

    @work(group="question")
    async def action_copy_as(self) -> None:
        choices = [(str(n), form) for n, form in enumerate(FORMS, 1)]
        chosen = await choose(self.app, "Copy as", choices)
        if chosen is not None:
            self.copy_entries(list(FORMS)[chosen], self.acted_on())

    @work(group="desktop", description="the link")
    async def open(self, urls: Sequence[str]) -> None:
        """Hand `urls` to the browser, and say what became of them."""
        self._report(await self._links.open(urls))

    # Without a description, Textual spells out the entries to make one.
    @work(group="desktop", description="the copy")
    async def copy_entries(self, form: str, entries: Sequence[Entry]) -> None:
        """Put `entries` on the clipboard, and say what became of it."""
        self._report(await self._links.copy_as(form, entries))

    def _report(self, outcome: Outcome) -> None:
        self.say(outcome.message, error=not outcome.done)

    def say(self, text: str, *, error: bool = False) -> None:
        """Show `text` in the last line for a moment."""
        self._hints.say(text, error=error)

    def remember_frame(self) -> None:
        """Keep what is on the screen, as long as it is there; a list alone keeps nothing."""

    def frame_text(self) -> str:
        """What is on the screen, but for a passing message, as it is sent to the terminal."""
        self._hints.clear()
        lines = self._compositor.render_strips(self.app.size)
        console = self.app.console
        return "".join(f"\x1b[{y};1H{line.render(console)}" for y, line in enumerate(lines, 1))


class ListScreen(BrowserScreen):
    """Shows a single list, and keeps nothing."""

    def __init__(
        self, load: Callable[[], AwesomeList], desktop: Desktop, query: str = "", section: str = ""
    ) -> None:
        # Begun beside Textual's own start, it may be there for the first frame.
        super().__init__(begin(lambda: all_entries(outline(load()))), desktop, query, section)

    def show_first(self, whole: FilterResult) -> None:
        self.show(whole)
        self.begin_in_section()
        self.call_after_refresh(self.make_searchable)

    @work(group="index", description="index")
    async def make_searchable(self) -> None:
        """Index what is on the screen."""
        search = self._search
        if search is not None:
            await search.build_index()
            self.search_unless_shown()
            await search.index_letters()


def _nothing() -> None:
    """Do nothing: all that is left to do for what is done."""
