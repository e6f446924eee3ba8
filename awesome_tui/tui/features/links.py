"""Opening what is chosen in a list: entries, sections and the links of the detail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding

from awesome_tui.model.entries import Entry, Link
from awesome_tui.model.outline import Outline
from awesome_tui.sources.list_address import find_list_address
from awesome_tui.text.measures import counted
from awesome_tui.text.urls import display_url
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.detail import Target, ToEntry, ToSection
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.features.feature import Feature, work
from awesome_tui.tui.link_actions import MANY
from awesome_tui.tui.rendering.terminal_access import link_shower, terminal_lender

if TYPE_CHECKING:
    from awesome_tui.tui.screens.browser import BrowserScreen

_OF_LINKS = frozenset(("enter", "pick", "copy", "bookmark", "choose_link"))
"""Actions whose hints are shown only if there is a link."""


class Links(Feature):
    """Opens links in the browser; `PageLinks` also opens lists inside."""

    def allows(self, action: str) -> bool | None:
        if action != "choose_link":
            return None
        return bool(self.browser.links) or self.browser.chosen.has_entry

    def describe(self, binding: Binding) -> str | None:
        has_none = binding.action in _OF_LINKS and not self._has_links(binding.action)
        return "" if has_none else None

    def _has_links(self, action: str) -> bool:
        """True if there is a link for an action of `_OF_LINKS`."""
        if action == "choose_link":
            return bool(self.browser.links)
        if self.browser.marks or self.browser.chosen.section is not None:
            return True
        return all(entry.url for entry in self.browser.chosen.under_cursor())

    def enter(self) -> None:
        self.open_entries(self.browser.chosen.under_cursor())

    def action_open(self) -> None:
        section = self.browser.chosen.section
        if section is None:
            self.open_entries(self.browser.chosen.entries())
        else:
            self.open_section(section)

    @work(group="desktop", description="the link")
    async def open_section(self, place: int) -> None:
        if address := await find_section_address(self.screen, place):
            self.open([address])

    @work(group="question", description="open")
    async def open_entries(self, entries: Sequence[Entry]) -> None:
        """Open the links of `entries`; ask first if they are many."""
        urls = [entry.url for entry in entries if entry.url]
        if not urls:
            self.say("This entry has no link to open.", error=True)
        elif len(urls) <= MANY or await self.confirmed(f"Open {len(urls):,} links?"):
            await self.open_chosen(urls)

    async def open_chosen(self, urls: Sequence[str]) -> None:
        """Open `urls`; a subclass may offer a copy of a dead one."""
        self.open(urls)

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
        chosen = await ask(self.screen.app).choice("Open a link", choices)
        if chosen is not None:
            self.open_link(links[chosen])

    def follow(self, target: Target) -> None:
        match target:
            case Link():
                self.follow_link(target)
            case ToSection(place):
                self.browser.panes.categories.go_to(place)
                self.browser.panes.bring("entries")
            case ToEntry(number):
                self.browser.go_to_entry(number)

    def follow_link(self, link: Link) -> None:
        """Follow a link of the detail; a subclass may open it inside."""
        self.open_link(link)

    def open_link(self, link: Link) -> None:
        """Open a link in the browser; a subclass opens relative ones inside."""
        self.open([link.url])

    @work(group="desktop", description="the link")
    async def open(self, urls: Sequence[str]) -> None:
        lend, show = terminal_lender(self.screen.app), link_shower(self.screen.app)
        outcome, opened = await self.screen.link_actions.open(urls, lend, show)
        self.report(outcome)
        await self.note_opened(opened)

    async def note_opened(self, urls: Sequence[str]) -> None:
        """Called after `urls` were opened; a subclass remembers them."""


async def find_section_address(screen: BrowserScreen, place: int) -> str:
    """Find the address of a section; empty, with a message, if the list has none."""
    anchor = _anchor(screen.browser.outline, place)
    address = await run_in_thread(find_list_address, screen.list_source)
    if not address:
        screen.say("This list has no address: Y copies the section itself.", error=True)
        return ""
    return f"{address}#{anchor}" if anchor else address


def _anchor(outline: Outline | None, place: int) -> str:
    """Return the anchor of a section, or else of its nearest ancestor with one."""
    trail = outline.trail(place) if outline else ()
    anchors = (outline.places[at].section.anchor for at in reversed(trail)) if outline else ()
    return next(filter(None, anchors), "")
