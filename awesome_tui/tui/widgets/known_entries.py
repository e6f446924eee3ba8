"""The entries of a page, with what the library and forges know of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.reactive import var

from awesome_tui.errors import LibraryError
from awesome_tui.services.entry_status import ListStatus, SavedLinks
from awesome_tui.text.urls import normalize_page
from awesome_tui.tui.list_text import PageText
from awesome_tui.tui.orders import REPOSITORY_ORDERS
from awesome_tui.tui.page_lists import Lead
from awesome_tui.tui.session import Session
from awesome_tui.tui.widgets.list_browser import ListBrowser
from awesome_tui.tui.widgets.row_end import RowEnd

if TYPE_CHECKING:
    from awesome_tui.model.link_health import LinkHealth
    from awesome_tui.model.repositories import RepoFacts

_REST = 0.15
"""Seconds after which a cursor is taken to rest."""


class KnownEntries(ListBrowser):
    """Shows bookmarks, notes, visits, stars and health in rows and detail, and filters by them."""

    lead: var[Lead | None] = var[Lead | None](None, init=False)
    """The list that can be gone to from the entry under the cursor."""
    has_project: var[bool] = var(False, init=False)
    """True where that entry has a link to a repository."""

    def __init__(self, query: str, session: Session) -> None:
        self._page_text = PageText(session)
        super().__init__(query, self._page_text)
        self._session = session
        self.panes.entries.show_labels(self._list_label)

    @property
    def saved(self) -> SavedLinks:
        return self._page_text.saved

    @property
    def _is_home(self) -> bool:
        return self._session.page is not None and self._session.page.is_home

    def _list_label(self, number: int) -> str:
        """The list that an entry at Home is from, and where it was found in how many."""
        if self.outline is None or not self._is_home:
            return ""
        is_found = self.search is not None and self.result is not None and self.result.filtered
        url = self.outline.items[number].entry.url
        lists = self.search.lists_with(url) if self.search and is_found else ()
        return self._session.lists.label_of(self.outline, number, lists)

    def learn_again(self) -> None:
        """Note that the status of some entry has changed."""
        if self.search is not None:
            self.search.forget_learned()
        self.learn_if_asked()

    async def status(self) -> ListStatus | None:
        return self._status()

    def _status(self) -> ListStatus | None:
        return self._session.status(self.saved, self.outline) if self.outline else None

    def show_glyphs(self) -> None:
        """Draw the status of each entry at the end of its row."""
        status, repositories = self._status(), self._session.repositories
        if status is not None:
            items = status.outline.items

            def row_end(number: int) -> RowEnd:
                return repositories.row_end(items[number].entry.url, status.glyphs(number))

            self.panes.entries.show_ends(row_end)
        self._tell_lead()

    def more_orders(self) -> Sequence[str]:
        return REPOSITORY_ORDERS if self._session.repositories.infos else ()

    def show_repositories(self, told: Mapping[str, RepoFacts]) -> None:
        """Show what was read or told of repositories, by their keys."""
        if not told:
            return
        self._session.repositories.take(told)
        self.show_glyphs()
        self.show_detail()
        self.learn_again()
        if self.order in REPOSITORY_ORDERS:
            self.search_again()

    def show_saved(self, saved: SavedLinks) -> None:
        self._page_text.saved = saved
        self.show_glyphs()
        self.show_detail()
        self.learn_again()

    def show_health(self, judged: Mapping[str, LinkHealth]) -> None:
        """Show what was found out about some links, by their pages."""
        known = self._session.health
        redrawn = any(each.is_dead or key in known for key, each in judged.items())
        known.update(judged)
        if redrawn:
            self.show_glyphs()
        entries = self.entries_under_cursor()
        if any(each.url and normalize_page(each.url) in judged for each in entries):
            self.show_detail()

    @on(events.DescendantFocus)
    def _tell_lead(self) -> None:
        outline, number = self.outline, self.panes.entries.number
        entries = self.entries_under_cursor()
        self.has_project = any(map(self._session.repositories.has_project, entries))
        if outline is None or number is None or self.panes.categories.has_focus:
            self.lead = None
        else:
            self.lead = self._session.lists.lead(outline, number)

    def _update_hints(self) -> None:
        self.hints.refresh()

    watch_lead = watch_has_project = _update_hints

    def show_detail(self) -> None:
        super().show_detail()
        self._tell_lead()
        number = self.panes.entries.number
        if self.outline is None or number is None or self.panes.categories.has_focus:
            return
        url = self.outline.items[number].entry.url
        if url and url not in self._session.also_in:
            self.find_also_in(url, self._session.lists.key_of(self.outline, number))

    @work(exclusive=True, group="elsewhere", description="other lists")
    async def find_also_in(self, url: str, key: str) -> None:
        """Find out which other lists hold the link, once the cursor rests on it."""
        if self._session.also_in:  # the first is one that rests already
            await asyncio.sleep(_REST)
        with suppress(LibraryError):  # a list without this is better than a complaint
            is_read = await self._session.repositories.read_all_of(url)
            if await self._session.find_also_in(url, key) or is_read:
                self.show_detail()
