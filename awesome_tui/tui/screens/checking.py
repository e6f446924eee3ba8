"""Pages whose links can be checked, and copies found of those that are gone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from awesome_tui.errors import AwesomeError, LibraryError
from awesome_tui.tui.asking import ask
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.pages import Services
from awesome_tui.tui.screens.page import PageScreen
from awesome_tui.tui.session import Connection

if TYPE_CHECKING:
    from awesome_tui.model.link_health import LinkHealth
    from awesome_tui.model.outline import Outline
    from awesome_tui.services.loop_thread import LoopThread
    from awesome_tui.tui.link_checking import LinkChoice


class CheckScreen(PageScreen):
    """Checks links when asked to, beside all else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c",
            "check_links",
            "Check",
            tooltip="Check the links of what is marked or shown",
            show=False,
            id="entry.check",
        ),
    ]
    on_marked = PageScreen.on_marked | {"entry.check"}

    _check: LoopThread[Sequence[str]] | None = None
    """The check of links, while it is under way."""
    _done = _total = 0
    """The numbers of links that it has looked at, and that it is to look at."""

    class Checked(Message):
        """Some links were looked at."""

        def __init__(self, judged: Mapping[str, LinkHealth]) -> None:
            super().__init__()
            self.judged = judged

    # ---- choosing

    @work(group="question", description="check")
    async def action_check_links(self) -> None:
        """Check what is marked, or else shown, after a question if that is much."""
        services = await self._session.connected()
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
        in_sight = frozenset(browser.panes.entries.numbers_in_sight())
        numbers = sorted(browser.marks) or browser.result.rows(browser.place)
        numbers = sorted(numbers, key=lambda number: number not in in_sight)
        choose = partial(_choose_links, browser.outline, numbers, self._session.health, services)
        try:
            choice = await run_in_thread(choose)
        except LibraryError as error:
            self.say(str(error), error=True)
            return
        if not choice.count:
            self.say("There is no web link here to check.", error=True)
        elif not choice.question or await self._confirmed(choice.question):
            self._begin_check(choice, services)

    # ---- checking

    def _begin_check(self, choice: LinkChoice, services: Services) -> None:
        from awesome_tui.services.link_check import begin_check  # noqa: PLC0415  as below

        if self._check is not None:  # the key may have been typed twice
            return
        found: dict[str, LinkHealth] = {}

        def report(judged: Mapping[str, LinkHealth]) -> None:  # called in another thread
            found.update(judged)
            self.post_message(self.Checked(judged))

        self._done, self._total = 0, choice.count
        health = services.library.health
        self._check = begin_check(
            services.links.make_check,
            choice.asked,
            health,
            report,
            told=choice.told,
            others=choice.others,
        )
        self._tell_checked()
        self.follow_check(self._check, found, choice.lately)

    @work(group="check", description="the check")
    async def follow_check(
        self, check: LoopThread[Sequence[str]], found: Mapping[str, LinkHealth], lately: int
    ) -> None:
        """Wait for the end of a check, which may be stopped before, and say what was `found`."""
        try:
            unreached = await asyncio.wrap_future(check.finished)
        except AwesomeError as error:
            self.say(str(error), error=True)
            return
        finally:
            self._check, self.browser.checking = None, ""
        from awesome_tui.tui.health_text import summarize_check  # noqa: PLC0415  as below

        self.browser.show_health(found)
        self.browser.learn_again()
        if unreached:
            from awesome_tui.services.link_hosts import tell_unreached  # noqa: PLC0415  as below

            self.say(tell_unreached(unreached), error=True)
        else:
            self.say(summarize_check(found.values(), self._total, lately))

    @on(Checked)
    def _show_checked(self, event: Checked) -> None:
        self.browser.show_health(event.judged)
        self._done += len(event.judged)
        if self._check is not None:  # else it has ended meanwhile
            self._tell_checked()

    def _tell_checked(self) -> None:
        self.browser.checking = f"checking {self._done:,} of {self._total:,} links · esc stops"

    def stop_fetch(self) -> bool:
        return super().stop_fetch() or self._stop_checking()

    def _stop_checking(self) -> bool:
        if self._check is None:
            return False
        self._check.stop()
        return True

    def on_unmount(self) -> None:
        # Textual calls this beside that of the class above.
        self._stop_checking()

    # ---- what was found earlier

    def _use(self, connection: Connection) -> None:
        super()._use(connection)
        self.call_after_refresh(self.read_health)

    @work(group="health", description="the health of links")
    async def read_health(self) -> None:
        """Show what was found out about links, once the first frame is there."""
        try:
            await self._session.read_health()
        except LibraryError as error:
            self.say(str(error), error=True)
            return
        if self._session.health:
            self.browser.show_glyphs()
            self.browser.show_detail()
            self.browser.learn_again()

    # ---- copies of what is gone

    async def open_chosen(self, urls: Sequence[str]) -> None:
        known = self._session.health_of(urls[0]) if len(urls) == 1 else None
        if known is None or not known.is_gone:
            self.open(urls)
            return
        from awesome_tui.tui.health_text import reason_in_words  # noqa: PLC0415  as below

        choices = [("1", "Open it anyway"), ("2", "Look for it in the Internet Archive")]
        chosen = await ask(self.app).choice(reason_in_words(known).capitalize(), choices)
        if chosen == 0:
            self.open(urls)
        elif chosen == 1:
            self.open_copy(urls[0])

    @work(exclusive=True, group="asked", description="the copy at the Internet Archive")
    async def open_copy(self, url: str) -> None:
        """Open the newest copy of `url` that an archive has."""
        services = await self._session.connected()
        if services.loader.offline:
            self.say("No copy can be looked for offline: start without --offline.", error=True)
            return
        try:
            with self.browser.telling("looking for a copy …"):
                copy = await run_in_thread(services.links.find_copy, url)
        except AwesomeError as error:
            self.say(str(error), error=True)
            return
        self.open([copy])


def _choose_links(
    outline: Outline,
    numbers: Sequence[int],
    known: Mapping[str, LinkHealth],
    services: Services,
) -> LinkChoice:
    # Loaded with the first check, as the start does without.
    from awesome_tui.tui.link_checking import choose_links  # noqa: PLC0415

    return choose_links(outline, numbers, known, services.facts, services.clock())
