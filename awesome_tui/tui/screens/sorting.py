"""Sorting the entries of a list, by its own columns too."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.orders import ORDERS, next_order
from awesome_tui.tui.screens.links import LinkScreen


class SortScreen(LinkScreen):
    """A screen whose entries stand in the order that the user takes."""

    def action_sort(self) -> None:
        """Take the next order; where the list has columns, let the user choose."""
        browser = self.browser
        orders = (*ORDERS, *browser.more_orders())
        if browser.search and browser.search.columns:
            self.choose_order((*orders, *browser.search.columns))
        else:
            self._sort_by(next_order(browser.order, orders))

    @work(group="question")
    async def choose_order(self, orders: Sequence[str]) -> None:
        """Let the user choose one of `orders`."""
        now = self.browser.order
        choices = [(str(n) if n < 10 else "", order) for n, order in enumerate(orders, 1)]
        chosen = await ask(self.app).choice(
            "Sort by", choices, orders.index(now) if now in orders else 0
        )
        if chosen is not None:
            self._sort_by(orders[chosen])

    def _sort_by(self, order: str) -> None:
        self.browser.order = order
        self.browser.search_again()
        self.say(f"Sorted by {order}")
