"""Pages with all that can be done with them; here, refreshing and what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from awesome_tui.model.appearance import Appearance
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.outline import ALL
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.start_frame import Start
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets
from awesome_tui.tui.background import start_thread
from awesome_tui.tui.change_lines import change_lines, count_changes
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.home_page import CHANGED
from awesome_tui.tui.keys import key
from awesome_tui.tui.pages import HOME, Page, Services
from awesome_tui.tui.screens.changing_settings import SettingsScreen
from awesome_tui.tui.screens.checking import CheckScreen
from awesome_tui.tui.screens.exporting import ExportScreen
from awesome_tui.tui.screens.gathering_facts import FactsScreen
from awesome_tui.tui.screens.home import HomeScreen
from awesome_tui.tui.screens.project_readme import ReadmeScreen
from awesome_tui.tui.screens.running_commands import OwnCommandScreen
from awesome_tui.tui.screens.saving import SavingScreen
from awesome_tui.tui.session import first_local_page, first_page_as_left, first_stored_page

_LOOK = 1.0
"""Seconds between looks at a file."""
_PREVIEWED_PATIENCE = 1.0
"""Seconds that the first frame waits where the last one is still on the screen."""


class ReaderScreen(
    SavingScreen,
    ReadmeScreen,
    SettingsScreen,
    OwnCommandScreen,
    FactsScreen,
    CheckScreen,
    HomeScreen,
    ExportScreen,
):
    """Keeps the page up to date, and shows what is new in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "page.back",
            "left_square_bracket,backspace",
            "go_back",
            "Back",
            "Back to the previous list",
        ),
        key(
            "page.forward",
            "right_square_bracket",
            "go_forward",
            "Forward",
            "Forward to the next list",
        ),
        key("page.home", "H", "go_home", "Home", "Home: all lists and bookmarks"),
        key("page.news", "w", "news", "What is new"),
        key("page.refresh", "r", "refresh_page", "Refresh"),
    ]

    on_entries = OwnCommandScreen.on_entries | SavingScreen.on_entries
    on_marked = CheckScreen.on_marked | SavingScreen.on_marked

    def __init__(
        self,
        source: str,
        load: Callable[[], AwesomeList] | None,
        connect: Callable[[], Services],
        desktop: Desktop,
        *,
        query: str = "",
        section: str = "",
        refresh: bool = False,
        start: Start | None = None,
        appearance: Appearance | None = None,
        previewed: bool = False,
    ) -> None:
        """`load` gives what `source` names, where that is being parsed already.

        What is on the network is shown as it is stored, unless it is to `refresh` at once. The last
        frame is kept for the next `start` alike; it is `previewed` if this one showed one.
        """
        # Begun beside Textual's own start, it may be there for the first frame.
        if load is None:
            first = start_thread(first_stored_page, connect, source, refresh=refresh)
        elif previewed:
            first = start_thread(first_page_as_left, connect, load, source)
        else:
            first = start_thread(first_local_page, load, source)
        super().__init__(
            first,
            connect,
            desktop,
            query=query,
            section=section,
            start=start,
            appearance=appearance,
        )
        self.first_source = "" if source == HOME else clean(without_secrets(source))
        if previewed:
            self.patience = _PREVIEWED_PATIENCE

    def on_mount(self) -> None:
        # Textual calls this beside that of the class above, which must not be done twice.
        self.set_interval(_LOOK, self.look)

    # ---- refreshing

    def note_visit(self, page: Page) -> None:
        """Note that the user sees the list, and look behind the screen for a newer one."""
        super().note_visit(page)
        self.visit(page)
        if page.is_stored:
            self.renew(page, anew=self._session.refresher.is_due(page))

    def action_refresh_page(self) -> None:
        if self._session.page is not None:
            self.refresh_page(self._session.page)

    @work(exclusive=True, group="refresh", description="renew")
    async def renew(self, page: Page, *, anew: bool) -> None:
        await self._renew(page, anew=anew)

    @work(exclusive=True, group="asked", description="the refresh")
    async def refresh_page(self, page: Page) -> None:
        """The same for one who asks for it, and is told when nothing is to be seen of it."""
        self.workers.cancel_group(self, "refresh")
        await self._renew(page, anew=True, asked=True)

    async def _renew(self, page: Page, *, anew: bool, asked: bool = False) -> None:
        if not self._session.is_connected:
            return
        with self.complaining():
            self._replace(page, await self._session.refresher.compared(page))
            if anew:
                with self.browser.telling("refreshing …"):
                    newest = await self._session.refresher.newest(page)
                self._replace(page, newest)
                if asked and newest.outline is page.outline:
                    self.say("Up to date: nothing changed.")

    def show_what_came(self) -> None:
        if self._session.page is not None and self._session.page.is_home:
            self.renew(self._session.page, anew=True)

    def look(self) -> None:
        """Read the page's file anew, if it is not what it was; tell what the library has to say."""
        self.say_notices()
        if self._session.page is not None and self._session.page.file:
            self.look_at(self._session.page)

    @work(exclusive=True, group="watch", description="look")
    async def look_at(self, page: Page) -> None:
        """As `look`; a file on a slow disk must not hold up the keys."""
        if await self._session.refresher.has_changed(page):
            self.renew(page, anew=True)

    def _replace(self, old: Page, new: Page) -> None:
        """Show `new` where `old` is shown, the cursor on the same entry, under the same filter."""
        here = self.browser.snapshot()
        if here is None or here.page.name != old.name:
            return
        if new.outline is not old.outline:
            self.browser.replace_page(new)
            self.gather_facts(new)
            self.visit(new)
        elif new is not old:
            self.browser.update_page(new)

    @work(group="aside", description="aside")
    async def visit(self, page: Page) -> None:
        """Note that the user sees the page; show what is new in a file since the last time."""
        visit = self._session.refresher.visit()
        if visit is None:
            return
        with self.complaining():
            await visit
            if page.is_local:
                compared = await self._session.refresher.compared(page)
                if self._session.page is page:
                    self._replace(page, compared)

    # ---- what is new

    @work(group="question")
    async def action_news(self) -> None:
        """Show what differs from the last visit, and go to what is chosen of it."""
        page = self._session.page
        if page is None or page.is_home:
            self._go_to_changed_lists()
            return
        changes = page.opened.changes
        if changes is None:
            self.say("No changes since the last visit.")
            return
        lines = change_lines(changes)
        title = f"Since the last visit: {count_changes(changes)}"
        choices = [(line.sign, line.text) for line in lines]
        chosen = await ask(self.app).choice(title, choices, digits=False)
        number = None if chosen is None else lines[chosen].number
        if number is not None and self._session.page is page:
            self.browser.go_to_entry(number)

    def _go_to_changed_lists(self) -> None:
        outline = self.browser.outline
        place = outline.place_titled((CHANGED,)) if outline else ALL
        if place == ALL:
            self.say("No list has changed since you last read it.")
        else:
            self.browser.panes.categories.go_to(place)
            self.browser.panes.bring("entries")
