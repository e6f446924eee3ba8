"""The browser for pages of a session, with data on entries from library and forges."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.reactive import var

from awesome_tui.errors import LibraryError
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.services.entry_status import ListStatus, SavedLinks
from awesome_tui.text.urls import normalize_page
from awesome_tui.tui.background import run_ahead, run_in_thread
from awesome_tui.tui.cursor_memory import numbers_in, origin_in, place_in, state_without_filter
from awesome_tui.tui.list_search import ListSearch
from awesome_tui.tui.list_text import PageText
from awesome_tui.tui.orders import REPOSITORY_ORDERS, order_of
from awesome_tui.tui.page_lists import Lead
from awesome_tui.tui.pages import Page
from awesome_tui.tui.ready_lists import ReadyList, add_entries, find_entry
from awesome_tui.tui.session import PageSnapshot, Session
from awesome_tui.tui.widgets.list_browser import ListBrowser
from awesome_tui.tui.widgets.row_end import RowEnd

if TYPE_CHECKING:
    from awesome_tui.model.link_health import LinkHealth
    from awesome_tui.model.repositories import RepoFacts
    from awesome_tui.model.table import EntryTable

_REST = 0.15
"""Seconds after which the cursor counts as resting."""
_SLOW = 0.5
"""Seconds after which the title line shows work that the user waits for."""


class PageBrowser(ListBrowser):
    """Shows pages with bookmarks, stars and the like; Home also finds entries of stored lists."""

    lead: var[Lead | None] = var[Lead | None](None, init=False)
    """The list that can be opened from the entry under the cursor."""
    has_project: var[bool] = var(False, init=False)
    """True if the entry under the cursor links to a repository."""
    doing: var[str] = var("", init=False)
    """Work that the user waits for, once that takes long."""
    fetching: var[str] = var("", init=False)
    """Progress of fetching lists in the background."""
    checking: var[str] = var("", init=False)
    """Progress of a check of links in the background."""

    text: PageText
    begun = ""
    """Work that the user waits for, from its first moment on."""

    def __init__(self, query: str, session: Session) -> None:
        super().__init__(query, PageText(session))
        self._session = session
        self.panes.entries.show_labels(self._list_label)

    # ---- pages

    def enter(self, page: Page, state: ScreenState) -> None:
        """Show `page` in this state."""
        outline = page.outline
        if self._session.page is None or self._session.page.name != page.name:
            self._session.repositories.forget()
        self._session.page = page
        self.cursor.sought = outline.number_of(*state.entry, state.number) if state.entry else None
        place = outline.place_titled(state.section)
        folded = (outline.place_titled(titles) for titles in state.folded)
        self.panes.categories.expect(
            outline, place, (at for at in folded if at >= 0), state.tree_top
        )
        self.filter.put(state.query)
        self.show(page.whole, place, state.query, order_of(state.sort, outline.document), state.top)
        if self.search is not None:
            self.search.repository = self._session.repositories.info
        self.show_glyphs()
        awaited = state if state.entry and self.cursor.sought is None else None
        self.call_after_refresh(self.make_searchable, page, awaited)

    def replace_page(self, page: Page) -> None:
        """Show a newer version of the page in the state of the old one, even while filtering."""
        here, old, wanted = self.snapshot(), self.outline, self.cursor.place
        if here is None or old is None:
            return
        marks, origin, is_picked = self.marks, self.cursor.origin, self.cursor.is_picked
        is_open = bool(self.filter_text) and not is_picked  # the best hit may have changed
        self.enter(page, here.state._replace(entry=None) if is_open else here.state)
        self.cursor.place = place_in(page.outline, old, wanted)
        self.cursor.origin = origin_in(page.outline, old, origin)
        self.marks = numbers_in(page.outline, old, marks)

    def update_page(self, page: Page) -> None:
        """Show new data of the page, whose list is the same."""
        self._session.page = page
        self.show_glyphs()
        self.show_title()
        self.learn_again()

    def snapshot(self) -> PageSnapshot | None:
        """Return the page and its present state."""
        page, outline = self._session.page, self.outline
        if page is None or outline is None:
            return None
        entries, categories = self.panes.entries, self.panes.categories
        entry = None if entries.number is None else outline.items[entries.number].entry
        state = ScreenState(
            outline.titles(self.place),
            tuple(outline.titles(place) for place in sorted(categories.folded)),
            (entry.name, entry.url) if entry else None,
            entries.number or 0,
            self.filter_text,
            self.order,
            entries.scroll_offset.y,
            categories.scroll_offset.y,
        )
        return PageSnapshot(page, state)

    def lasting_snapshot(self) -> PageSnapshot | None:
        """Return the page and its state without the filter, for the next start."""
        here, outline = self.snapshot(), self.outline
        if here is None or outline is None or not self.filter_text:
            return here
        return here._replace(state=state_without_filter(here.state, outline, self.cursor))

    # ---- work that takes its time

    @contextmanager
    def telling(self, doing: str) -> Iterator[None]:
        """Show in the title line what is being done, if it takes long."""
        self.begun = doing
        timer = self.set_timer(_SLOW, partial(setattr, self, "doing", doing))
        try:
            yield
        finally:
            timer.stop()
            self.begun = self.doing = ""

    def _show_work(self) -> None:
        text = self.text
        text.doing, text.fetching, text.checking = self.doing, self.fetching, self.checking
        self.show_title()

    watch_doing = watch_fetching = watch_checking = _show_work

    # ---- the search

    @work(exclusive=True, group="index", description="index")
    async def make_searchable(self, page: Page, awaited: ScreenState | None = None) -> None:
        """Index the page, and at Home all stored lists.

        The cursor goes to the entry of the state `awaited` as soon as that is there.
        """
        search = self.search
        if search is None or search.outline is not page.outline:
            return
        search.is_growing = page.is_home
        await search.build_index(merged=page.is_home)
        if page.is_home:
            await self._learn_stars(search, [item.entry.url for item in page.outline.items])
        if search is self.search:
            self.search_again(if_new=True)
            self.show_guide()
            self.learn_if_asked()
        async for stored in run_ahead(self._session.stored_readings(page)):
            await self._add_stored(search, stored, awaited)
            if search is not self.search:
                return
        search.is_growing = False
        self.show_all_found()
        await search.index_letters()

    async def _add_stored(
        self,
        search: ListSearch,
        stored: Sequence[tuple[ReadyList, EntryTable]],
        awaited: ScreenState | None,
    ) -> None:
        """Add the entries of these lists to the search at Home."""
        outline, tables = add_entries(search.outline, stored), [table for _, table in stored]
        start = len(search.outline.items)
        await search.add(outline, tables)
        if search is not self.search:
            return
        # Before anything is awaited, as the next search may find these entries.
        self.outline = outline
        self.show_glyphs()
        if awaited and awaited.entry and self.filter_text and not self.cursor.is_picked:
            entry, near = awaited.entry, awaited.number
            sought = await run_in_thread(find_entry, outline, tables, entry, near)
            if search is not self.search:
                return  # another page is shown
            self.cursor.sought = sought
        urls = chain.from_iterable(table.urls for table in tables)
        await self._learn_stars(search, urls, start)
        if search is not self.search:
            return
        if self.filter_text:
            self.search_again()
        self.show_guide()
        self.learn_if_asked()

    async def _learn_stars(
        self, search: ListSearch, urls: Iterable[str | None], start: int = 0
    ) -> None:
        """Order equal ranks by stars, among the entries of several lists."""
        with suppress(LibraryError):  # a list without this is better than a complaint
            await search.learn_stars(await self._session.repositories.read_brief(urls, start))

    # ---- what is known of the entries

    def _list_label(self, number: int) -> str:
        """Return the list of an entry at Home, with the number of lists for a found one."""
        page = self._session.page
        if self.outline is None or page is None or not page.is_home:
            return ""
        is_found = self.search is not None and self.result is not None and self.result.filtered
        url = self.outline.items[number].entry.url
        lists = self.search.lists_with(url) if self.search and is_found else ()
        return self._session.lists.label_of(self.outline, number, lists)

    def learn_again(self) -> None:
        """Update the search after the status of some entry has changed."""
        if self.search is not None:
            self.search.forget_learned()
        self.learn_if_asked()

    async def status(self) -> ListStatus | None:
        return self._status()

    def _status(self) -> ListStatus | None:
        return self._session.status(self.text.saved, self.outline) if self.outline else None

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
        """Show new facts of repositories, by their keys."""
        if not told:
            return
        self._session.repositories.take(told)
        self.show_glyphs()
        self.show_detail()
        self.learn_again()
        if self.order in REPOSITORY_ORDERS:
            self.search_again()

    def show_saved(self, saved: SavedLinks) -> None:
        self.text.saved = saved
        self.show_glyphs()
        self.show_detail()
        self.learn_again()

    def show_health(self, judged: Mapping[str, LinkHealth]) -> None:
        """Show the health of checked links, by their pages."""
        known = self._session.health
        redrawn = any(each.is_dead or key in known for key, each in judged.items())
        known.update(judged)
        if redrawn:
            self.show_glyphs()
        entries = self.chosen.under_cursor()
        if any(each.url and normalize_page(each.url) in judged for each in entries):
            self.show_detail()

    @on(events.DescendantFocus)
    def _tell_lead(self) -> None:
        outline, number = self.outline, self.panes.entries.number
        entries = self.chosen.under_cursor()
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
        """Find other lists with the link, once the cursor rests on it."""
        if self._session.also_in:  # at first, it rests already
            await asyncio.sleep(_REST)
        with suppress(LibraryError):  # a list without this is better than a complaint
            is_read = await self._session.repositories.read_all_of(url)
            if await self._session.find_also_in(url, key) or is_read:
                self.show_detail()
