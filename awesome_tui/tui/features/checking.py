"""The check of links, and archived copies of dead ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.keys import key
from awesome_tui.tui.pages import Services
from awesome_tui.tui.session import Connection

if TYPE_CHECKING:
    from awesome_tui.model.link_health import LinkHealth
    from awesome_tui.tui.link_checking import RunningCheck


class Checking(PageFeature):
    """Checks links in the background when asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "entry.check", "c", "check_links", "Check", "Check the links of what is marked or shown"
        )
    ]
    on_marked = frozenset(("entry.check",))

    _check: RunningCheck | None = None
    """The check of links, while it is under way."""

    # ---- choosing

    @work(group="question", description="check")
    async def action_check_links(self) -> None:
        """Check links of what is marked, or else shown; ask first if they are many."""
        services = await self.session.connected()
        if services.loader.offline:
            self.say("Links cannot be checked offline: start without --offline.", error=True)
        elif self._check is not None:
            self.say("A check is under way: esc stops it.")
        else:
            await self._check_if_wanted(services)

    async def _check_if_wanted(self, services: Services) -> None:
        browser = self.browser
        if browser.outline is None or browser.result is None:
            return
        # Imported on first use, as few users check links.
        from awesome_tui.tui.link_checking import RunningCheck, choose_links  # noqa: PLC0415

        known = self.session.health
        in_sight = frozenset(browser.panes.entries.numbers_in_sight())
        numbers = sorted(browser.marks) or browser.result.rows(browser.place)
        numbers = sorted(numbers, key=lambda number: number not in in_sight)
        with self.complaining():
            choice = await run_in_thread(choose_links, services, browser.outline, numbers, known)
            if not choice.count:
                self.say("There is no web link here to check.", error=True)
            elif choice.question and not await self.confirmed(choice.question):
                return
            elif self._check is None:  # the key may have been typed twice
                # It reports from another thread.
                report = partial(self.screen.call_later, self._show_checked)
                self._check = RunningCheck(choice, services, report)
                self.browser.checking = self._check.progress
                self.follow_check(self._check)

    @work(group="check", description="the check")
    async def follow_check(self, check: RunningCheck) -> None:
        """Wait until a check has ended or was stopped, and say what was found."""
        with self.complaining():
            try:
                outcome = await check.outcome()
            finally:
                self._check, self.browser.checking = None, ""
            self.browser.show_health(check.found)
            self.browser.learn_again()
            self.report(outcome)

    def _show_checked(self, judged: Mapping[str, LinkHealth]) -> None:
        self.browser.show_health(judged)
        if self._check is not None:  # else it has just ended
            self.browser.checking = self._check.progress

    def stop(self) -> bool:
        if self._check is None:
            return False
        self._check.stop()
        return True

    # ---- what was found earlier

    def connect(self, connection: Connection) -> None:
        self.screen.call_after_refresh(self.read_health)

    @work(group="health", description="the health of links")
    async def read_health(self) -> None:
        """Show the results of earlier checks, after the first frame."""
        with self.complaining():
            await self.session.read_health()
        if self.session.health:
            self.browser.show_glyphs()
            self.browser.show_detail()
            self.browser.learn_again()

    # ---- copies of what is gone

    async def open_chosen(self, urls: Sequence[str]) -> None:
        known = self.session.health_of(urls[0]) if len(urls) == 1 else None
        told = self.session.describe_health(urls[0]) if known and known.is_gone else None
        if told is None:
            self.screen.links.open(urls)
            return
        choices = [("1", "Open it anyway"), ("2", "Look for it in the Internet Archive")]
        chosen = await ask(self.screen.app).choice(told.verdict.capitalize(), choices)
        if chosen == 0:
            self.screen.links.open(urls)
        elif chosen == 1:
            self.open_copy(urls[0])

    @work(exclusive=True, group="asked", description="the copy at the Internet Archive")
    async def open_copy(self, url: str) -> None:
        services = await self.session.connected()
        if services.loader.offline:
            self.say("No copy can be looked for offline: start without --offline.", error=True)
            return
        with self.complaining():
            with self.browser.telling("looking for a copy …"):
                copy = await run_in_thread(services.links.find_copy, url)
            self.screen.links.open([copy])
