"""A list alone, to be read or chosen from."""

from __future__ import annotations

from collections.abc import Callable

from textual import work

from awesome_tui.model.appearance import Appearance
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.outline import make_outline
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.exit_status import INTERRUPTED
from awesome_tui.tui.background import start_thread
from awesome_tui.tui.features.first_list import FirstList
from awesome_tui.tui.features.links import Links
from awesome_tui.tui.list_search import FilterResult, all_entries
from awesome_tui.tui.list_text import ListText
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.widgets.list_browser import ListBrowser


class ListScreen(BrowserScreen):
    """Shows a single list, and keeps nothing."""

    def __init__(
        self,
        load: Callable[[], AwesomeList],
        desktop: Desktop,
        query: str = "",
        section: str = "",
        appearance: Appearance | None = None,
    ) -> None:
        # Read in a thread while Textual starts, it may be there for the first frame.
        reading = start_thread(lambda: all_entries(make_outline(load())))
        super().__init__(desktop, ListBrowser(query, ListText()), appearance)
        self.links = Links(self)
        first = FirstList(self, reading, self._show_first, section, instead=self._leave)
        self.offer(self.links, first)

    def _show_first(self, everything: FilterResult) -> None:
        self.browser.show(everything)
        self.call_after_refresh(self.make_searchable)

    def _leave(self) -> None:
        """End the program, as there is nothing else to show."""
        self.app.exit(return_code=INTERRUPTED)

    @work(group="index", description="index")
    async def make_searchable(self) -> None:
        search = self.browser.search
        if search is not None:
            await search.build_index()
            self.browser.search_again(if_new=True)
            self.browser.show_guide()
            self.browser.learn_if_asked()
            await search.index_letters()
