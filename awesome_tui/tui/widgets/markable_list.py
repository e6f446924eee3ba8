"""The marks of a list, and the entries that commands act on."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.model.outline import ALL, Outline
from awesome_tui.text.measures import counted
from awesome_tui.tui.background import run_in_thread
from awesome_tui.tui.list_search import FilterResult
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.key_hints import KeyHints
from awesome_tui.tui.widgets.panes import Panes


class MarkableList(Widget):
    """A list whose entries can be marked, whether they are in sight or not."""

    outline: var[Outline | None] = var[Outline | None](None)
    """The list, once it is parsed."""
    place: var[int] = var(ALL)
    """The section whose entries are shown."""
    result: var[FilterResult | None] = var[FilterResult | None](None)
    """The newest finished search."""
    marks: var[frozenset[int]] = var[frozenset[int]](frozenset())

    panes: Panes
    hints: KeyHints

    @dataclass
    class Unmarked(Message):
        """Entries of a list were unmarked."""

        numbers: frozenset[int]
        document: AwesomeList

    @abstractmethod
    def show_title(self) -> None:
        """Show the title line, with the marks as they are now."""

    def hidden_marks(self) -> int:
        """The number of marked entries that are not among the rows."""
        if self.result is None:
            return 0
        return sum(not self.result.shows(number, self.place) for number in self.marks)

    @on(EntryList.Marked)
    def _toggle_mark(self, event: EntryList.Marked) -> None:
        if event.number in self.marks:
            self.unmark(frozenset({event.number}))
        else:
            self.marks |= {event.number}

    async def toggle_all_marks(self) -> None:
        """Mark all entries among the rows, or unmark them if all are marked."""
        if self.result is None:
            return
        shown = await run_in_thread(self.result.numbers, self.place)
        if shown <= self.marks:
            self.unmark(shown)
        else:
            self.marks |= shown

    def unmark(self, numbers: frozenset[int]) -> None:
        if numbers and self.outline is not None:
            self.post_message(self.Unmarked(numbers, self.outline.document))
        self.marks -= numbers

    def mark_again(self, unmarked: Unmarked) -> str:
        """Take an unmarking back; return a message, empty where another list is shown by now."""
        if self.outline is None or self.outline.document is not unmarked.document:
            return ""
        self.marks |= unmarked.numbers
        return f"Marked again: {counted(len(unmarked.numbers), 'entry', 'entries')}"

    def watch_marks(self, before: frozenset[int], marks: frozenset[int]) -> None:
        if bool(before) != bool(marks):
            self.screen.refresh_bindings()
        self.hints.refresh()
        self.show_title()

    def chosen_entries(self) -> list[Entry]:
        """The marked entries in list order; without any, the one under the cursor."""
        items = self.outline.items if self.outline is not None else ()
        return [items[number].entry for number in self.chosen_numbers()]

    def chosen_numbers(self) -> list[int]:
        """The numbers of `chosen_entries`."""
        number = self.panes.entries.number
        return sorted(self.marks) or ([] if number is None else [number])

    def entries_under_cursor(self) -> list[Entry]:
        """The entry under the cursor, if any."""
        number = self.panes.entries.number
        if self.outline is None or number is None:
            return []
        return [self.outline.items[number].entry]

    @property
    def chosen_section(self) -> int | None:
        """The section to act on; None where entries are marked or have the cursor."""
        is_meant = self.panes.categories.has_focus and not self.marks
        return self.place if is_meant and self.outline is not None else None

    @property
    def can_act(self) -> bool:
        """True where there is an entry to act on: among sections none is to be seen as chosen."""
        return bool(self.marks) or (
            self.panes.entries.number is not None and not self.panes.categories.has_focus
        )
