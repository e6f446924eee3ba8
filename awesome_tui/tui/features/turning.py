"""Turning from page to page: inside, back, forward and Home."""

from __future__ import annotations

import random
from typing import ClassVar

from textual.binding import Binding, BindingType

from awesome_tui.model.outline import ALL
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.features.feature import work
from awesome_tui.tui.features.page_feature import PageFeature
from awesome_tui.tui.keys import key
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.pages import HOME, Page
from awesome_tui.tui.ready_lists import display_title
from awesome_tui.tui.session import Step, Turn

_FETCHES = frozenset(("turn", "asked", "readme"))
"""Groups of workers that escape stops; a background refresh is stopped only if shown."""


class Turning(PageFeature):
    """Shows one page in place of another, and keeps the history."""

    BINDINGS: ClassVar[list[BindingType]] = [
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

    # ---- from page to page

    def open_lead(self) -> bool:
        """Open the list under the cursor; return False if there is none."""
        lead = self.browser.lead
        if lead is None or lead.is_around:
            return False
        self.open_inside(lead.source, lead.title, anchor=lead.anchor)
        return True

    def go_inside(self) -> bool:
        """Open the list under the cursor, or the one that contains an entry found at Home."""
        lead, number = self.browser.lead, self.browser.panes.entries.number
        if lead is None or not lead.is_around:
            return self.open_lead()
        self.open_inside(lead.source, lead.title, number, lead.anchor)
        return True

    def describe(self, binding: Binding) -> str | None:
        lead = self.browser.lead
        if lead is not None and binding.action == "go_inside":
            return "its list" if lead.is_around else "inside"
        if lead is not None and binding.action == "enter" and not lead.is_around:
            return "open list"
        return None

    def stop(self) -> bool:
        groups = _FETCHES | {"refresh"} if self.browser.doing else _FETCHES
        under_way = [
            one for one in self.screen.workers if one.group in groups and not one.is_finished
        ]
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
        """Open the list called `name`, at its entry `number` or the section of `anchor`."""
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
            self.turn_to(page, state, self.session.go_on_from(here))

    def action_go_home(self) -> None:
        if self.session.page is None or not self.session.page.is_home:
            self.open_inside(HOME, "Home")

    def open_random(self) -> bool:
        """At Home without a filter, go to a random stored entry; else return False."""
        outline, page = self.browser.outline, self.session.page
        if page is None or outline is None or not page.is_home or self.browser.filter_text:
            return False
        number = random.randrange(len(outline.items))
        if around := self.session.lists.around_entry(outline, number):
            self.open_inside(around.source, around.title, number)
        else:
            self.browser.go_to_entry(number)
        return True

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
        """Show a page as it was left; Home is built anew."""
        page = turn.step.page
        doing = f"opening {source_name(turn.step.source)} …"
        with self.complaining(), self.browser.telling(doing):
            page = await self.session.find_again(turn.step)
        if page is not None:
            self.turn_to(page, turn.step.state, turn.history)

    def turn_to(self, page: Page, state: ScreenState, history: PageHistory[Step]) -> None:
        """Show `page` from now on."""
        self.screen.remember()
        self.screen.remember_frame()
        self.session.follow(history)
        self.browser.enter(page, state)
        # While the user types in the filter, the focus must stay there.
        if self.screen.focused is not self.browser.filter.input:
            self.browser.panes.bring("entries")
        self.screen.note_visit(page)


def source_name(source: str) -> str:
    """Return a name for a source whose title is not known yet."""
    return "Home" if source == HOME else clean(display_title("", source))
