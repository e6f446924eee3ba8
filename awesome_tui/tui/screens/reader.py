"""One list after another: going inside and back, and what the library remembers of them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

from textual import work
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.worker import Worker

from awesome_tui.ages import age
from awesome_tui.desktop import Desktop
from awesome_tui.entry_status import NO_GLYPHS, LinkStatus, ListStatus, SavedLinks
from awesome_tui.errors import AwesomeError, LibraryError
from awesome_tui.lastframe import Frame, Stamp, Start, stamp_of
from awesome_tui.model import AwesomeList
from awesome_tui.outline import Outline
from awesome_tui.screenstate import ScreenState
from awesome_tui.text import clean
from awesome_tui.tui.apart import ahead, apart, begin
from awesome_tui.tui.asking import choose, line_from
from awesome_tui.tui.counts import counted
from awesome_tui.tui.history import History
from awesome_tui.tui.home import CHANGED, batches, called, stored_number, with_entries
from awesome_tui.tui.list_search import ListSearch, order_named
from awesome_tui.tui.pages import (
    HOME,
    Page,
    Shelf,
    compared_page,
    find_page,
    local_page,
    newest_page,
    renewed,
    state_of,
    stored_rows,
)
from awesome_tui.tui.parts import Detail, entry_detail
from awesome_tui.tui.saved_entries import SavedEntries
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.widgets.section_tree import ALL

if TYPE_CHECKING:
    from awesome_tui.library import StoredInfo
    from awesome_tui.rows import Rows

_SLOW = 0.5
"""What takes longer than so many seconds is told of."""
_REST = 0.15
"""Seconds after which a cursor is taken to rest."""
_LOOK = 1.0
"""Seconds between looks at a file."""
_PREVIEWED_PATIENCE = 1.0
"""Seconds that the first frame waits where the last one is still on the screen."""
_NEAR = 3
"""So many lists behind and ahead are shown again at once."""
_FRESH = 60
"""Seconds for which nobody asks the network again by themselves."""


class Left(NamedTuple):
    """A page that was left, and how."""

    page: Page
    state: ScreenState


class Way(NamedTuple):
    """How one comes back to a page that was left."""

    source: str
    state: ScreenState
    page: Page | None
    """None where it is found again by its source: of a thousand lists, few are held."""

    @classmethod
    def to(cls, left: Left) -> Way:
        """The way back to a page that is at hand."""
        return cls(left.page.opened.source, left.state, left.page)

    def far(self) -> Way:
        """The same from far away."""
        is_held = self.page is not None and not self.page.can_be_found_again
        return self if is_held else self._replace(page=None)


class Standing(NamedTuple):
    """What the screen stands on once the library is open."""

    shelf: Shelf
    saved: SavedLinks
    elsewhere: Mapping[str, Sequence[str]] = MappingProxyType({})
    """The other lists that hold the link that the cursor is to rest on."""


First: TypeAlias = tuple[Left, Standing | None]


class ReaderScreen(BrowserScreen):
    """Shows pages; library, network and parser are met in threads."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "bookmark", "Bookmark", tooltip="Bookmark, or no longer", id="entry.bookmark"),
        Binding("e", "note", "Note", tooltip="Edit the note", show=False, id="entry.note"),
        Binding("right", "go_inside", "Inside", tooltip="Open the list inside", id="page.inside"),
        Binding(
            "left_square_bracket,backspace",
            "go_back",
            "Back",
            tooltip="Back to the list before",
            show=False,
            id="page.back",
        ),
        Binding(
            "right_square_bracket",
            "go_forward",
            "Forward",
            tooltip="Forward to the list after",
            show=False,
            id="page.forward",
        ),
        Binding(
            "H", "go_home", "Home", tooltip="All lists and bookmarks", show=False, id="page.home"
        ),
        Binding("w", "news", "What is new", show=False, id="page.news"),
        Binding("r", "refresh_page", "Refresh", show=False, id="page.refresh"),
    ]

    on_entries = BrowserScreen.on_entries | {"bookmark", "note"}

    page: var[Page | None] = var[Page | None](None, init=False)
    """What is on the screen."""
    saved_links: var[SavedLinks] = var(SavedLinks(), init=False)
    """The bookmarks, notes and visits that rows and detail show."""
    doing: var[str] = var("", init=False)
    """What takes its time."""

    def __init__(
        self,
        source: str,
        load: Callable[[], AwesomeList] | None,
        connect: Callable[[], Shelf],
        desktop: Desktop,
        *,
        query: str = "",
        section: str = "",
        refresh: bool = False,
        start: Start | None = None,
        previewed: bool = False,
    ) -> None:
        """`load` gives what `source` names, where that is being parsed already.

        What is on the network is shown as it is stored, unless it is to `refresh` at once. The last
        frame is kept for the next `start` alike; it is `previewed` if this one showed one.
        """
        # Begun beside Textual's own start, it may be there for the first frame.
        if load is None:
            first = begin(_first_stored, connect, source, refresh=refresh)
        elif previewed:
            first = begin(_first_as_left, connect, load, source)
        else:
            first = begin(_first_local, load, source)
        super().__init__(first, desktop, query, section)
        if previewed:
            self.patience = _PREVIEWED_PATIENCE
        self._connect = connect
        self._start = start
        self._first_page = ""
        self._first_state = ScreenState(query=query) if query or section else None
        """How the first list is wanted, where not as it was left."""
        self._shelf: Shelf | None = None
        self._saved: SavedEntries | None = None
        self._stands = asyncio.Event()
        """That the shelf is there: what is asked for before waits for it."""
        self._history: History[Way] = History()
        self._elsewhere: Mapping[str, Sequence[str]] = {}
        """The other lists that hold the link under the cursor, once they are known."""
        self._tried: Stamp | None = None
        """The state in which a file was read anew the last time, or could not be."""
        self._panes.entries.show_signs(lambda _: NO_GLYPHS)

    # ---- the start

    def on_mount(self) -> None:
        # Textual calls this beside that of the class above, which must not be done twice.
        self.set_interval(_LOOK, self.look)

    def show_first(self, read: First) -> None:
        first, standing = read
        self._first_page = first.page.name
        if standing is not None:
            self._stand_on(standing)
        self._turn_to(first.page, self._as_wanted(first.state), History())
        self.begin_in_section()
        if standing is None:
            # Its threads would hold up the frame with the first entries.
            self.call_after_refresh(self.restore, first.page)

    def _as_wanted(self, left: ScreenState) -> ScreenState:
        """How the first list is to be shown; what was typed while it was read comes first."""
        state, typed = self._first_state or left, self._filter.input.value
        asked = self._first_state.query if self._first_state else ""
        return state if typed == asked else replace(state, query=typed)

    # Without a description, Textual spells out the whole list to make one.
    @work(group="start", description="restore")
    async def restore(self, page: Page) -> None:
        """Open the library, and show `page` as it was left, unless the user has moved on since."""
        shown = self._here()
        try:
            standing = await apart(_standing, self._connect)
            self._stand_on(standing)
            state = await apart(state_of, standing.shelf, page)
        except LibraryError as error:
            self.say(str(error), error=True)
            return
        is_wanted = self._first_state or self._first_section
        if not is_wanted and state != ScreenState() and self._here() == shown:
            self._enter(page, state)

    def _stand_on(self, standing: Standing) -> None:
        self._elsewhere = standing.elsewhere
        self._shelf, self.saved_links = standing.shelf, standing.saved
        self._saved = SavedEntries(standing.shelf.library, standing.saved, self._show_saved)
        self._stands.set()
        # The catalogue knows some, too, where nothing is kept.
        self._show_glyphs()
        self._forget_learned()
        self._tell_of_library(standing.shelf.notice or "")

    def _show_saved(self, links: SavedLinks) -> None:
        self.saved_links = links

    def has_hits(self, patient: bool) -> bool:
        is_all = self._stands.is_set() and not (
            self.filter_text and self._search and self._search.is_growing
        )
        return super().has_hits(patient) and (is_all or not patient)

    # ---- from page to page

    def action_open(self) -> None:
        number = self._panes.entries.number
        if self.page and self.page.is_home and number in self.page.sources and not self.marks:
            self.action_go_inside()
        else:
            super().action_open()

    def action_go_inside(self) -> None:
        number = self._panes.entries.number
        source = None if number is None else self._source_inside(number)
        origin = None if number is None else self._origin(number)
        if source:
            self.open_inside(source)
        elif origin:
            self.open_inside(origin, number)
        else:
            self.say("This entry is no list that can be opened inside.", error=True)

    def _source_inside(self, number: int) -> str | None:
        if self.page is None or self.outline is None or self._shelf is None:
            return None
        url = self.outline.items[number].entry.url
        listed = self._shelf.catalogue.source(url) if url else None
        return self.page.sources.get(number) or listed

    def _origin(self, number: int) -> str | None:
        """The list that an entry found at Home is in."""
        if self.page is None or self.outline is None:
            return None
        # Behind the places of Home: one for all stored lists, then one for each.
        at = self.outline.items[number].place - len(self.page.outline.places) - 1
        return self.page.stored[at].source if at >= 0 else None

    @work(exclusive=True, group="turn", description="the list")
    async def open_inside(self, source: str, number: int | None = None) -> None:
        """Show another list in place of this one, the cursor on the like of entry `number`."""
        await self._stands.wait()
        outline, here = self.outline, self._here()
        if self._shelf is None or outline is None or here is None:
            return
        try:
            with self._telling("opening …"):
                page, state = await apart(_find, self._shelf, source)
        except AwesomeError as error:
            self.say(str(error), error=True)
            return
        if number is not None:
            entry = outline.items[number].entry
            state = ScreenState(entry=(entry.name, entry.url))
        self._turn_to(page, state, self._history.left(Way.to(self._here() or here)))

    def action_go_home(self) -> None:
        if self.page is None or not self.page.is_home:
            self.open_inside(HOME)

    def action_random(self) -> None:
        """At Home, a random entry of all that is stored; else of what is shown."""
        outline, page = self.outline, self.page
        if page is None or outline is None or not page.is_home or self.filter_text:
            super().action_random()
            return
        number = random.randrange(len(outline.items))
        origin = self._origin(number)
        if origin:
            self.open_inside(origin, number)
        else:
            self.go_to_entry(number)

    def action_go_back(self) -> None:
        here = self._here()
        if here and self._history.behind:
            self.return_to(*self._history.back(Way.to(here)))
        else:
            self.say("There is no list before this one.")

    def action_go_forward(self) -> None:
        here = self._here()
        if here and self._history.ahead:
            self.return_to(*self._history.forward(Way.to(here)))
        else:
            self.say("There is no list after this one.")

    @work(exclusive=True, group="turn", description="the list")
    async def return_to(self, way: Way, history: History[Way]) -> None:
        """Show a page as it was left, but Home with what has come since."""
        page = way.page
        if self._shelf is not None and (page is None or page.is_home):
            try:
                with self._telling("opening …"):
                    page = await apart(find_page, self._shelf, way.source)
            except AwesomeError as error:
                self._history = self._history.without(way)
                self.say(str(error), error=True)
        if page is not None:
            self._turn_to(page, way.state, history)

    def _turn_to(self, page: Page, state: ScreenState, history: History[Way]) -> None:
        """Show `page` from now on."""
        self.remember()
        self.remember_frame()
        self._history = history.beyond(_NEAR, Way.far)
        self._enter(page, state)
        # The next letter of one who types must not become a command.
        if self.focused is not self._filter.input:
            self._panes.bring("entries")
        self._visit(page)

    def _enter(self, page: Page, state: ScreenState) -> None:
        """Show `page` as it was left."""
        laid_out = page.outline
        self.page = page
        self._sought = laid_out.number_of(*state.entry, state.number) if state.entry else None
        place = laid_out.place_titled(state.section)
        folded = (laid_out.place_titled(titles) for titles in state.folded)
        self._panes.categories.expect(
            laid_out, place, (at for at in folded if at >= 0), state.tree_top
        )
        self._filter.put(state.query)
        self.show(page.whole, place, state.query, order_named(state.sort), state.top)
        self._show_glyphs()
        awaited = state if state.entry and self._sought is None else None
        self.call_after_refresh(self.make_searchable, page, awaited)

    def _here(self) -> Left | None:
        """The page on the screen, and how it stands."""
        if self.page is None or self.outline is None:
            return None
        return Left(self.page, self._state(self.outline))

    def _state(self, laid_out: Outline) -> ScreenState:
        folded, number = self._panes.categories.folded, self._panes.entries.number
        entry = None if number is None else laid_out.items[number].entry
        return ScreenState(
            laid_out.titles(self.place),
            tuple(laid_out.titles(place) for place in sorted(folded)),
            (entry.name, entry.url) if entry else None,
            number or 0,
            self.filter_text,
            self.order,
            self._panes.entries.scroll_offset.y,
            self._panes.categories.scroll_offset.y,
        )

    def remember(self) -> None:
        """Keep how the page stands for the next start."""
        here = self._here()
        if here and here.page.name and self._shelf:
            self._shelf.library.states.save(here.page.name, here.state)

    def remember_frame(self) -> None:
        """Keep what is on the screen, if the next start would show just that."""
        page = self.page
        if self._start is None or self._shelf is None or page is None:
            return
        if not page.name or page.name != self._first_page:
            return
        frames = self._shelf.library.frames
        if self.app.screen is self and self._panes.entries.has_focus and not self.marks:
            size, theme = self.app.size, self.app.theme
            look = self._start.look(size.width, size.height, theme, page.stamp)
            frames.save(Frame(self._start.name, page.name, look, self.frame_text()))
        else:
            frames.drop(self._start.name)

    def on_unmount(self) -> None:
        self.remember()

    # ---- refreshing

    def _visit(self, page: Page) -> None:
        """Note that the user sees the list, and look behind the screen for a newer one."""
        shelf = self._shelf
        if shelf is None or not page.is_stored:
            return
        self.see_to(shelf.library.lists.visit(page.opened.key))
        # Of a time that is still to come, the clock has been set back since.
        is_fresh = 0 <= shelf.clock() - (page.opened.fetched or 0) < _FRESH
        self.renew(page, anew=not is_fresh and not shelf.loader.offline)

    def action_refresh_page(self) -> None:
        if self.page is not None:
            self.refresh_page(self.page)

    # Without a description, Textual spells out the whole list to make one.
    @work(exclusive=True, group="refresh", description="renew")
    async def renew(self, page: Page, *, anew: bool) -> None:
        """Find out what is new in the page; read it `anew` before, if so wanted."""
        await self._renew(page, anew=anew)

    @work(exclusive=True, group="asked", description="the refresh")
    async def refresh_page(self, page: Page) -> None:
        """The same for one who asks for it, and is told when nothing is to be seen of it."""
        self.workers.cancel_group(self, "refresh")
        await self._renew(page, anew=True, asked=True)

    async def _renew(self, page: Page, *, anew: bool, asked: bool = False) -> None:
        shelf = self._shelf
        if shelf is None:
            return
        try:
            self._replace(page, await apart(compared_page, shelf, page))
            if anew:
                with self._telling("refreshing …"):
                    newest = await apart(newest_page, shelf, page.opened.source)
                latest = await apart(renewed, page, newest)
                self._replace(page, latest)
                if asked and latest.outline is page.outline:
                    self.say("Nothing has changed.")
        except AwesomeError as error:
            self.say(str(error), error=True)

    def look(self) -> None:
        """Read the page's file anew, if it is not what it was; tell what the library has to say."""
        self._tell_of_library()
        if self.page is not None and self.page.file:
            self.look_at(self.page)

    def _tell_of_library(self, first: str = "") -> None:
        found = self._shelf.library.take_notice() if self._shelf else None
        if notice := " ".join(filter(None, (first, found))):
            self.say(notice, error=True)

    @work(exclusive=True, group="watch", description="look")
    async def look_at(self, page: Page) -> None:
        """As `look`; a file on a slow disk must not hold up the keys."""
        stamp = await apart(stamp_of, page.file)
        if stamp and stamp not in (page.stamp, self._tried):
            self._tried = stamp
            self.renew(page, anew=True)

    @work(group="question")
    async def action_news(self) -> None:
        """Show what differs from the last visit, and go to what is chosen of it."""
        from awesome_tui.tui.news import counted_news, news  # noqa: PLC0415  seldom asked for

        page = self.page
        if page is None or page.is_home:
            self._go_to_changed_lists()
            return
        changes = page.opened.changes
        if changes is None:
            self.say("Nothing has changed since the last visit.")
            return
        lines = news(changes)
        title = f"Since the last visit: {counted_news(changes)}"
        choices = [(line.sign, line.text) for line in lines]
        chosen = await choose(self.app, title, choices, digits=False)
        number = None if chosen is None else lines[chosen].number
        if number is not None and self.page is page:
            self.go_to_entry(number)

    def _go_to_changed_lists(self) -> None:
        place = self.outline.place_titled((CHANGED,)) if self.outline else ALL
        if place == ALL:
            self.say("No list has changed since you read it.")
        else:
            self._panes.categories.go_to(place)
            self._panes.bring("entries")

    def _replace(self, old: Page, new: Page) -> None:
        """Show `new` where `old` is shown, the cursor on the same entry, under the same filter."""
        here = self._here()
        if here is None or here.page.name != old.name:
            return
        if new.outline is not old.outline:
            self._enter(new, here.state)
            if self._shelf is not None and new.is_stored:
                self.see_to(self._shelf.library.lists.visit(new.opened.key))
        elif new is not old:
            self.page = new
            self._show_glyphs()
            self.show_title()
            self._forget_learned()

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        """Tell in the title line what is being done, once it takes long."""
        timer = self.set_timer(_SLOW, partial(setattr, self, "doing", what))
        try:
            yield
        finally:
            timer.stop()
            self.doing = ""

    def watch_doing(self) -> None:
        self.show_title()

    def heading(self, laid_out: Outline) -> str:
        source = self.page.opened.source if self.page else ""
        return clean(called(laid_out.document.title, source))

    def facts(self, laid_out: Outline) -> tuple[str, ...]:
        if self.page and self.page.is_home:
            stored = counted(len(self.page.stored), "list")
            entries = counted(sum(info.entries for info in self.page.stored), "entry", "entries")
            return tuple(filter(None, (self.doing, f"{stored} stored", entries)))
        stored = "" if self.doing else self._age()
        told = (self.doing, *super().facts(laid_out), self._news(), stored)
        return tuple(filter(None, told))

    def _news(self) -> str:
        return f"{len(self.page.opened.new):,} new" if self.page and self.page.opened.new else ""

    def _age(self) -> str:
        fetched = self.page.opened.fetched if self.page else None
        return f"stored {age(self._shelf.clock() - fetched)}" if fetched and self._shelf else ""

    # ---- what is known of the entries

    @work(exclusive=True, group="index", description="index")  # as above
    async def make_searchable(self, page: Page, awaited: ScreenState | None = None) -> None:
        """Index what is on the screen, and at Home all that is stored.

        The cursor that is `awaited` goes to its entry as soon as that is there.
        """
        search = self._search
        if search is None or search.outline is not page.outline:
            return
        search.is_growing = True
        await search.build_index()
        if search is self._search:
            self.search_unless_shown()
            self._learn_if_asked()
        async for stored in ahead(self._readings(page)):
            laid_out, lists = with_entries(search.outline, stored), [rows for _, rows in stored]
            await search.add(laid_out, lists)
            if search is not self._search:
                return
            if awaited and awaited.entry and self.filter_text and not self._picked:
                entry, near = awaited.entry, awaited.number
                self._sought = await apart(stored_number, laid_out, lists, entry, near)
            self.grow(laid_out)
            self._show_glyphs()
            self._learn_if_asked()
        search.is_growing = False
        await search.index_letters()

    def _readings(self, page: Page) -> Iterator[Callable[[], list[tuple[StoredInfo, Rows]]]]:
        """What reads the entries of all that is stored, some lists at a time."""
        if self._shelf is not None:
            for infos in batches(page.stored):
                yield partial(stored_rows, self._shelf, infos)

    def _status(self) -> ListStatus | None:
        page, shelf = self.page, self._shelf
        if page is None or shelf is None or self.outline is None:
            return None
        links = LinkStatus(self.saved_links, shelf.catalogue)
        return ListStatus(self.outline, links, page.sources, page.opened.new)

    def _show_glyphs(self) -> None:
        status = self._status()
        if status is not None:
            self._panes.entries.show_signs(status.glyphs)

    @work(group="learn", description="learn")
    async def learn_all(self, search: ListSearch) -> None:
        """Let the filter know what the library knows, one change after another."""
        await search.learn(lambda: self._status() if search is self._search else None)
        if search is self._search:
            self.search_again()

    def _learn_if_asked(self) -> None:
        if self._search is not None and self._search.begin_learning(self.filter_text):
            self.learn_all(self._search)

    def watch_filter_text(self) -> None:
        super().watch_filter_text()
        self._learn_if_asked()

    def watch_saved_links(self) -> None:
        self._show_glyphs()
        self._show_detail()
        self._forget_learned()

    def _forget_learned(self) -> None:
        if self._search is not None:
            self._search.forget_learned()
        self._learn_if_asked()

    def about(self, laid_out: Outline, number: int) -> Detail:
        url = laid_out.items[number].entry.url
        if url and url not in self._elsewhere:
            self.look_elsewhere(url)
        return entry_detail(
            laid_out, number, self.saved_links.note(url), self._elsewhere.get(url or "")
        )

    @work(exclusive=True, group="elsewhere")
    async def look_elsewhere(self, url: str) -> None:
        """Find out which other lists hold the link, once the cursor rests on it."""
        if self._elsewhere:  # the first is one that rests already
            await asyncio.sleep(_REST)
        if self._shelf is None or self.page is None:
            return
        with suppress(LibraryError):  # a list without this is better than a complaint
            found = await self._shelf.library.lists.holding(url)
            self._elsewhere = {url: _others(found, self.page)}
            if self._elsewhere[url]:
                self._show_detail()

    def open(self, urls: Sequence[str]) -> Worker[None]:
        """Hand `urls` to the browser, and remember that they were opened."""
        opening = super().open(urls)
        if self._saved is not None:
            for visit in self._saved.visit(urls):
                self.see_to(visit, opening)
        return opening

    @work(group="aside", description="aside")
    async def see_to(self, change: Awaitable[object], beside: Worker[None] | None = None) -> None:
        """Say what goes wrong with a change that nothing waits for, after what else is said."""
        try:
            await change
        except LibraryError as error:
            if beside is not None:
                await beside.wait()
            self.say(str(error), error=True)

    # ---- bookmarks and notes

    @work(group="keep", description="the bookmark")
    async def action_bookmark(self) -> None:
        """Bookmark what is marked, or the entry under the cursor; no longer, if all of it is."""
        chosen = [entry for entry in self.acted_on() if entry.url]
        await self._stands.wait()
        if not chosen or self._saved is None or self.page is None:
            self.say("This entry has no link to bookmark.", error=True)
            return
        await self._confirm(self._saved.toggle_bookmarks(chosen, self.page.opened.key))

    async def _confirm(self, change: Awaitable[str]) -> None:
        """Say what was done, once it is, or why it cannot be."""
        try:
            self.say(await change)
        except LibraryError as error:
            self.say(str(error), error=True)

    @work(group="question")
    async def action_note(self) -> None:
        """Edit the note on the entry under the cursor."""
        await self._stands.wait()
        number = self._panes.entries.number
        if number is None or self.outline is None or self._saved is None:
            return
        entry = self.outline.items[number].entry
        if not entry.url:
            self.say("This entry has no link to keep a note on.", error=True)
            return
        text = await line_from(self.app, f"Note on {entry.name}", self.saved_links.note(entry.url))
        if text is not None:
            self.write_note(self._saved, entry.url, text)

    @work(group="keep", description="the note")
    async def write_note(self, saved: SavedEntries, url: str, text: str) -> None:
        """Keep `text` as the note on `url`."""
        await self._confirm(saved.write_note(url, text))


