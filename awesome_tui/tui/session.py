"""A session: the page that is shown, the history of pages, and what is stored of them.

It knows no screen; the look of a page is a ScreenState. Whatever reads the library, uses the
network or parses is awaited, and runs in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from awesome_tui.errors import AwesomeError, LibraryError
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.outline import Outline
from awesome_tui.model.repositories import FactSources
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.services.entry_status import LinkStatus, ListStatus, SavedLinks
from awesome_tui.text.urls import normalize_page
from awesome_tui.tui.background import run_in_thread, start_thread
from awesome_tui.tui.health_text import describe_health
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.page_lists import PageLists
from awesome_tui.tui.page_refresher import PageRefresher
from awesome_tui.tui.page_repositories import PageRepositories
from awesome_tui.tui.pages import (
    Page,
    Services,
    can_be_read,
    find_page,
    load_state,
    load_tables,
    make_local_page,
)
from awesome_tui.tui.ready_lists import ReadyList, batch_lists, display_title

if TYPE_CHECKING:
    from awesome_tui.model.link_health import LinkHealth
    from awesome_tui.model.table import EntryTable
    from awesome_tui.services.loader import Loader
    from awesome_tui.services.project_readmes import ProjectReadme
    from awesome_tui.tui.health_text import HealthText

_NEAR = 3
"""The number of pages behind and ahead that stay in memory."""


class PageSnapshot(NamedTuple):
    """A page and the state to show it in."""

    page: Page
    state: ScreenState


class Step(NamedTuple):
    """A page in the history."""

    source: str
    state: ScreenState
    page: Page | None
    """None if it has to be opened again, as only a few stay in memory."""

    @classmethod
    def to(cls, snapshot: PageSnapshot) -> Step:
        """Make the step to a page in memory."""
        return cls(snapshot.page.opened.source, snapshot.state, snapshot.page)

    def without_page(self) -> Step:
        """Drop the page, if it can be opened again."""
        is_held = self.page is not None and not self.page.can_be_found_again
        return self if is_held else self._replace(page=None)


class Turn(NamedTuple):
    """A step back or forward, and the history once it is taken."""

    step: Step
    history: PageHistory[Step]


class Connection(NamedTuple):
    """The services, and what was read from the library when it was opened."""

    services: Services
    saved: SavedLinks
    also_in: Mapping[str, Sequence[str]] = MappingProxyType({})
    """Titles of other lists with the link under the cursor, by its URL."""


FirstPage: TypeAlias = tuple[PageSnapshot, Connection | None]


class Session:
    """Owns page and history, and the services once the library is open."""

    def __init__(self, connect: Callable[[], Services]) -> None:
        """`connect` opens the library; it takes a while and is called in a thread."""
        self.page: Page | None = None
        self.services: Services | None = None
        self.also_in: Mapping[str, Sequence[str]] = {}
        """As in `Connection`, for the last link that was looked up."""
        self.health: dict[str, LinkHealth] = {}
        """The health of links by normalized URL; empty until it is read."""
        self.repositories = PageRepositories()
        self._connect = connect
        self._connected = asyncio.Event()
        self._history: PageHistory[Step] = PageHistory()
        self.refresher = PageRefresher(self)

    # ---- the services

    @property
    def is_connected(self) -> bool:
        return self._connected.is_set()

    async def connect(self) -> Connection:
        """Open the library, and read what rows and detail show."""
        return await run_in_thread(_open_connection, self._connect)

    def use(self, connection: Connection) -> None:
        """Use these services from now on, and release those who wait in `connected`."""
        self.services, self.also_in = connection.services, connection.also_in
        self.repositories.use(connection.services.facts, connection.services.hidden_marks)
        self._connected.set()

    async def connected(self) -> Services:
        await self._connected.wait()
        assert self.services is not None
        return self.services

    def take_notices(self) -> str:
        """Return the library's notices that were not shown yet."""
        return (self.services.library.take_notice() or "") if self.services else ""

    # ---- from page to page

    async def find(self, source: str) -> PageSnapshot:
        await self.refresher.visit_noted()
        return await run_in_thread(_find_snapshot, await self.connected(), source)

    async def saved_state(self, page: Page) -> ScreenState:
        return await run_in_thread(load_state, await self.connected(), page)

    def go_on_from(self, here: PageSnapshot) -> PageHistory[Step]:
        """Return the history after going from `here` to a new page."""
        return self._history.pushed(Step.to(here))

    def back(self, here: PageSnapshot | None) -> Turn | None:
        """Return the step back from `here`, or None."""
        if here is None or not self._history.behind:
            return None
        return Turn(*self._history.back(Step.to(here)))

    def forward(self, here: PageSnapshot | None) -> Turn | None:
        """Return the step forward from `here`, or None."""
        if here is None or not self._history.ahead:
            return None
        return Turn(*self._history.forward(Step.to(here)))

    async def find_again(self, step: Step) -> Page | None:
        """Return the page of a step; Home, and pages not in memory, are opened anew.

        If that fails, the step is removed from the history.
        """
        if self.services is None or not (step.page is None or step.page.is_home):
            return step.page
        await self.refresher.visit_noted()
        try:
            return await run_in_thread(find_page, self.services, step.source)
        except AwesomeError:
            self._history = self._history.without(step)
            raise

    def follow(self, history: PageHistory[Step]) -> None:
        self._history = history.map_distant(_NEAR, Step.without_page)

    def remember(self, here: PageSnapshot | None) -> None:
        if here and here.page.name and self.services:
            self.services.library.states.save(here.page.name, here.state)

    def keep_filter(self, query: str) -> None:
        """Store a filter that was used, to be recalled later."""
        if query.strip() and self.services:
            self.services.library.filters.use(query.strip())

    @property
    def lists(self) -> PageLists:
        """Finds the lists that entries of the page lead to, or were found in."""
        return PageLists(self.page, self.services)

    # ---- READMEs

    async def readme(self, urls: Sequence[str], *, refresh: bool = False) -> ProjectReadme | None:
        """Return the README of the first project among `urls`; see `Loader.readme`."""
        loader = (await self.connected()).loader
        return await run_in_thread(loader.readme, urls, refresh=refresh)

    async def text(self, page: Page) -> ProjectReadme:
        """Return the text of `page` in the form of a README."""
        loader, name = (await self.connected()).loader, page.outline.document.title
        return await run_in_thread(_read_text, loader, page.opened.source, name)

    # ---- settings

    def configure(self, refresh_after: float, hidden: frozenset[str], asked: FactSources) -> None:
        """Apply changed settings; for the values, see `Services`."""
        services = self.services
        if services is None:
            return
        facts = services.facts and replace(services.facts, sources=asked)
        self.services = services._replace(
            refresh_after=refresh_after, hidden_marks=hidden, facts=facts
        )
        self.repositories.use(facts, hidden)

    # ---- what is known of a page

    def status(self, saved: SavedLinks, outline: Outline) -> ListStatus | None:
        if self.page is None or self.services is None:
            return None
        links = LinkStatus(
            saved,
            self.services.catalogue,
            self.repositories.infos,
            self.repositories.links,
            self.health,
        )
        hidden = self.services.hidden_marks
        return ListStatus(outline, links, self.page.sources, self.page.opened.new, hidden)

    async def read_health(self) -> None:
        services = await self.connected()
        self.health = await services.library.health.all() | self.health

    def health_of(self, url: str | None) -> LinkHealth | None:
        return self.health.get(normalize_page(url)) if url and self.health else None

    def describe_health(self, url: str | None) -> HealthText | None:
        """Describe the health of a link."""
        known = self.health_of(url)
        if known is None or self.services is None:
            return None
        return describe_health(known, self.services.clock())

    def stored_readings(
        self, page: Page
    ) -> Iterator[Callable[[], list[tuple[ReadyList, EntryTable]]]]:
        """Yield calls that load entries for Home, some lists at a time."""
        if self.services is not None:
            for lists in batch_lists(page.ready):
                yield partial(load_tables, self.services, lists)

    async def find_also_in(self, url: str, key: str) -> Sequence[str]:
        """Find other lists with the link than that of this `key`, for `also_in`."""
        if self.services is None or self.page is None:
            return ()
        titles = await run_in_thread(_other_titles, self.services, url, {key, self.page.name})
        self.also_in = {url: titles}
        return self.also_in[url]


