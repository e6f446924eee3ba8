"""Opening links in the browser and copying text, in threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from awesome_tui.export.clipboard import FORMS, URL
from awesome_tui.model.entries import Entry
from awesome_tui.system.desktop import Desktop, Lend, Outcome, Show
from awesome_tui.text.measures import counted
from awesome_tui.tui.background import run_in_thread

MANY = 10
"""The most links that are opened without a question."""


class LinkActions:
    """Opens and copies; every failure is an outcome, not an error."""

    def __init__(self, desktop: Desktop, send: Callable[[str], None]) -> None:
        """`send` copies text by way of the terminal."""
        self._desktop = desktop
        self._send = send

    async def open(
        self, urls: Sequence[str], lend: Lend | None = None, show: Show | None = None
    ) -> tuple[Outcome, list[str]]:
        """Open `urls` in the browser, one after another; `lend` and `show` as for `Desktop`.

        Return the outcome of all, and those that were opened.
        """
        outcomes = [await self._open(url, lend, show) for url in urls]
        told = tuple(zip(urls, outcomes, strict=True))
        opened = [url for url, outcome in told if outcome.done and outcome.is_opened]
        copied = [url for url, outcome in told if outcome.problem]
        if len(copied) < 2:
            return _sum_up(outcomes), opened
        # Each copy has replaced the one before.
        copy = await self.copy("\n".join(copied), counted(len(copied), URL))
        problem = next(outcome.problem for outcome in outcomes if outcome.problem)
        return Outcome(f"{problem}. {copy.message}", copy.done), opened

    async def _open(self, url: str, lend: Lend | None, show: Show | None) -> Outcome:
        try:
            return await run_in_thread(self._desktop.open, url, self._send, lend, show)
        except Exception as error:
            return Outcome(f"Not opened: {type(error).__name__}.", done=False)

    async def copy(self, text: str, called: str = "") -> Outcome:
        """Copy `text`; the message shows it, or says what it is `called`."""
        try:
            return await run_in_thread(self._desktop.copy, text, self._send, called)
        except Exception as error:
            return Outcome(f"Not copied: {type(error).__name__}.", done=False)

    async def copy_as(self, form: str, entries: Sequence[Entry]) -> Outcome:
        """Copy `entries` in one of the `FORMS`."""
        if form == URL:
            entries = [entry for entry in entries if entry.url]
        if not entries:
            return Outcome("This entry has no URL to copy.", False)
        text = await run_in_thread(FORMS[form], entries)
        return await self.copy(text, _name_of_many(form, len(entries)))


def _sum_up(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the first failure, or else the number of opened links."""
    failed = [outcome for outcome in outcomes if outcome.problem or not outcome.done]
    if len(outcomes) == 1 or failed:
        return (failed or outcomes)[0]
    return Outcome(f"Opened {len(outcomes)} links")


def _name_of_many(form: str, count: int) -> str:
    """Describe several entries in a form; empty for one, which is shown itself."""
    if count == 1:
        return ""
    return counted(count, URL) if form == URL else f"{count:,} entries as {form}"
