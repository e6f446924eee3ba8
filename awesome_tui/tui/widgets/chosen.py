"""The entries, or the section, that commands act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesome_tui.model.entries import Entry

if TYPE_CHECKING:
    from awesome_tui.tui.widgets.list_browser import ListBrowser


class Chosen:
    """The marked entries of a browser, or else those under the cursor."""

    def __init__(self, browser: ListBrowser) -> None:
        self._browser = browser

    def numbers(self) -> list[int]:
        """The numbers of `entries`."""
        number = self._browser.panes.entries.number
        return sorted(self._browser.marks) or ([] if number is None else [number])

    def entries(self) -> list[Entry]:
        """The marked entries in list order; without any, the one under the cursor."""
        outline = self._browser.outline
        return [outline.items[number].entry for number in self.numbers()] if outline else []

    def under_cursor(self) -> list[Entry]:
        """The entry under the cursor, if any."""
        outline, number = self._browser.outline, self._browser.panes.entries.number
        return [] if outline is None or number is None else [outline.items[number].entry]

    @property
    def section(self) -> int | None:
        """The section to act on; None where entries are marked or have the cursor."""
        is_meant = self._browser.panes.categories.has_focus and not self._browser.marks
        return self._browser.place if is_meant and self._browser.outline is not None else None

    @property
    def has_entry(self) -> bool:
        """True if there is an entry to act on; without marks, none while the tree has the focus."""
        panes = self._browser.panes
        is_in_tree = panes.categories.has_focus
        return bool(self._browser.marks) or (panes.entries.number is not None and not is_in_tree)