def start_first_page(
    source: str,
    load: Callable[[], AwesomeList] | None,
    connect: Callable[[], Services],
    *,
    refresh: bool,
    as_left: bool,
) -> Future[FirstPage]:
    """Open the first page in a thread; `load` returns the list if `source` is local."""
    if load is None:
        return start_thread(first_stored_page, connect, source, refresh=refresh)
    if as_left:
        return start_thread(first_page_as_left, connect, load, source)
    return start_thread(first_local_page, load, source)


def first_local_page(load: Callable[[], AwesomeList], source: str) -> FirstPage:
    """Return a list that is not stored, before the library is open."""
    return PageSnapshot(make_local_page(source, load()), ScreenState()), None


def first_page_as_left(
    connect: Callable[[], Services], load: Callable[[], AwesomeList], source: str
) -> FirstPage:
    """Return a list that is not stored, in the state in which it was left."""
    connection = _open_connection(connect)
    page = make_local_page(source, load())
    return _with_also_in(connection, PageSnapshot(page, load_state(connection.services, page)))


def first_stored_page(connect: Callable[[], Services], source: str, *, refresh: bool) -> FirstPage:
    """Open the library, and return a list from there or from the network."""
    connection = _open_connection(connect)
    return _with_also_in(connection, _find_snapshot(connection.services, source, refresh=refresh))


def _with_also_in(connection: Connection, first: PageSnapshot) -> FirstPage:
    """Add the other lists with the link under the cursor, as adding them later is visible."""
    page, state = first
    url = state.entry and state.entry[1]
    if not url:
        return first, connection
    number = page.outline.number_of(*state.entry, state.number) if state.entry else None
    lists = PageLists(page, connection.services)
    key = "" if number is None else lists.key_of(page.outline, number)
    with suppress(LibraryError):
        titles = _other_titles(connection.services, url, {key, page.name})
        connection = connection._replace(also_in={url: titles})
    return first, connection


def _other_titles(services: Services, url: str, known: Collection[str]) -> list[str]:
    """Return titles of lists that contain this link, except those with `known` keys."""
    library = services.library
    stored, local = library.lists.holding(url), library.local_lists.holding(url)
    names = [(info.title, info.source) for info in stored.result() if info.key not in known]
    names += [
        (info.title, info.source)
        for info in local.result()
        if info.source not in known and can_be_read(services, info.source)
    ]
    return [display_title(*name) for name in names]


def _read_text(loader: Loader, source: str, name: str) -> ProjectReadme:
    return loader.readmes.read(loader.text(source), name)


def _open_connection(connect: Callable[[], Services]) -> Connection:
    services = connect()
    services.catalogue.is_list("")  # its first answer takes long
    services.library.has_changed().result()  # so that later calls report later changes
    return Connection(services, SavedLinks.of(services.library))


def _find_snapshot(services: Services, source: str, *, refresh: bool = False) -> PageSnapshot:
    page = find_page(services, source, refresh=refresh)
    return PageSnapshot(page, load_state(services, page))
