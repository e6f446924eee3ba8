"""READMEs of linked projects, shown in place of the detail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from awesome_tui.errors import AwesomeError
from awesome_tui.model.entries import Entry
from awesome_tui.text.ages import format_age
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.keys import hint

if TYPE_CHECKING:
    from awesome_tui.services.project_readmes import ProjectReadme
    from awesome_tui.tui.pages import Page
    from awesome_tui.tui.widgets.readme_pane import ReadmePane

_FRESH = 60
"""Seconds during which a README is not fetched again."""
_IN_README = {"readme": "back", "filter": "find", "bookmark": "", "sort": ""}
"""Hints of actions that do something else while a README is read; empty to hide them."""


class ReadingReadmes(PageFeature):
    """Shows the README of the project under the cursor when asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        hint("entry.readme", "p", "readme", "README", "Read the project's README, or end that")
    ]

    _project: ProjectReadme | None = None
    """The README that was opened last."""
    _read: Sequence[Entry] = ()
    """The entry whose README it is; empty for the text of the page itself."""

    def begin(self) -> None:
        self.screen.watch(self.browser, "detail", self._close_that_of_another, init=False)

    # ---- opening and closing

    def action_readme(self) -> None:
        panes = self.browser.panes
        if panes.readme_in_front:
            panes.close_readme()
        elif panes.is_reading:
            panes.bring("detail")
        elif entries := self.browser.chosen.under_cursor():
            self.read_project(entries[0])
        elif self.session.page is not None:
            self.read_page(self.session.page)

    def visit(self, page: Page) -> None:
        if page.is_only_text and self.session.is_connected and not self.browser.panes.is_reading:
            self.read_page(page)

    # Without a description, Textual makes one, which spells out the whole page.
    @work(exclusive=True, group="readme", description="the text")
    async def read_page(self, page: Page) -> None:
        """Show the text of a page that lists nothing."""
        self.screen.workers.cancel_group(self.screen, "newer readme")
        try:
            text = await self.session.text(page)
            now = self.session.page  # it may be a newer version by now
            if now is None or now.name != page.name:
                return
            await self._show(text)
        except AwesomeError as error:
            self.say(str(error), error=True)
            return
        self._open(())

    def _open(self, entries: Sequence[Entry]) -> None:
        self._read = entries
        self.browser.panes.open_readme()
        self.screen.refresh_bindings()

    @work(exclusive=True, group="readme", description="the README")
    async def read_project(self, entry: Entry) -> None:
        """Show the README of the project that `entry` leads to, fetched if it is not stored."""
        # Else that would replace this one.
        self.screen.workers.cancel_group(self.screen, "newer readme")
        services = await self.session.connected()
        urls = _urls(entry)
        try:
            with self.browser.telling(f"fetching the README of {clean(entry.name)} …"):
                project = await self.session.readme(urls)
                is_stored = project is not None
                project = project or await self.session.readme(urls, refresh=True)
                if project is None or self.browser.chosen.under_cursor() != [entry]:
                    return  # the user has moved on
                await self._show(project)
        except AwesomeError as error:
            self.say(str(error), error=True)
            return
        self._open([entry])
        age = services.clock() - project.fetched
        if is_stored and not services.loader.offline and not 0 <= age < _FRESH:
            self.renew_readme(entry)

    async def _show(self, project: ProjectReadme) -> None:
        if not project.text.blocks:
            raise AwesomeError(f"The README of {project.name} has no text to show.")
        services, panes = await self.session.connected(), self.browser.panes
        since = services.clock() - project.fetched
        kind, age = ("README", f"stored {format_age(since)}") if project.fetched else ("TEXT", "")
        pane = panes.readme or await self._add_pane()
        await pane.fill(f"{kind}  {project.name}", age, project.text, panes.room.readme_width)
        self._project = project

    async def _add_pane(self) -> ReadmePane:
        pane = (await run_in_thread(_load_pane))()
        await self.browser.panes.add_readme(pane)
        return pane

    @work(exclusive=True, group="newer readme", description="the newer README")
    async def renew_readme(self, entry: Entry) -> None:
        """Fetch the README anew, and show it if it has changed and is still read."""
        with self.complaining():
            newer = await self.session.readme(_urls(entry), refresh=True)
            if newer is not None and self._read == [entry] and self.browser.panes.is_reading:
                await self._show(newer)

    def _close_that_of_another(self) -> None:
        """Show the detail again when another entry has come under the cursor."""
        panes = self.browser.panes
        if panes.is_reading and self.browser.chosen.under_cursor() != list(self._read):
            panes.close_readme()
            self.screen.refresh_bindings()

    def stop(self) -> bool:
        """End the search in the README, or else the reading; return False if there is none."""
        panes = self.browser.panes
        if not panes.is_reading or self.screen.is_filtering:
            return False
        if not ((read := panes.readme_in_front) and read.end_search()):
            panes.close_readme()
            self.screen.refresh_bindings()
        return True

    # ---- what keys do in it

    def action_open_project(self) -> None:
        if self._project is not None:
            self.screen.links.open([self._project.url])

    @work(group="desktop", description="the copy")
    async def action_copy_link(self) -> None:
        read = self.browser.panes.readme_in_front
        target = read.view.target() if read else None
        if target is None:
            self.say(
                "No link off the page is under the cursor: J and K go to the next.", error=True
            )
        else:
            self.report(await self.screen.link_actions.copy(target.url))

    def allows(self, action: str) -> bool | None:
        if action != "readme":
            return None
        is_in_tree = self.browser.panes.categories.has_focus
        is_there = bool(self.browser.chosen.under_cursor()) and not is_in_tree
        return self.browser.panes.is_reading or is_there or self._has_only_text

    @property
    def _has_only_text(self) -> bool:
        return self.session.page is not None and self.session.page.is_only_text

    def describe(self, binding: Binding) -> str | None:
        if self.browser.panes.readme_in_front and binding.action in _IN_README:
            return _IN_README[binding.action]
        if binding.action == "readme" and self.browser.panes.is_reading:
            return "close readme"
        if binding.action == "screen.open_project" and self._has_only_text:
            return ""
        if binding.action == "readme" and not self.browser.has_project:
            return "read" if self._has_only_text else ""
        return None


def _load_pane() -> type[ReadmePane]:
    # In a thread, as this takes 13 ms, and on first use, as few users read READMEs.
    from awesome_tui.tui.widgets.readme_pane import ReadmePane  # noqa: PLC0415

    return ReadmePane


def _urls(entry: Entry) -> list[str]:
    """The links of an entry, its own first."""
    return [url for url in (entry.url, *(link.url for link in entry.links)) if url]
