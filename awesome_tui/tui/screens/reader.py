"""The screen of a session: its pages, with all that can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from awesome_tui.model.appearance import Appearance
from awesome_tui.model.entries import AwesomeList
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.start_frame import Start
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets
from awesome_tui.tui.background import start_thread
from awesome_tui.tui.features.changing_settings import SettingsEditing
from awesome_tui.tui.features.checking import LinkChecking
from awesome_tui.tui.features.exporting import Exporting
from awesome_tui.tui.features.feature import Feature
from awesome_tui.tui.features.gathering_facts import RepositoryLookup
from awesome_tui.tui.features.home import MoreLists
from awesome_tui.tui.features.project_readme import ProjectReadmes
from awesome_tui.tui.features.refreshing import Refreshing
from awesome_tui.tui.features.running_commands import OwnCommands
from awesome_tui.tui.features.saving import Saving
from awesome_tui.tui.keys import key
from awesome_tui.tui.pages import HOME, Page, Services
from awesome_tui.tui.screens.page import PageScreen
from awesome_tui.tui.session import (
    Connection,
    first_local_page,
    first_page_as_left,
    first_stored_page,
)
from awesome_tui.tui.widgets.linked_text import LinkedText

_PREVIEWED_PATIENCE = 1.0
"""Seconds that the first frame waits where the last one is still on the screen."""


_FEATURES: Sequence[type[Feature]] = (
    *(Exporting, MoreLists, LinkChecking, RepositoryLookup, OwnCommands, SettingsEditing),
    *(ProjectReadmes, Saving, Refreshing),
)


class ReaderScreen(PageScreen):
    """Offers each feature with its keys, and asks those that have a say in what a key does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding for feature in _FEATURES for binding in feature.BINDINGS),
        key(
            "page.back",
            "left_square_bracket,backspace",
            "go_back",
            "Back",
            "Back to the previous list",
        ),
        key(
            "page.forward",
            "right_square_bracket",
            "go_forward",
            "Forward",
            "Forward to the next list",
        ),
        key("page.home", "H", "go_home", "Home", "Home: all lists and bookmarks"),
    ]

    on_entries = PageScreen.on_entries.union(*(feature.on_entries for feature in _FEATURES))
    on_marked = PageScreen.on_marked.union(*(feature.on_marked for feature in _FEATURES))

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
        self.first_source = "" if source == HOME else clean(without_secrets(source))
        if previewed:
            self.patience = _PREVIEWED_PATIENCE
        self.readmes, self.settings = ProjectReadmes(self), SettingsEditing(self)
        self.commands, self.facts = OwnCommands(self), RepositoryLookup(self)
        self.checking, self.saving = LinkChecking(self), Saving(self)
        self.refreshing = Refreshing(self, self.facts)
        self.more_lists = MoreLists(self, self.refreshing)
        self._features: Sequence[Feature] = (
            *(self.readmes, self.settings, self.commands, self.facts, self.more_lists),
            *(self.checking, self.saving, Exporting(self), self.refreshing),
        )
        for feature in self._features:
            for name, action in feature.actions():
                setattr(self, name, action)

    def on_mount(self) -> None:
        # Textual calls this beside that of the class above, which must not be done twice.
        for feature in self._features:
            feature.begin()

    def on_unmount(self) -> None:
        for feature in self._features:
            feature.stop()

    def use(self, connection: Connection) -> None:
        super().use(connection)
        for feature in self._features:
            feature.connect(connection)

    def note_visit(self, page: Page) -> None:
        for feature in self._features:
            feature.visit(page)

    # ---- keys in which features have a say

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        answers = (feature.allows(action) for feature in self._features)
        answer = next((answer for answer in answers if answer is not None), None)
        return super().check_action(action, parameters) if answer is None else answer

    def describe(self, binding: Binding) -> str:
        hints = (feature.describe(binding) for feature in self._features)
        hint = next((hint for hint in hints if hint is not None), None)
        return super().describe(binding) if hint is None else hint

    def stop_fetch(self) -> bool:
        return super().stop_fetch() or any(feature.stop() for feature in self._features)

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

    @on(LinkedText.Lost)
    def _say_lost(self) -> None:
        self.say("The place that this link leads to is not in the README.", error=True)

    # ---- what features do for others

    def keep_theme(self, theme: str) -> None:
        if not self.settings.save_theme(theme):
            super().keep_theme(theme)

    async def open_chosen(self, urls: Sequence[str]) -> None:
        await self.checking.open_chosen(urls)

    async def note_opened(self, urls: Sequence[str]) -> None:
        await self.saving.note_opened(urls)
