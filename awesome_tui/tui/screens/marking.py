"""Marking all that is shown, and taking back what was done to entries."""

from __future__ import annotations

from textual import on, work

from awesome_tui.errors import AwesomeError
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.screens.links import LinkScreen
from awesome_tui.tui.undo_stack import UndoStack
from awesome_tui.tui.widgets.list_browser import ListBrowser


class MarkScreen(LinkScreen):
    """A screen with a key that marks all rows, and one that undoes the last change to entries."""

    def __init__(self, desktop: Desktop, browser: ListBrowser) -> None:
        super().__init__(desktop, browser)
        self.undos = UndoStack()

    async def action_mark_all(self) -> None:
        await self.browser.toggle_all_marks()

    @on(ListBrowser.Unmarked)
    def _remember_marks(self, event: ListBrowser.Unmarked) -> None:
        """Let the user take back that entries were unmarked, as long as the list is shown."""

        async def mark_again() -> str:
            return self.browser.mark_again(event)

        self.undos.push(mark_again)

    @work(group="keep", description="the undo")
    async def action_undo(self) -> None:
        """Take back the last bookmark, note, tag or unmarking."""
        try:
            self.say(await self.undos.undo())
        except AwesomeError as error:
            self.say(str(error), error=True)
