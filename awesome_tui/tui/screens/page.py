"""One page after another: going inside, back and home, as a session has them."""

from __future__ import annotations

import random
from dataclasses import replace

from textual import work
from textual.binding import Binding

from awesome_tui.model.entries import Link
from awesome_tui.model.outline import ALL
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.sources.linked_files import LinkedFiles
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.page_lists import anchor_of
from awesome_tui.tui.pages import HOME, Page
from awesome_tui.tui.ready_lists import display_title
from awesome_tui.tui.screens.session_screen import SessionScreen
from awesome_tui.tui.session import FirstPage, Step, Turn

_FETCHES = frozenset(("turn", "asked", "readme"))
"""The groups of workers that esc stops; those that nobody asked for, only once they are told."""


class PageScreen(SessionScreen):
    """Turns the pages of a session; library, network and parser are met in threads."""

    def show_first(self, read: FirstPage) -> None:
        first, connection = read
        self._next_start.first_page = first.page.name
        if connection is not None:
            self.use(connection)
        self._turn_to(first.page, self._first_view(first.state), PageHistory())
        self.begin_in_section()
        if connection is None:
            # Its threads would hold up the frame with the first entries.
            self.call_after_refresh(self.restore, first.page)

    def _first_view(self, left: ScreenState) -> ScreenState:
        """How the first list is to be shown; what was typed while it was read comes first."""
        state, typed = self._first_state or left, self.browser.filter.input.value
        asked = self._first_state.query if self._first_state else ""
        return state if typed == asked else replace(state, query=typed)

    # ---- from page to page

    def action_enter(self) -> None:
        lead = self.browser.lead
        if lead is None or lead.is_around:
            super().action_enter()
        else:
            self.open_inside(lead.source, lead.title, anchor=lead.anchor)

    def action_go_inside(self) -> None:
        """Open the list under the cursor, or the list around what was found at Home."""
        lead, number = self.browser.lead, self.browser.panes.entries.number
        if lead is None:
            super().action_go_inside()
        else:
            within = number if lead.is_around else None
            self.open_inside(lead.source, lead.title, within, lead.anchor)

    def follow_link(self, link: Link) -> None:
        if inside := self.session.lists.at(link.url):
            self.open_inside(inside, _source_name(inside), anchor=anchor_of(link.url))
        else:
            super().follow_link(link)

    def open_link(self, link: Link) -> None:
        page = self.session.page
        if page is not None and page.file and "://" not in link.url:
            self.open_beside(link.url, page.file)
        else:
            super().open_link(link)

    @work(group="desktop", description="the link")
    async def open_beside(self, url: str, file: str) -> None:
        """Open what a relative link in `file` leads to: no browser knows where that is."""
        if path := await run_in_thread(LinkedFiles(file).find, url):
            self.open_inside(path, clean(url), anchor=anchor_of(url))
        else:
            self.open([url])  # which says why it cannot

    def describe(self, binding: Binding) -> str:
        lead = self.browser.lead
        if lead is not None and binding.action == "go_inside":
            return "its list" if lead.is_around else "inside"
        if lead is not None and binding.action == "enter" and not lead.is_around:
            return "open list"
        return super().describe(binding)

    def stop_fetch(self) -> bool:
        groups = _FETCHES | {"refresh"} if self.browser.doing else _FETCHES
        under_way = [one for one in self.workers if one.group in groups and not one.is_finished]
        begun = self.browser.begun.removesuffix(" …")
        for worker in under_way:
            worker.cancel()
        if under_way and begun:
            self.say(f"Stopped {begun}")
        return bool(under_way)

    @work(exclusive=True, group="turn", description="the list")
    async def open_inside(
        self, source: str, name: str, number: int | None = None, anchor: str = ""
    ) -> None:
        """Show the list called `name` in place of this one, where `number` or `anchor` is."""
        await self.session.connected()
        outline, here = self.browser.outline, self.browser.snapshot()
        if outline is None or here is None:
            return
        with self.complaining():
            with self.browser.telling(f"opening {name} …"):
                page, state = await self.session.find(source)
            if (place := page.outline.place_anchored(anchor)) != ALL:
                state = ScreenState(page.outline.titles(place))
            if number is not None:
                entry = outline.items[number].entry
                state = ScreenState(entry=(entry.name, entry.url))
            here = self.browser.snapshot() or here
            self._turn_to(page, state, self.session.go_on_from(here))

    def action_go_home(self) -> None:
        if self.session.page is None or not self.session.page.is_home:
            self.open_inside(HOME, "Home")

    def action_random(self) -> None:
        """At Home, a random entry of all that is stored; else of what is shown."""
        outline, page = self.browser.outline, self.session.page
        if page is None or outline is None or not page.is_home or self.browser.filter_text:
            super().action_random()
            return
        number = random.randrange(len(outline.items))
        if around := self.session.lists.around_entry(outline, number):
            self.open_inside(around.source, around.title, number)
        else:
            self.browser.go_to_entry(number)

    def action_go_back(self) -> None:
        turn = self.session.back(self.browser.snapshot())
        self._turn_or_say(turn, "No previous list to go back to.")

    def action_go_forward(self) -> None:
        turn = self.session.forward(self.browser.snapshot())
        self._turn_or_say(turn, "No next list to go forward to.")

    def _turn_or_say(self, turn: Turn | None, otherwise: str) -> None:
        if turn is not None:
            self.return_to(turn)
        else:
            self.say(otherwise)

    @work(exclusive=True, group="turn", description="the list")
    async def return_to(self, turn: Turn) -> None:
        """Show a page as it was left, but Home with what has come since."""
        page = turn.step.page
        doing = f"opening {_source_name(turn.step.source)} …"
        with self.complaining(), self.browser.telling(doing):
            page = await self.session.find_again(turn.step)
        if page is not None:
            self._turn_to(page, turn.step.state, turn.history)

    def _turn_to(self, page: Page, state: ScreenState, history: PageHistory[Step]) -> None:
        """Show `page` from now on."""
        self.remember()
        self.remember_frame()
        self.session.follow(history)
        self.browser.enter(page, state)
        # The next letter of one who types must not become a command.
        if self.focused is not self.browser.filter.input:
            self.browser.panes.bring("entries")
        self.note_visit(page)


def _source_name(source: str) -> str:
    """A source as messages call it, before its title is known."""
    return "Home" if source == HOME else clean(display_title("", source))
