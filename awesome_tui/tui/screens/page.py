"""One page after another: going inside, back and home, as a session has them."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding

from awesome_tui.errors import AwesomeError, LibraryError
from awesome_tui.model.appearance import Appearance
from awesome_tui.model.entries import Link
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.sources.bundled import NAMES
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.start_frame import Start
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.pages import HOME, Page, Services
from awesome_tui.tui.ready_lists import display_title
from awesome_tui.tui.rendering.frames import FrameKeeper, frame_text
from awesome_tui.tui.saved_entries import SavedEntries
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.screens.page_browser import PageBrowser
from awesome_tui.tui.session import (
    Connection,
    FirstPage,
    Session,
    Step,
    Turn,
)
from awesome_tui.tui.widgets.filter_bar import FilterInput

if TYPE_CHECKING:
    from awesome_tui.library import Library

_FETCHES = frozenset(("turn", "asked", "readme"))
"""The groups of workers that esc stops; those that nobody asked for, only once they are told."""


class PageScreen(BrowserScreen):
    """Turns the pages of a session; library, network and parser are met in threads."""

    browser: PageBrowser

    def __init__(
        self,
        reading: Future[FirstPage],
        connect: Callable[[], Services],
        desktop: Desktop,
        *,
        query: str = "",
        section: str = "",
        start: Start | None = None,
        appearance: Appearance | None = None,
    ) -> None:
        """The last frame is kept for the next `start` alike; `appearance` is as kept."""
        self._session = Session(connect)
        super().__init__(reading, desktop, PageBrowser(query, self._session), section)
        self._frames = FrameKeeper(start)
        self._kept_appearance = appearance or Appearance()
        self.use_appearance(self._kept_appearance)
        self._saved: SavedEntries | None = None
        """There once the library is open."""
        self._first_state = ScreenState(query=query) if query or section else None
        """How the first list is wanted, where not as it was left."""

    # ---- the start

    def show_first(self, read: FirstPage) -> None:
        first, connection = read
        self._frames.first_page = first.page.name
        if connection is not None:
            self._use(connection)
        self._turn_to(first.page, self._first_view(first.state), PageHistory())
        self.begin_in_section()
        if connection is None:
            # Its threads would hold up the frame with the first entries.
            self.call_after_refresh(self.restore, first.page)

    def _first_view(self, left: ScreenState) -> ScreenState:
        """How the first list is to be shown; what was typed while it was read comes first."""
        state, typed = self._first_state or left, self.browser.filter.input.value
        asked = self._first_state.query if self._first_state else ""
        return state if typed == asked else replace(state, query=typed)

    # Without a description, Textual spells out the whole list to make one.
    @work(group="start", description="restore")
    async def restore(self, page: Page) -> None:
        """Open the library, and show `page` as it was left, unless the user has moved on since."""
        shown = self.browser.snapshot()
        is_wanted = self._first_state or self._first_section
        try:
            self._use(await self._session.connect())
            state = await self._session.saved_state(page)
        except LibraryError as error:
            self.say(str(error), error=True)
            return
        if self._session.page is page:
            self.note_visit(page)
        if not is_wanted and state != ScreenState() and self.browser.snapshot() == shown:
            self.browser.enter(page, state)

    def _use(self, connection: Connection) -> None:
        """Show all that the library knows, now that it is open."""
        library, saved = connection.services.library, connection.saved
        self._saved = SavedEntries(library, saved, self.browser.show_saved, self.undos)
        self._session.use(connection)
        self.browser.show_saved(saved)
        self.browser.show_glyphs()  # the catalogue knows some, too, where nothing is kept
        self.browser.learn_again()
        self.say_notices(connection.services.notice or "")
        self.recall_filters(library)

    @work(group="filters", description="earlier filters")
    async def recall_filters(self, library: Library) -> None:
        """Let the filter recall what was typed on earlier days."""
        with suppress(LibraryError):  # a filter without history is better than a complaint
            self.browser.filter.input.recall_from(await library.filters.all())

    @on(FilterInput.Used)
    def _keep_filter(self, event: FilterInput.Used) -> None:
        self._session.keep_filter(event.query)

    def say_notices(self, first: str = "") -> None:
        """Say the notices of the library, after those that come `first`."""
        if notice := " ".join(filter(None, (first, self._session.take_notices()))):
            self.say(notice, error=True)

    @property
    def list_source(self) -> str:
        page = self._session.page
        if page is None or page.is_home or page.opened.source in NAMES:
            return ""
        return page.file or page.opened.source

    def has_hits(self, patient: bool) -> bool:
        search = self.browser.search
        is_growing = self.browser.filter_text and search is not None and search.is_growing
        is_all = self._session.is_connected and not is_growing
        return super().has_hits(patient) and (is_all or not patient)

    # ---- from page to page

    def action_enter(self) -> None:
        if not self._open_list_under_cursor():
            super().action_enter()

    def action_go_inside(self) -> None:
        """Open the list under the cursor, or the list around what was found at Home."""
        if self._open_list_under_cursor():
            return
        outline, number = self.browser.outline, self.browser.panes.entries.number
        if outline is None or number is None:
            return
        if around := self._session.lists.around_entry(outline, number):
            self.open_inside(around.source, around.title, number)
        else:
            super().action_go_inside()

    def _open_list_under_cursor(self) -> bool:
        """Open the list that the entry under the cursor leads to; return False if it does not."""
        outline, number = self.browser.outline, self.browser.panes.entries.number
        if outline is None or number is None:
            return False
        inside = self._session.lists.inside(outline, number)
        if inside:
            self.open_inside(inside, outline.items[number].entry.name)
        return bool(inside)

    def follow_link(self, link: Link) -> None:
        if inside := self._session.lists.at(link.url):
            self.open_inside(inside, _source_name(inside))
        else:
            super().follow_link(link)

    def describe(self, binding: Binding) -> str:
        match binding.action, self.browser.leads:
            case "enter", "inside":
                return "open list"
            case "go_inside", "inside" | "around":
                return "inside" if self.browser.leads == "inside" else "its list"
        return super().describe(binding)

    def stop_fetch(self) -> bool:
        groups = _FETCHES | {"refresh"} if self.browser.doing else _FETCHES
        under_way = [one for one in self.workers if one.group in groups and not one.is_finished]
        begun = self.browser.begun.removesuffix(" …")
        for worker in under_way:
            worker.cancel()
        if under_way and begun:
            self.say(f"Stopped {begun}")
        return bool(under_way)

    @work(exclusive=True, group="turn", description="the list")
    async def open_inside(self, source: str, name: str, number: int | None = None) -> None:
        """Show the list called `name` in place of this one, the cursor on the like of `number`."""
        await self._session.connected()
        outline, here = self.browser.outline, self.browser.snapshot()
        if outline is None or here is None:
            return
        try:
            with self.browser.telling(f"opening {name} …"):
                page, state = await self._session.find(source)
        except AwesomeError as error:
            self.say(str(error), error=True)
            return
        if number is not None:
            entry = outline.items[number].entry
            state = ScreenState(entry=(entry.name, entry.url))
        here = self.browser.snapshot() or here
        self._turn_to(page, state, self._session.go_on_from(here))

    def action_go_home(self) -> None:
        if self._session.page is None or not self._session.page.is_home:
            self.open_inside(HOME, "Home")

    def action_random(self) -> None:
        """At Home, a random entry of all that is stored; else of what is shown."""
        outline, page = self.browser.outline, self._session.page
        if page is None or outline is None or not page.is_home or self.browser.filter_text:
            super().action_random()
            return
        number = random.randrange(len(outline.items))
        if around := self._session.lists.around_entry(outline, number):
            self.open_inside(around.source, around.title, number)
        else:
            self.browser.go_to_entry(number)

    def action_go_back(self) -> None:
        turn = self._session.back(self.browser.snapshot())
        self._turn_or_say(turn, "No previous list to go back to.")

    def action_go_forward(self) -> None:
        turn = self._session.forward(self.browser.snapshot())
        self._turn_or_say(turn, "No next list to go forward to.")

    def _turn_or_say(self, turn: Turn | None, otherwise: str) -> None:
        if turn is not None:
            self.return_to(turn)
        else:
            self.say(otherwise)

    # Without a description, Textual spells out the whole list to make one.
    @work(exclusive=True, group="turn", description="the list")
    async def return_to(self, turn: Turn) -> None:
        """Show a page as it was left, but Home with what has come since."""
        page = turn.step.page
        try:
            with self.browser.telling(f"opening {_source_name(turn.step.source)} …"):
                page = await self._session.find_again(turn.step)
        except AwesomeError as error:
            self.say(str(error), error=True)
        if page is not None:
            self._turn_to(page, turn.step.state, turn.history)

    def _turn_to(self, page: Page, state: ScreenState, history: PageHistory[Step]) -> None:
        """Show `page` from now on."""
        self.remember()
        self.remember_frame()
        self._session.follow(history)
        self.browser.enter(page, state)
        # The next letter of one who types must not become a command.
        if self.focused is not self.browser.filter.input:
            self.browser.panes.bring("entries")
        self.note_visit(page)

    def note_visit(self, page: Page) -> None:
        """Take note that the user sees `page` from now on."""

    # ---- the next start

    def remember(self) -> None:
        """Keep how the page stands for the next start, and how it looks."""
        self._session.keep_filter(self.browser.filter_text)
        self._session.remember(self.browser.lasting_snapshot())
        self._keep_appearance()

    def _keep_appearance(self) -> None:
        """Keep what is not as at the last time: another window may have changed the rest."""
        now = self.appearance
        changed = now.changes_since(self._kept_appearance)
        if changed and self._session.services is not None:
            self._session.services.library.settings.save(changed)
            self._kept_appearance = now

    def remember_frame(self) -> None:
        """Keep the frame, if the next start would show the same."""
        if not self._frames.wants(self._session):
            return
        text = None
        if self._is_as_next_shown():
            self.browser.hints.clear()  # a message passes
            text = frame_text(self)
        shown = Appearance(self.app.theme, sizes=self.browser.panes.sizes)
        self._frames.keep(self._session, self.app.size, shown, text)

    def _is_as_next_shown(self) -> bool:
        is_in_entries = self.app.screen is self and self.browser.panes.entries.has_focus
        if self.browser.hints.is_over_panes or self.browser.panes.is_reading:
            return False
        return is_in_entries and not self.browser.marks and not self.browser.filter_text

    def on_unmount(self) -> None:
        self.remember()


def _source_name(source: str) -> str:
    """A source as messages call it, before its title is known."""
    return "Home" if source == HOME else clean(display_title("", source))
