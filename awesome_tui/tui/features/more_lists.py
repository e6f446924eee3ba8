"""More lists for Home: searched on GitHub, or fetched from the catalogue."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from awesome_tui.text.measures import counted
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.features.refreshing import Refreshing
from awesome_tui.tui.features.turning import Turning
from awesome_tui.tui.found_lists import search_source
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.pages import Services

if TYPE_CHECKING:
    from awesome_tui.services.catalogue_fetch import CatalogueFetch, Progress
    from awesome_tui.tui.screens.reader import ReaderScreen


class MoreLists(PageFeature):
    """Searches and fetches lists; enter searches, too, if nothing matches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        hint(
            "home.fetch_all",
            "F",
            "fetch_all",
            "Fetch all",
            "Fetch the whole catalogue, to be read offline",
        ),
        key(
            "home.look",
            "L",
            "look_on_github",
            "Look on GitHub",
            "Look on GitHub for lists with the words of the filter",
        ),
    ]

    def __init__(self, screen: ReaderScreen, turning: Turning, refreshing: Refreshing) -> None:
        super().__init__(screen)
        self._turning, self._refreshing = turning, refreshing
        self._fetch: CatalogueFetch | None = None
        """The fetch of the catalogue, if it is running."""

    def allows(self, action: str) -> bool | None:
        match action:
            case "fetch_all":
                return not self.browser.fetching and self.session.lists.can_fetch_more()
            case "look_on_github":
                return bool(self._words_to_look_for())
            case "enter" if self.offers_to_look():
                return True
        return None

    # ---- looking on GitHub

    def _words_to_look_for(self) -> str:
        """Return the words of the filter if GitHub can be searched for them, else nothing."""
        result = self.browser.result
        return result.wanted_words if result and self.session.lists.can_look_on_github() else ""

    def offers_to_look(self) -> bool:
        """True if nothing matches at Home, and GitHub can be searched."""
        result = self.browser.result
        if result is None or result.total or not self.screen.has_hits(patient=True):
            return False
        return bool(self._words_to_look_for())

    def describe(self, binding: Binding) -> str | None:
        enters = binding.action in ("enter", "screen.leave_filter")
        return "look on GitHub" if enters and self.offers_to_look() else None

    def action_look_on_github(self) -> None:
        if words := self._words_to_look_for():
            self._turning.open_inside(search_source(words), f'lists on GitHub for "{words}"')

    # ---- fetching the catalogue

    def action_fetch_all(self) -> None:
        self.browser.fetching = "fetching …"  # now, as the key may be typed twice
        self.screen.refresh_bindings()
        self.fetch_catalogue()

    @work(group="catalogue", description="the catalogue")
    async def fetch_catalogue(self) -> None:
        with self.complaining():
            try:
                progress = await self._run_fetch(await self.session.connected())
            finally:
                self._fetch, self.browser.fetching = None, ""
                self.screen.refresh_bindings()
            self._say_end(progress)
            if progress.fetched:
                self._refreshing.show_what_came()

    async def _run_fetch(self, services: Services) -> Progress:
        sources = [each.location for each in services.catalogue.lists]
        # It reports from another thread.
        tell = partial(self.screen.call_later, self._tell_progress)
        self._fetch = await run_in_thread(services.loader.fetch_missing, sources, tell)
        return await asyncio.wrap_future(self._fetch.finished)

    def _tell_progress(self, now: Progress) -> None:
        if self.browser.fetching:  # else it has just ended
            self.browser.fetching = f"fetching {now.done:,} of {now.total:,} · esc stops"

    def _say_end(self, progress: Progress) -> None:
        fetched = counted(progress.fetched, "list")
        if progress.is_hopeless and progress.problem:
            self.say(f"No list could be fetched: {progress.problem}", error=True)
        elif progress.done < progress.total:
            self.say(f"Stopped: {fetched} fetched · F goes on")
        elif progress.problem:
            self.say(
                f"{fetched} fetched, {progress.failed:,} not · F tries them again:"
                f" {progress.problem}",
                error=True,
            )
        else:
            self.say(f"{fetched} fetched: the whole catalogue can be read offline")

    def stop(self) -> bool:
        if self._fetch is None:
            return False
        self._fetch.stop()
        return True
