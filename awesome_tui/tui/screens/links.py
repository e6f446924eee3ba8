"""Opening and copying what is chosen in a list: the part that all screens with a list share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from textual import on, work
from textual.worker import Worker

from awesome_tui.errors import AwesomeError
from awesome_tui.export.clipboard import FORMS, URL
from awesome_tui.model.entries import Entry, Link
from awesome_tui.system.desktop import Desktop, Outcome
from awesome_tui.text.measures import counted
from awesome_tui.text.urls import display_url
from awesome_tui.tui.detail import ToEntry, ToSection
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.link_actions import MANY, LinkActions
from awesome_tui.tui.rendering.finished_work import release
from awesome_tui.tui.rendering.first_style import FirstScreen
from awesome_tui.tui.rendering.terminal_access import link_shower, terminal_lender
from awesome_tui.tui.widgets.entry_detail import EntryDetail
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.list_browser import ListBrowser

BEGUN = frozenset(("desktop", "keep", "turn", "asked"))
"""The groups of workers that leaving waits for; their descriptions name what they bring about.

Of a worker without one, Textual makes it by spelling out the arguments, such as a whole list.
"""


class LinkScreen(FirstScreen):
    """A screen with a list; the actions are bound where the screen is whole."""

    AUTO_FOCUS = ""

    def __init__(self, desktop: Desktop, browser: ListBrowser) -> None:
        super().__init__()
        self.browser = browser
        self.use_desktop(desktop)

    def use_desktop(self, desktop: Desktop) -> None:
        self.desktop = desktop
        # A function, as there is no app before it runs.
        self.links = LinkActions(desktop, lambda text: self.app.copy_to_clipboard(text))  # noqa: PLW0108

    def say(self, text: str, *, error: bool = False) -> None:
        """Show `text` in the last line for a moment."""
        self.browser.hints.say(text, error=error)

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Tell an error of what is done within, in place of the rest of it."""
        try:
            yield
        except AwesomeError as error:
            self.say(str(error), error=True)

    def report(self, outcome: Outcome) -> None:
        self.say(outcome.message, error=not outcome.done)

    @on(EntryList.Chosen)
    def _enter_chosen(self) -> None:
        self.action_enter()

    def action_enter(self) -> None:
        self.open_entries(self.browser.entries_under_cursor())

    def action_open(self) -> None:
        self.open_entries(self.browser.chosen_entries())

    @work(group="question", description="open")
    async def open_entries(self, entries: Sequence[Entry]) -> None:
        """Open the links of `entries`, after a question if they are many."""
        urls = [entry.url for entry in entries if entry.url]
        if not urls:
            self.say("This entry has no link to open.", error=True)
        elif len(urls) <= MANY or await self.confirmed(f"Open {len(urls):,} links?"):
            await self.open_chosen(urls)

    async def open_chosen(self, urls: Sequence[str]) -> None:
        """Open `urls`; a subclass may know something better for those that lead nowhere."""
        self.open(urls)

    async def confirmed(self, question: str) -> bool:
        choices = [("1", "No"), ("2", "Yes")]
        return await ask(self.app).choice(question, choices) == 1

    def action_open_link(self, number: int) -> None:
        links = self.browser.links
        if number <= len(links):
            self.open_link(links[number - 1])
        else:
            self.say(f"No link {number} here: there are {counted(len(links), 'link')}.", error=True)

    @work(group="question")
    async def action_choose_link(self) -> None:
        links = self.browser.links
        if not links:
            self.say("No links here.", error=True)
            return
        choices = [(str(n), link.text, display_url(link.url)) for n, link in enumerate(links, 1)]
        chosen = await ask(self.app).choice("Open a link", choices)
        if chosen is not None:
            self.open_link(links[chosen])

    @on(EntryDetail.Followed)
    def _follow(self, event: EntryDetail.Followed) -> None:
        match event.target:
            case Link():
                self.follow_link(event.target)
            case ToSection(place):
                self.browser.panes.categories.go_to(place)
                self.browser.panes.bring("entries")
            case ToEntry(number):
                self.browser.go_to_entry(number)

    def follow_link(self, link: Link) -> None:
        """Follow a link of the detail, maybe without the browser."""
        self.open_link(link)

    def open_link(self, link: Link) -> None:
        """Open one link in the browser, where that can show it."""
        self.open([link.url])

    @work(group="desktop", description="the link")
    async def open(self, urls: Sequence[str]) -> None:
        lend, show = terminal_lender(self.app), link_shower(self.app)
        outcome, opened = await self.links.open(urls, lend, show)
        self.report(outcome)
        await self.note_opened(opened)

    async def note_opened(self, urls: Sequence[str]) -> None:
        """Remember that `urls` were opened, where the screen keeps that."""

    def action_copy(self) -> None:
        link = self.browser.panes.detail.link_under_cursor
        if link is not None and not self.browser.marks:
            self.copy_link(link)
        else:
            self.copy_entries(URL, self.browser.chosen_entries())

    @work(group="desktop", description="the copy")
    async def copy_link(self, link: Link) -> None:
        self.report(await self.links.copy(link.url))

    @work(group="question")
    async def action_copy_as(self) -> None:
        choices = [(str(n), form) for n, form in enumerate(FORMS, 1)]
        chosen = await ask(self.app).choice(self.copy_title(), choices)
        if chosen is not None:
            self.copy_in_form(list(FORMS)[chosen])

    def copy_title(self) -> str:
        """The title of the choice among forms, with what is to be copied."""
        marked = len(self.browser.marks)
        return f"Copy {counted(marked, 'entry', 'entries')} as" if marked else "Copy as"

    def copy_in_form(self, form: str) -> None:
        self.copy_entries(form, self.browser.chosen_entries())

    @work(group="desktop", description="the copy")
    async def copy_entries(self, form: str, entries: Sequence[Entry]) -> None:
        self.report(await self.links.copy_as(form, entries))

    @on(Worker.StateChanged)
    def _let_go_of_work(self, event: Worker.StateChanged) -> None:
        release(event.worker)


def unfinished(workers: Iterable[Worker[Any]]) -> tuple[str, ...]:
    """Names for the work that keys began and the user would miss, if it were not done."""
    begun = (worker for worker in workers if worker.group in BEGUN)
    return tuple(dict.fromkeys(w.description for w in begun if not w.is_finished))
