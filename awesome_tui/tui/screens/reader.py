"""The screen of a session, which combines all features."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from awesome_tui.model.appearance import Appearance
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.sources.bundled import NAMES
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.start_frame import Start
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets
from awesome_tui.tui.background import once
from awesome_tui.tui.features.changing_settings import ChangingSettings
from awesome_tui.tui.features.checking import Checking
from awesome_tui.tui.features.exporting import Exporting
from awesome_tui.tui.features.feature import Feature
from awesome_tui.tui.features.first_list import PATIENCE, FirstList
from awesome_tui.tui.features.gathering_facts import GatheringFacts
from awesome_tui.tui.features.more_lists import MoreLists
from awesome_tui.tui.features.opening_library import OpeningLibrary
from awesome_tui.tui.features.page_links import PageLinks
from awesome_tui.tui.features.reading_readmes import ReadingReadmes
from awesome_tui.tui.features.refreshing import Refreshing
from awesome_tui.tui.features.running_commands import RunningCommands
from awesome_tui.tui.features.saving import Saving
from awesome_tui.tui.features.turning import Turning
from awesome_tui.tui.next_start import NextStart
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.pages import HOME, Page, Services
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.session import FirstPage, Session, Step, start_first_page
from awesome_tui.tui.widgets.filter_bar import FilterInput
from awesome_tui.tui.widgets.linked_text import LinkedText
from awesome_tui.tui.widgets.page_browser import PageBrowser

_PREVIEWED_PATIENCE = 1.0
"""Seconds that the first frame waits for the list if a stored frame is shown meanwhile."""
_PIPE = "-"
_UNNAMED = {HOME: "", _PIPE: "standard input"}
"""Names for sources that are not shown as they are."""
_FEATURES: Sequence[type[Feature]] = (
    *(Exporting, MoreLists, Checking, GatheringFacts, RunningCommands, ChangingSettings),
    *(ReadingReadmes, Saving, Turning, Refreshing),
)
"""The features in the order of their keys in the help."""


class ReaderScreen(BrowserScreen):
    """Shows the pages of a session, with all features."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for feature in _FEATURES for binding in feature.BINDINGS
    ]
    on_entries = BrowserScreen.on_entries.union(*(feature.on_entries for feature in _FEATURES))
    on_marked = BrowserScreen.on_marked.union(*(feature.on_marked for feature in _FEATURES))

    browser: PageBrowser

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
        """`load` returns the list of a local `source`, which is being parsed already.

        A remote list is shown as it is stored, or with `refresh` as it is now. The last frame is
        stored for a `start` like this one; `previewed` tells if such a frame is shown now.
        """
        connect = once(connect)  # Home needs it as well, if escape stops the reading
        # Read in a thread while Textual starts, it may be there for the first frame.
        reading = start_first_page(source, load, connect, refresh=refresh, as_left=previewed)
        self.session = Session(connect)
        super().__init__(desktop, PageBrowser(query, self.session), appearance)
        self.next_start = NextStart(self.session, start, self.appearance)
        self._asked = ScreenState(query=query) if query or section else None
        """The state in which the first list was asked for; None for that in which it was left."""
        self._source = source
        self._called = _UNNAMED.get(source, clean(without_secrets(source)))
        self._first_list = FirstList(
            self,
            reading,
            self._show_first,
            section,
            name=self._called,
            patience=_PREVIEWED_PATIENCE if previewed else PATIENCE,
            instead=None if source == HOME else self._show_home_instead,
        )
        self.turning, self.facts = Turning(self), GatheringFacts(self)
        self.readmes, self.settings = ReadingReadmes(self), ChangingSettings(self)
        self.commands, self.checking = RunningCommands(self), Checking(self)
        self.refreshing = Refreshing(self, self.facts)
        self.more_lists = MoreLists(self, self.turning, self.refreshing)
        self.saving = Saving(self, self.whole_list.undos)
        self.links = PageLinks(self, self.turning, self.checking, self.saving)
        self.opening_library = OpeningLibrary(self, self.turning)
        self.offer(
            *(self._first_list, self.links, self.turning, self.settings, self.commands),
            *(self.facts, self.more_lists, self.checking, self.saving, Exporting(self)),
            *(self.refreshing, self.readmes),
        )

    # ---- the first list

    def _show_first(self, read: FirstPage) -> None:
        first, connection = read
        self.next_start.first_page = first.page.name
        if connection is not None:
            self.opening_library.use(connection)
        self.turning.turn_to(first.page, self._first_view(first.state), PageHistory())
        if connection is None:
            # Now, its threads would delay the first entries.
            restore = self.opening_library.restore
            self.call_after_refresh(restore, first.page, as_left=self._asked is None)

    def _first_view(self, left: ScreenState) -> ScreenState:
        """Return the state to show the first list in, with a filter typed in the meantime."""
        state, typed = self._asked or left, self.browser.filter.input.value
        asked = self._asked.query if self._asked else ""
        return state if typed == asked else state._replace(query=typed)

    def _show_home_instead(self) -> None:
        is_piped = self._source == _PIPE  # which can be read only once
        unread = None if is_piped else Step(self._source, self._asked or ScreenState(), None)
        self.opening_library.show_home_instead(self._called, unread)

    # ---- what is seen, and kept of it

    @property
    def list_source(self) -> str:
        page = self.session.page
        if page is None or page.is_home or page.opened.source in NAMES:
            return ""
        return page.file or page.opened.source

    def has_hits(self, patient: bool) -> bool:
        search = self.browser.search
        is_growing = self.browser.filter_text and search is not None and search.is_growing
        is_all = self.session.is_connected and not is_growing
        return super().has_hits(patient) and (is_all or not patient)

    def note_visit(self, page: Page) -> None:
        """Tell all features that `page` is shown."""
        for feature in self.features:
            feature.visit(page)

    @on(FilterInput.Used)
    def _keep_filter(self, event: FilterInput.Used) -> None:
        self.session.keep_filter(event.query)

    def keep_theme(self, theme: str) -> None:
        if not self.settings.save_theme(theme):
            super().keep_theme(theme)

    def remember(self) -> None:
        """Store state and appearance of the page for the next start."""
        self.session.keep_filter(self.browser.filter_text)
        self.session.remember(self.browser.lasting_snapshot())
        self.next_start.keep_appearance(self.appearance)

    def remember_frame(self) -> None:
        """Store the frame, if the next start would show the same."""
        if not self.next_start.wants_frame():
            return
        text = None
        if self._is_as_next_shown():
            self.browser.hints.clear()  # messages are temporary
            text = self.frame_text()
        shown = Appearance(self.app.theme, sizes=self.browser.panes.sizes)
        self.next_start.keep_frame(self.app.size, shown, text)

    def _is_as_next_shown(self) -> bool:
        is_in_entries = self.app.screen is self and self.browser.panes.entries.has_focus
        if self.browser.hints.is_over_panes or self.browser.panes.is_reading:
            return False
        page = self.session.page
        if page is not None and page.opened.changes is not None:
            return False  # what is new now is not at the next visit
        return is_in_entries and not self.browser.marks and not self.browser.filter_text

    def on_unmount(self) -> None:
        self.more_lists.stop()
        self.checking.stop()
        self.remember()

    # ---- keys that may be for features

    def action_enter(self) -> None:
        if self.more_lists.offers_to_look():
            self.more_lists.action_look_on_github()
        else:
            super().action_enter()

    def action_leave_filter(self) -> None:
        super().action_leave_filter()
        if self.more_lists.offers_to_look():
            self.more_lists.action_look_on_github()

    def action_filter(self) -> None:
        if readme := self.browser.panes.readme_in_front:
            readme.begin_search()
        else:
            super().action_filter()

    def action_go_inside(self) -> None:
        if not self.turning.go_inside():
            super().action_go_inside()

    def action_go_home(self) -> None:
        if not self._first_list.stop():
            self.turning.action_go_home()

    def action_random(self) -> None:
        if not self.turning.open_random():
            self.moving.action_random()

    @on(LinkedText.Lost)
    def _say_lost(self) -> None:
        self.say("The place that this link leads to is not in the README.", error=True)
