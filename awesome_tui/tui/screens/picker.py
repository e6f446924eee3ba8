"""The screen of `pick`: enter ends the program with the chosen entries."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from awesome_tui.model.entries import Entry
from awesome_tui.tui.keys import hint, key
from awesome_tui.tui.screens.list_screen import ListScreen
from awesome_tui.tui.widgets.entry_list import EntryList

Picking: TypeAlias = Literal["one", "many"]


class PickScreen(ListScreen):
    """Starts in the filter; enter chooses the entry, and only `o` opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        hint("entry.pick", "enter", "pick", "Pick", "Choose and quit")
    ]
    on_entries = ListScreen.on_entries | {"pick"}
    on_marked = ListScreen.on_marked | {"entry.pick"}
    filter_row_keys = ListScreen.filter_row_keys | {"enter"}
    can_mark = False

    class Picked(Message):
        """The user has chosen."""

        def __init__(self, entries: tuple[Entry, ...]) -> None:
            super().__init__()
            self.entries = entries

    def on_mount(self) -> None:
        # Called before `on_mount` of the base class, which then leaves the focus there.
        self.browser.panes.entries.can_mark = self.can_mark
        if self.app.return_code is None:  # else a key has ended the program already
            self.set_focus(self.browser.filter.input)

    @property
    def takes_keys(self) -> bool:
        return super().takes_keys and self.focused is not None

    @property
    def is_filtering(self) -> bool:
        return super().is_filtering or not self.takes_keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A slash typed first is out of habit, and not text.
        if action == "filter" and not self.browser.filter.input.value:
            return True
        return super().check_action(action, parameters)

    def describe(self, binding: Binding) -> str:
        if binding.action == "screen.leave_filter":
            return " ".join(filter(None, ("pick", f"{len(self.browser.marks) or ''}")))
        if binding.action == "filter" and self.is_filtering:
            return ""
        return super().describe(binding)

    @on(EntryList.Chosen)
    def _pick_clicked(self, event: EntryList.Chosen) -> None:
        event.prevent_default()  # or it would be opened
        self.action_pick()

    def action_leave_filter(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        """Choose the marked entries, or the one under the cursor, if they have a URL."""
        chosen = self.browser.chosen.entries()
        with_link = tuple(entry for entry in chosen if entry.url)
        if with_link:
            self.post_message(self.Picked(with_link))
        elif chosen:
            self.say("This entry has no link to pick.", error=True)
        else:
            self.say("Nothing matches: change the filter.", error=True)


class PickManyScreen(PickScreen):
    """Marks entries with tab, as fzf does, also in the filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        hint("pick.mark", "tab", "mark_row(1)", "Mark", priority=True),
        key("pick.mark_up", "shift+tab", "mark_row(-1)", "Mark", "Mark and go up", priority=True),
    ]
    filter_row_keys = PickScreen.filter_row_keys | {"tab", "shift+tab"}
    can_mark = True

    def action_mark_row(self, step: int) -> None:
        self.browser.panes.entries.mark_and_move(step)


SCREENS: dict[Picking, type[PickScreen]] = {"one": PickScreen, "many": PickManyScreen}
"""Screens by the number of entries that can be chosen."""