def _first_local(load: Callable[[], AwesomeList], source: str) -> First:
    return Left(local_page(source, load()), ScreenState()), None


def _first_as_left(
    connect: Callable[[], Shelf], load: Callable[[], AwesomeList], source: str
) -> First:
    standing = _standing(connect)
    page = local_page(source, load())
    return _first_of(standing, Left(page, state_of(standing.shelf, page)))


def _first_stored(connect: Callable[[], Shelf], source: str, *, refresh: bool) -> First:
    standing = _standing(connect)
    return _first_of(standing, _find(standing.shelf, source, refresh=refresh))


def _first_of(standing: Standing, left: Left) -> First:
    """`left`, with all that its detail tells: what comes later would be seen to come."""
    url = left.state.entry and left.state.entry[1]
    if not url:
        return left, standing
    with suppress(LibraryError):
        found = standing.shelf.library.lists.holding(url).result()
        standing = standing._replace(elsewhere={url: _others(found, left.page)})
    return left, standing


def _others(found: Iterable[StoredInfo], page: Page) -> list[str]:
    """What those of these lists are called that are not the one on `page`."""
    return [called(info.title, info.source) for info in found if info.key != page.opened.key]


def _standing(connect: Callable[[], Shelf]) -> Standing:
    shelf = connect()
    shelf.catalogue.is_list("")  # its first answer takes too long for the screen to wait
    return Standing(shelf, SavedLinks.of(shelf.library))


def _find(shelf: Shelf, source: str, *, refresh: bool = False) -> Left:
    page = find_page(shelf, source, refresh=refresh)
    return Left(page, state_of(shelf, page))
