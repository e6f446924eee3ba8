"""A list whose screen opens the library behind its first frame, and keeps there what is to last."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work

from awesome_tui.errors import LibraryError
from awesome_tui.model.appearance import Appearance
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.sources.bundled import NAMES
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.start_frame import Start
from awesome_tui.tui.next_start import NextStart
from awesome_tui.tui.pages import Page, Services
from awesome_tui.tui.rendering.frames import frame_text
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.session import Connection, FirstPage, Session
from awesome_tui.tui.widgets.filter_bar import FilterInput
from awesome_tui.tui.widgets.page_browser import PageBrowser

if TYPE_CHECKING:
    from awesome_tui.library import Library


class SessionScreen(BrowserScreen):
    """Shows what the library knows as soon as that is open, and keeps there what is to last."""

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
        self.session = Session(connect)
        super().__init__(reading, desktop, PageBrowser(query, self.session), section)
        appearance = appearance or Appearance()
        self.next_start = NextStart(self.session, start, appearance)
        self.use_appearance(appearance)
        self._first_state = ScreenState(query=query) if query or section else None
        """How the first list is wanted, where not as it was left."""

    @work(group="start", description="restore")
    async def restore(self, page: Page) -> None:
        """Open the library, and show `page` as it was left, unless the user has moved on since."""
        shown = self.browser.snapshot()
        is_wanted = self._first_state or self._first_section
        with self.complaining():
            self.use(await self.session.connect())
            state = await self.session.saved_state(page)
            if self.session.page is page:
                self.note_visit(page)
            if not is_wanted and state != ScreenState() and self.browser.snapshot() == shown:
                self.browser.enter(page, state)

    def use(self, connection: Connection) -> None:
        """Show all that the library knows, now that it is open."""
        self.session.use(connection)
        self.say_notices(connection.services.notice or "")
        self.recall_filters(connection.services.library)
        for feature in self._features:
            feature.connect(connection)

    @work(group="filters", description="earlier filters")
    async def recall_filters(self, library: Library) -> None:
        with suppress(LibraryError):  # a filter without history is better than a complaint
            self.browser.filter.input.recall_from(await library.filters.all())

    @on(FilterInput.Used)
    def _keep_filter(self, event: FilterInput.Used) -> None:
        self.session.keep_filter(event.query)

    def say_notices(self, first: str = "") -> None:
        """Say the notices of the library, after those that come `first`."""
        if notice := " ".join(filter(None, (first, self.session.take_notices()))):
            self.say(notice, error=True)

    @property
    def list_source(self) -> str:
        page = self.session.page
        if page is None or page.is_home or page.opened.source in NAMES:
            return ""
        return page.file or page.opened.source

    def has_hits(self, patient: bool) -> bool:
        search = self.browser.search
        is_growing = self.browser.filter_text and search is not None and search.is_growing
        is_all = self.session.is_connected and not is_growing
        return super().has_hits(patient) and (is_all or not patient)

    def note_visit(self, page: Page) -> None:
        """Take note that the user sees `page` from now on."""
        for feature in self._features:
            feature.visit(page)

    def first_view(self, left: ScreenState) -> ScreenState:
        """How the first list is to be shown; what was typed while it was read comes first."""
        state, typed = self._first_state or left, self.browser.filter.input.value
        asked = self._first_state.query if self._first_state else ""
        return state if typed == asked else state._replace(query=typed)

    # ---- the next start

    def remember(self) -> None:
        """Keep how the page stands for the next start, and how it looks."""
        self.session.keep_filter(self.browser.filter_text)
        self.session.remember(self.browser.lasting_snapshot())
        self.next_start.keep_appearance(self.appearance)

    def remember_frame(self) -> None:
        """Keep the frame, if the next start would show the same."""
        if not self.next_start.wants_frame():
            return
        text = None
        if self._is_as_next_shown():
            self.browser.hints.clear()  # a message passes
            text = frame_text(self)
        shown = Appearance(self.app.theme, sizes=self.browser.panes.sizes)
        self.next_start.keep_frame(self.app.size, shown, text)

    def _is_as_next_shown(self) -> bool:
        is_in_entries = self.app.screen is self and self.browser.panes.entries.has_focus
        if self.browser.hints.is_over_panes or self.browser.panes.is_reading:
            return False
        page = self.session.page
        if page is not None and page.opened.changes is not None:
            return False  # what is new at this visit is not at the next one
        return is_in_entries and not self.browser.marks and not self.browser.filter_text

    def on_unmount(self) -> None:
        self.remember()
