"""Moving among the panes, the sections and the rows of a list."""

from __future__ import annotations

import random

from awesome_tui.tui.features.feature import Feature
from awesome_tui.tui.widgets.panes import Pane
from awesome_tui.tui.widgets.row_view import RowView


class Moving(Feature):
    """Brings panes to the front and moves the cursor of any of them."""

    def action_list(self, action: str, amount: float) -> None:
        """Move the cursor of the entries, on behalf of another pane."""
        getattr(self.browser.panes.entries, f"action_{action}")(amount)

    def action_drop_term(self) -> None:
        self.browser.drop_term()

    def action_pane(self, name: Pane) -> None:
        self.browser.panes.bring(name)

    def action_next_pane(self, step: int) -> None:
        self.browser.panes.bring(self.browser.panes.neighbour(step))

    def action_resize(self, step: int) -> None:
        self.browser.panes.resize_front(2 * step)

    def action_section(self, step: int) -> None:
        """In rows under section lines, go to the next; else show the next section."""
        panes, focused = self.browser.panes, self.screen.focused
        times = focused.take_times() if isinstance(focused, RowView) else 1
        if not panes.entries.has_section_lines or panes.categories.has_focus:
            panes.categories.action_move(step * times)
            return
        for _ in range(times):
            panes.entries.next_section(step)

    def action_random(self) -> None:
        entries = self.browser.panes.entries
        if entries.count:
            entries.choose(random.randrange(entries.count))
