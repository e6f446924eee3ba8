"""Links on pages of a session, some of which open as lists inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awesome_tui.model.entries import Link
from awesome_tui.sources.linked_files import LinkedFiles
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.features.checking import Checking
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.links import Links
from awesome_tui.tui.features.saving import Saving
from awesome_tui.tui.features.turning import Turning, source_name
from awesome_tui.tui.page_lists import anchor_of

if TYPE_CHECKING:
    from awesome_tui.tui.screens.reader import ReaderScreen


class PageLinks(Links):
    """Opens lists inside, other links in the browser, and remembers these."""

    def __init__(
        self, screen: ReaderScreen, turning: Turning, checking: Checking, saving: Saving
    ) -> None:
        super().__init__(screen)
        self._session = screen.session
        self._turning, self._checking, self._saving = turning, checking, saving

    def enter(self) -> None:
        if not self._turning.open_lead():
            super().enter()

    def follow_link(self, link: Link) -> None:
        if inside := self._session.lists.at(link.url):
            self._turning.open_inside(inside, source_name(inside), anchor=anchor_of(link.url))
        else:
            super().follow_link(link)

    def open_link(self, link: Link) -> None:
        page = self._session.page
        if page is not None and page.file and "://" not in link.url:
            self.open_beside(link.url, page.file)
        else:
            super().open_link(link)

    @work(group="desktop", description="the link")
    async def open_beside(self, url: str, file: str) -> None:
        """Open a relative link in `file` inside, as no browser can resolve it."""
        if path := await run_in_thread(LinkedFiles(file).find, url):
            self._turning.open_inside(path, clean(url), anchor=anchor_of(url))
        else:
            self.open([url])  # which says why it cannot

    async def open_chosen(self, urls: Sequence[str]) -> None:
        await self._checking.open_chosen(urls)

    async def note_opened(self, urls: Sequence[str]) -> None:
        await self._saving.note_opened(urls)
