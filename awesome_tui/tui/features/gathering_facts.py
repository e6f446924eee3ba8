"""Facts of the repositories in a page, as forges know them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from awesome_tui.errors import AwesomeError, LibraryError
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature

if TYPE_CHECKING:
    from awesome_tui.services.repository_facts import RepositoryFacts
    from awesome_tui.tui.pages import Page

_REST = 0.5
"""Seconds after which the cursor counts as resting."""
_HINT = "GitHub tells stars, last pushes and more to those with a token: set GITHUB_TOKEN."


class GatheringFacts(PageFeature):
    """Shows stored facts, and asks forges for more after a page was open for a while."""

    patience = 2.0
    """Seconds that a page must be open before a forge is asked."""
    _has_complained = False
    """True once a failure was shown."""

    def begin(self) -> None:
        entries = self.browser.panes.entries
        self.screen.watch(entries, "cursor", self._ask_in_focus, init=False)

    def visit(self, page: Page) -> None:
        if self.session.is_connected:  # else this is called again once it is
            self.screen.call_after_refresh(self.gather_facts, page)

    @work(exclusive=True, group="facts", description="facts")
    async def gather_facts(self, page: Page) -> None:
        """Show stored facts, then ask for others, beginning with the visible entries."""
        facts = (await self.session.connected()).facts
        if facts is None:
            return
        urls = [item.entry.url for item in page.outline.items]
        known = None
        with self.complaining():
            known = await run_in_thread(facts.known, urls)
        if (
            known is None
            or self.session.page is None
            or self.session.page.outline is not page.outline
        ):
            return
        self.browser.show_repositories(known)
        await asyncio.sleep(self.patience)
        self._ask_in_focus()
        items, seen = page.outline.items, self.browser.panes.entries.numbers_in_sight()
        in_sight = [items[number].entry.url for number in seen if number < len(items)]
        await self._ask(facts, [*in_sight, *urls])
        if page.is_home:  # where newcomers need the key hints in that line
            return
        with suppress(LibraryError):  # then the hint is shown again the next time
            if await run_in_thread(facts.wants_token, urls) and not self.browser.hints.message:
                self.say(_HINT)
                await run_in_thread(facts.note_told)

    async def _ask(
        self, facts: RepositoryFacts, urls: Sequence[str | None], *, focused: bool = False
    ) -> None:
        """Ask for missing facts of `urls`, until this is cancelled."""
        with self.complaining():
            wanted = await run_in_thread(lambda: facts.due(urls, focused=focused))
            if wanted:
                # It reports from another thread.
                show = partial(self.screen.call_later, self.browser.show_repositories)
                asking = facts.begin(wanted, show, focused=focused)
                try:
                    self._complain(await asyncio.wrap_future(asking.finished))
                finally:
                    asking.stop()

    def _complain(self, problems: Sequence[AwesomeError]) -> None:
        """Show only the first failure, as the user has not asked for this."""
        if problems and not self._has_complained:
            self._has_complained = True
            self.say(str(problems[0]), error=True)

    # ---- the entry in focus

    def _ask_in_focus(self) -> None:
        services, entries = self.session.services, self.browser.chosen.under_cursor()
        if services is None or services.facts is None or not services.facts.asks_in_focus:
            return
        self.ask_in_focus(services.facts, [entry.url for entry in entries])

    @work(exclusive=True, group="focus", description="facts in focus")
    async def ask_in_focus(self, facts: RepositoryFacts, urls: Sequence[str | None]) -> None:
        """Ask for missing facts of the entry under the cursor, once that rests."""
        await asyncio.sleep(_REST)
        await self._ask(facts, urls, focused=True)
