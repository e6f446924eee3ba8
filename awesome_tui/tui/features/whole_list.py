"""Marking all entries, sorting them, and undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awesome_tui.text.measures import counted
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.features.feature import Feature, work
from awesome_tui.tui.orders import ORDERS, next_order
from awesome_tui.tui.undo_stack import UndoStack
from awesome_tui.tui.widgets.list_browser import ListBrowser

if TYPE_CHECKING:
    from awesome_tui.tui.screens.browser import BrowserScreen


class WholeList(Feature):
    """Acts on all rows, and undoes the last change to entries."""

    def __init__(self, screen: BrowserScreen) -> None:
        super().__init__(screen)
        self.undos = UndoStack()

    def allows(self, action: str) -> bool | None:
        return self.browser.panes.entries.can_mark if action == "mark_all" else None

    async def action_mark_all(self) -> None:
        """Mark all entries among the rows, or unmark them if all are marked."""
        browser, result = self.browser, self.browser.result
        if result is None:
            return
        shown = await run_in_thread(result.numbers, browser.place)
        if shown <= browser.marks:
            browser.unmark(shown)
        else:
            browser.marks |= shown

    def remember_marks(self, event: ListBrowser.Unmarked) -> None:
        """Let the user undo an unmarking, as long as the list is shown."""

        async def mark_again() -> str:
            outline = self.browser.outline
            if outline is None or outline.document is not event.document:
                return ""
            self.browser.marks |= event.numbers
            return f"Marked again: {counted(len(event.numbers), 'entry', 'entries')}"

        self.undos.push(mark_again)

    @work(group="keep", description="the undo")
    async def action_undo(self) -> None:
        with self.complaining():
            self.say(await self.undos.undo())

    def action_sort(self) -> None:
        """Switch to the next order; if the list has columns, let the user choose."""
        browser = self.browser
        orders = (*ORDERS, *browser.more_orders())
        if browser.search and browser.search.columns:
            self.choose_order((*orders, *browser.search.columns))
        else:
            self._sort_by(next_order(browser.order, orders))

    @work(group="question")
    async def choose_order(self, orders: Sequence[str]) -> None:
        now = self.browser.order
        choices = [(str(n) if n < 10 else "", order) for n, order in enumerate(orders, 1)]
        at = orders.index(now) if now in orders else 0
        chosen = await ask(self.screen.app).choice("Sort by", choices, at)
        if chosen is not None:
            self._sort_by(orders[chosen])

    def _sort_by(self, order: str) -> None:
        self.browser.order = order
        self.browser.search_again()
        self.say(f"Sorted by {order}")
