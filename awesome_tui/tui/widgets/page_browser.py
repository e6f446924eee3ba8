"""The page of a session to be read and filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from textual import work
from textual.reactive import var

from awesome_tui.errors import LibraryError
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.tui.background import run_ahead, run_in_thread
from awesome_tui.tui.cursor_memory import numbers_in, origin_in, place_in, state_without_filter
from awesome_tui.tui.list_search import ListSearch
from awesome_tui.tui.orders import order_of
from awesome_tui.tui.pages import Page
from awesome_tui.tui.ready_lists import ReadyList, add_entries, find_entry
from awesome_tui.tui.session import PageSnapshot
from awesome_tui.tui.widgets.known_entries import KnownEntries

if TYPE_CHECKING:
    from awesome_tui.model.table import EntryTable

_SLOW = 0.5
"""Seconds after which the title line tells of work that takes its time."""


class PageBrowser(KnownEntries):
    """Shows pages as they were left, and makes them searchable; Home, with all that is stored."""

    doing: var[str] = var("", init=False)
    """Work that takes its time."""
    fetching: var[str] = var("", init=False)
    """The progress of what goes on beside all else."""
    checking: var[str] = var("", init=False)
    """The progress of a check of links, which goes on beside all else, too."""

    begun = ""
    """The same, from its first moment on."""

    def enter(self, page: Page, state: ScreenState) -> None:
        """Show `page` as it was left."""
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
        """Show a newer version of the list as the old one stands, in the midst of filtering too."""
        here, old, wanted = self.snapshot(), self.outline, self.cursor.place
        if here is None or old is None:
            return
        marks, origin, is_picked = self.marks, self.cursor.origin, self.cursor.is_picked
        is_open = bool(self.filter_text) and not is_picked  # the best hit may be another one now
        self.enter(page, here.state._replace(entry=None) if is_open else here.state)
        self.cursor.place = place_in(page.outline, old, wanted)
        self.cursor.origin = origin_in(page.outline, old, origin)
        self.marks = numbers_in(page.outline, old, marks)

    def update_page(self, page: Page) -> None:
        """Show what is known anew of the page, whose list is the same."""
        self._session.page = page
        self.show_glyphs()
        self.show_title()
        self.learn_again()

    def snapshot(self) -> PageSnapshot | None:
        """The page on the screen, and how it stands."""
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
        """The same as the next start is to show it: without the filter, where that began."""
        here, outline = self.snapshot(), self.outline
        if here is None or outline is None or not self.filter_text:
            return here
        return here._replace(state=state_without_filter(here.state, outline, self.cursor))

    # ---- work that takes its time

    @contextmanager
    def telling(self, doing: str) -> Iterator[None]:
        """Tell in the title line what is being done, once it takes long."""
        self.begun = doing
        timer = self.set_timer(_SLOW, partial(setattr, self, "doing", doing))
        try:
            yield
        finally:
            timer.stop()
            self.begun = self.doing = ""

    def _show_work(self) -> None:
        text = self._page_text
        text.doing, text.fetching, text.checking = self.doing, self.fetching, self.checking
        self.show_title()

    watch_doing = watch_fetching = watch_checking = _show_work

    # ---- the search

    @work(exclusive=True, group="index", description="index")
    async def make_searchable(self, page: Page, awaited: ScreenState | None = None) -> None:
        """Index what is on the screen, and at Home all that is stored.

        The cursor that is `awaited` goes to its entry as soon as that is there.
        """
        search = self.search
        if search is None or search.outline is not page.outline:
            return
        search.is_growing = True
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
        """Let Home find the entries of these lists, too."""
        outline, tables = add_entries(search.outline, stored), [table for _, table in stored]
        start = len(search.outline.items)
        await search.add(outline, tables)
        if search is not self.search:
            return
        # Before anything is awaited: a letter finds all of it from now on, and its row has an end.
        self.outline = outline
        self.show_glyphs()
        if awaited and awaited.entry and self.filter_text and not self.cursor.is_picked:
            entry, near = awaited.entry, awaited.number
            sought = await run_in_thread(find_entry, outline, tables, entry, near)
            if search is not self.search:
                return  # another page seeks an entry of its own
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
        """Have stars tell equals apart, among the entries of several lists."""
        with suppress(LibraryError):  # a list without this is better than a complaint
            await search.learn_stars(await self._session.repositories.read_brief(urls, start))

    @property
    def is_growing(self) -> bool:
        return self._is_home and self.search is not None and self.search.is_growing

    def told_columns(self) -> Sequence[str]:
        # At Home, those of some lists among hundreds would be noise.
        return () if self._is_home else super().told_columns()
