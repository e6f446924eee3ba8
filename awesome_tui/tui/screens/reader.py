"""The screen of a session: its pages, with all that can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from awesome_tui.model.appearance import Appearance
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.start_frame import Start
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets
from awesome_tui.tui.background import once, start_thread
from awesome_tui.tui.features.changing_settings import ChangingSettings
from awesome_tui.tui.features.checking import Checking
from awesome_tui.tui.features.exporting import Exporting
from awesome_tui.tui.features.feature import Feature
from awesome_tui.tui.features.gathering_facts import GatheringFacts
from awesome_tui.tui.features.more_lists import MoreLists
from awesome_tui.tui.features.page_links import PageLinks
from awesome_tui.tui.features.project_readme import ProjectReadmes
from awesome_tui.tui.features.refreshing import Refreshing
from awesome_tui.tui.features.running_commands import RunningCommands
from awesome_tui.tui.features.saving import Saving
from awesome_tui.tui.features.turning import Turning
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.pages import HOME, Services
from awesome_tui.tui.screens.session_screen import SessionScreen
from awesome_tui.tui.session import (
    FirstPage,
    Step,
    first_local_page,
    first_page_as_left,
    first_stored_page,
)
from awesome_tui.tui.widgets.linked_text import LinkedText

_PREVIEWED_PATIENCE = 1.0
"""Seconds that the first frame waits where the last one is still on the screen."""
_PIPE = "-"
_UNNAMED = {HOME: "", _PIPE: "standard input"}
"""Names of the sources that are no names of anything."""
_FEATURES: Sequence[type[Feature]] = (
    *(Exporting, MoreLists, Checking, GatheringFacts, RunningCommands, ChangingSettings),
    *(ProjectReadmes, Saving, Turning, Refreshing),
)
"""The features in the order in which help has their keys."""


class ReaderScreen(SessionScreen):
    """Offers all features; those that have a say in what a key does are asked in turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for feature in _FEATURES for binding in feature.BINDINGS
    ]
    on_entries = SessionScreen.on_entries.union(*(feature.on_entries for feature in _FEATURES))
    on_marked = SessionScreen.on_marked.union(*(feature.on_marked for feature in _FEATURES))

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
        """`load` gives what `source` names, where that is being parsed already.

        What is on the network is shown as it is stored, unless it is to `refresh` at once. The last
        frame is kept for the next `start` alike; it is `previewed` if this one showed one.
        """
        connect = once(connect)  # Home needs it, too, if esc stops the reading
        # Begun beside Textual's own start, it may be there for the first frame.
        if load is None:
            first = start_thread(first_stored_page, connect, source, refresh=refresh)
        elif previewed:
            first = start_thread(first_page_as_left, connect, load, source)
        else:
            first = start_thread(first_local_page, load, source)
        super().__init__(
            first,
            connect,
            desktop,
            query=query,
            section=section,
            start=start,
            appearance=appearance,
        )
        self._source = source
        self.first_source = _UNNAMED.get(source, clean(without_secrets(source)))
        if previewed:
            self.patience = _PREVIEWED_PATIENCE
        self.turning, self.facts = Turning(self), GatheringFacts(self)
        self.readmes, self.settings = ProjectReadmes(self), ChangingSettings(self)
        self.commands, self.checking = RunningCommands(self), Checking(self)
        self.refreshing = Refreshing(self, self.facts)
        self.more_lists = MoreLists(self, self.turning, self.refreshing)
        self.saving = Saving(self, self.whole_list.undos)
        self.opening = PageLinks(self, self.turning, self.checking, self.saving)
        self.offer(
            *(self.opening, self.turning, self.readmes, self.settings, self.commands, self.facts),
            *(self.more_lists, self.checking, self.saving, Exporting(self), self.refreshing),
        )

    def show_first(self, read: FirstPage) -> None:
        first, connection = read
        self.next_start.first_page = first.page.name
        if connection is not None:
            self.use(connection)
        self.turning.turn_to(first.page, self.first_view(first.state), PageHistory())
        self.begin_in_section()
        if connection is None:
            # Its threads would hold up the frame with the first entries.
            self.call_after_refresh(self.restore, first.page)

    def stop_fetch(self) -> bool:
        """The same; Home takes the place of a first list that is still being read."""
        if self._source != HOME and self.stop_reading():
            self.show_home_instead()
            return True
        return super().stop_fetch()

    @work(group="start", description="Home")
    async def show_home_instead(self) -> None:
        """Show Home, from which one can go forward to the list that was not read."""
        self.use(await self.session.connect())
        with self.complaining():
            page, state = await self.session.find(HOME)
            stopped = Step(self._source, self._first_state or ScreenState(), None)
            is_piped = self._source == _PIPE  # and gone, once it is read
            self.turning.turn_to(page, state, PageHistory(ahead=() if is_piped else (stopped,)))
            hint = "" if is_piped else " · ] tries again"
            self.say(f"Stopped reading {self.first_source}{hint}")

    def on_unmount(self) -> None:
        # Textual calls this beside that of the class above.
        self.more_lists.stop()
        self.checking.stop()

    # ---- keys in which features have a say

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

    def action_back_out(self) -> None:
        if not (self.stop_fetch() or self.readmes.back_out()):
            super().action_back_out()

    def action_go_inside(self) -> None:
        if not self.turning.go_inside():
            super().action_go_inside()

    def action_random(self) -> None:
        if not self.turning.open_random():
            super().action_random()

    @on(LinkedText.Lost)
    def _say_lost(self) -> None:
        self.say("The place that this link leads to is not in the README.", error=True)

    def keep_theme(self, theme: str) -> None:
        if not self.settings.save_theme(theme):
            super().keep_theme(theme)
