"""Finding out what is new in a page, in threads."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from awesome_tui.system.start_frame import Stamp, file_stamp
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.pages import (
    Page,
    Services,
    compare_local,
    compare_page,
    fetch_page,
    note_local_visit,
    reuse_outline,
)

if TYPE_CHECKING:
    from awesome_tui.model.entries import AwesomeList
    from awesome_tui.tui.session import Session


class PageRefresher:
    """Refreshes the pages of a session, and finds their changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tried: Stamp | None = None
        """The state of a file at the last attempt to read it."""
        self._seen: dict[str, AwesomeList] = {}
        """Changed files as they were at the last visit, by path."""
        self._visit: asyncio.Future[None] | None = None
        """The recording of the last visit, which may still be under way."""

    def visit(self) -> Awaitable[object] | None:
        """Record a visit of the page; None for pages whose visits are not recorded."""
        if self._session.services is None or self._session.page is None:
            return None
        page, lists = self._session.page, self._session.services.library.lists
        if page.is_local and page.is_only_text:
            return None  # it has no entries for Home to find
        if page.is_local:
            self._visit = asyncio.ensure_future(self._visit_local(self._session.services, page))
        elif page.is_stored:
            self._visit = asyncio.ensure_future(lists.visit(page.opened.key))
        else:
            return None
        return self._visit

    async def visit_noted(self) -> None:
        """Wait until the last visit is recorded, for Home to show it."""
        if self._visit is not None:
            await asyncio.wait([self._visit])

    async def _visit_local(self, services: Services, page: Page) -> None:
        seen = await run_in_thread(note_local_visit, services, page)
        if seen is not None:  # what was new stays new while it is read
            self._seen.setdefault(page.name, seen)

    def is_due(self, page: Page) -> bool:
        """True if the page should be refreshed without a request of the user."""
        if self._session.services is None or self._session.services.loader.offline:
            return False
        # A negative age means that the clock has been set back.
        age = self._session.services.clock() - (page.opened.fetched or 0)
        return not 0 <= age < self._session.services.refresh_after

    async def compared(self, page: Page) -> Page:
        """Return the page with its changes since the last visit."""
        services = await self._session.connected()
        if seen := self._seen.get(page.name):
            return await run_in_thread(compare_local, services, page, seen)
        return await run_in_thread(compare_page, services, page)

    async def newest(self, page: Page) -> Page:
        """Read the page again; the outline stays the same if nothing has changed."""
        newest = await run_in_thread(
            fetch_page, await self._session.connected(), page.opened.source
        )
        return await run_in_thread(reuse_outline, page, newest)

    async def has_changed(self, page: Page) -> bool:
        """True if the page's file has changed and was not read since."""
        stamp = await run_in_thread(file_stamp, page.file)
        if not stamp or stamp in (page.stamp, self._tried):
            return False
        self._tried = stamp
        return True
