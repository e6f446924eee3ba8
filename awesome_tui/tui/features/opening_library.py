"""The library, opened behind the first frame, and all that it knows of the page."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from awesome_tui.errors import LibraryError
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.features.turning import Turning
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.pages import HOME, Page
from awesome_tui.tui.session import Connection, Step

if TYPE_CHECKING:
    from awesome_tui.library import Library
    from awesome_tui.tui.screens.reader import ReaderScreen


class OpeningLibrary(PageFeature):
    """Has all other features use the library as soon as it is open."""

    def __init__(self, screen: ReaderScreen, turning: Turning) -> None:
        super().__init__(screen)
        self._turning = turning

    @work(group="start", description="restore")
    async def restore(self, page: Page, *, as_left: bool) -> None:
        """Open the library, and show `page` `as_left`, unless the user has moved on since."""
        shown = self.browser.snapshot()
        with self.complaining():
            self.use(await self.session.connect())
            state = await self.session.saved_state(page)
            if self.session.page is page:
                self.screen.note_visit(page)
            if as_left and state != ScreenState() and self.browser.snapshot() == shown:
                self.browser.enter(page, state)

    def use(self, connection: Connection) -> None:
        self.session.use(connection)
        self.say_notices(connection.services.notice or "")
        self.recall_filters(connection.services.library)
        for feature in self.screen.features:
            feature.connect(connection)

    @work(group="filters", description="earlier filters")
    async def recall_filters(self, library: Library) -> None:
        with suppress(LibraryError):  # a filter without history is better than a complaint
            self.browser.filter.input.recall_from(await library.filters.all())

    @work(group="start", description="Home")
    async def show_home_instead(self, name: str, unread: Step | None) -> None:
        """Show Home in place of the list called `name`; forward leads to an `unread` one."""
        self.use(await self.session.connect())
        with self.complaining():
            page, state = await self.session.find(HOME)
            self._turning.turn_to(page, state, PageHistory(ahead=(unread,) if unread else ()))
            self.say(f"Stopped reading {name}" + (" · ] tries again" if unread else ""))
