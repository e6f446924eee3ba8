"""Refreshing pages in the background, and showing what is new in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from awesome_tui.model.outline import ALL
from awesome_tui.tui.change_lines import change_lines, count_changes
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.gathering_facts import GatheringFacts
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.home_page import CHANGED
from awesome_tui.tui.keys import key
from awesome_tui.tui.pages import Page

if TYPE_CHECKING:
    from awesome_tui.tui.screens.reader import ReaderScreen

_LOOK = 1.0
"""Seconds between checks of the page's file."""


class Refreshing(PageFeature):
    """Refreshes a page when it is opened, when its file changes, and on request."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("page.news", "w", "news", "What is new"),
        key("page.refresh", "r", "refresh_page", "Refresh"),
    ]

    def __init__(self, screen: ReaderScreen, repositories: GatheringFacts) -> None:
        super().__init__(screen)
        self._repositories = repositories

    def begin(self) -> None:
        self.screen.set_interval(_LOOK, self.look)

    # ---- refreshing

    def visit(self, page: Page) -> None:
        """Record the visit, and refresh the page in the background."""
        self.note_visit(page)
        if page.is_stored:
            self.renew(page, anew=self.session.refresher.is_due(page))

    def action_refresh_page(self) -> None:
        if self.session.page is not None:
            self.refresh_page(self.session.page)

    @work(exclusive=True, group="refresh", description="renew")
    async def renew(self, page: Page, *, anew: bool) -> None:
        await self._renew(page, anew=anew)

    @work(exclusive=True, group="asked", description="the refresh")
    async def refresh_page(self, page: Page) -> None:
        """Refresh on request, which also says that nothing has changed."""
        self.screen.workers.cancel_group(self.screen, "refresh")
        await self._renew(page, anew=True, asked=True)

    async def _renew(self, page: Page, *, anew: bool, asked: bool = False) -> None:
        if not self.session.is_connected:
            return
        with self.complaining():
            self._replace(page, await self.session.refresher.compared(page))
            if anew:
                with self.browser.telling("refreshing …"):
                    newest = await self.session.refresher.newest(page)
                self._replace(page, newest)
                if asked and newest.outline is page.outline:
                    self.say("Up to date: nothing changed.")

    def show_what_came(self) -> None:
        if self.session.page is not None and self.session.page.is_home:
            self.renew(self.session.page, anew=True)

    def look(self) -> None:
        """Refresh the page if its file has changed, and show notices of the library."""
        self.say_notices()
        if self.session.page is not None and self.session.page.file:
            self.look_at(self.session.page)

    @work(exclusive=True, group="watch", description="look")
    async def look_at(self, page: Page) -> None:
        """Check the file in a thread, as a slow disk must not delay keys."""
        if await self.session.refresher.has_changed(page):
            self.renew(page, anew=True)

    def _replace(self, old: Page, new: Page) -> None:
        """Show `new` if `old` is shown, with the same filter and the cursor on the same entry."""
        here = self.browser.snapshot()
        if here is None or here.page.name != old.name:
            return
        if new.outline is not old.outline:
            self.browser.replace_page(new)
            self._repositories.gather_facts(new)
            self.note_visit(new)
        elif new is not old:
            self.browser.update_page(new)

    @work(group="aside", description="aside")
    async def note_visit(self, page: Page) -> None:
        """Record the visit; in a file, show what is new since the last one."""
        visit = self.session.refresher.visit()
        if visit is None:
            return
        with self.complaining():
            await visit
            if page.is_local:
                compared = await self.session.refresher.compared(page)
                if self.session.page is page:
                    self._replace(page, compared)

    # ---- what is new

    @work(group="question")
    async def action_news(self) -> None:
        """Show the changes since the last visit, and go to the chosen one."""
        page = self.session.page
        if page is None or page.is_home:
            self._go_to_changed_lists()
            return
        changes = page.opened.changes
        if changes is None:
            self.say("No changes since the last visit.")
            return
        lines = change_lines(changes)
        title = f"Since the last visit: {count_changes(changes)}"
        choices = [(line.sign, line.text, line.about) for line in lines]
        chosen = await ask(self.screen.app).choice(title, choices, digits=False)
        number = None if chosen is None else lines[chosen].number
        if number is not None and self.session.page is page:
            self.browser.go_to_entry(number)

    def _go_to_changed_lists(self) -> None:
        outline = self.browser.outline
        place = outline.place_titled((CHANGED,)) if outline else ALL
        if place == ALL:
            self.say("No list has changed since you last read it.")
        else:
            self.browser.panes.categories.go_to(place)
            self.browser.panes.bring("entries")
