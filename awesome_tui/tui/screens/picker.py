"""The same list, to choose from: enter ends the program with what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.screens.browser import ListScreen
from awesome_tui.tui.widgets.entry_list import EntryList

Picking: TypeAlias = Literal["one", "many"]


class PickScreen(ListScreen):
    """Leaves opening to `o`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Pick", tooltip="Choose it and leave", id="entry.pick"),
    ]
    on_entries = ListScreen.on_entries | {"pick"}

    class Picked(Message):
        """The choice is made."""

        def __init__(self, entries: tuple[Entry, ...]) -> None:
            super().__init__()
            self.entries = entries

    def __init__(
        self,
        load: Callable[[], AwesomeList],
        desktop: Desktop,
        query: str = "",
        section: str = "",
        picking: Picking = "one",
    ) -> None:
        super().__init__(load, desktop, query, section)
        self.browser.panes.entries.can_mark = picking == "many"

    @on(EntryList.Chosen)
    def _pick_clicked(self, event: EntryList.Chosen) -> None:
        event.prevent_default()  # it would be opened
        self.action_pick()

    def action_pick(self) -> None:
        """End with the marked entries, or the one under the cursor, that have a URL."""
        chosen = tuple(entry for entry in self.browser.chosen_entries() if entry.url)
        if chosen:
            self.post_message(self.Picked(chosen))
        else:
            self.say("This entry has no link to pick.", error=True)
