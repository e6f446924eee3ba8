"""The width of the column of names: most of them fit, and descriptions keep their room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from awesome_tui.model.entries import Entry
from awesome_tui.model.outline import Item
from awesome_tui.tui.widgets.entry_texts import row_text

MOST_SHOWN = 1_000
"""In characters: more of a description than the widest window shows."""
_SAMPLE = 500
"""The number of entries from which the width of the name column is computed."""
_MOST, _MORE, _NEARLY_ALL = 0.9, 0.95, 0.98
"""The share of names that should fit into the column, and that may if there is room for them.

The few names that are far longer than others would only push all descriptions aside.
"""
_LEAST, _GENEROUS = 30, 45
"""The cells that descriptions keep in any case, and before more than most names fit."""
_SHORT = 40
"""The width up to which descriptions count as short."""
_NARROWEST = 12
"""The least width of the name column, which also suits the names of other sections."""


class TextWidths(NamedTuple):
    """The cells that the texts of a section take."""

    most: int
    """Of nine of ten names."""
    more: int
    """Of 19 of 20 names."""
    nearly_all: int
    """Of nearly all names."""
    texts: int
    """Of nearly all descriptions."""

    @classmethod
    def of(cls, items: Sequence[Item]) -> TextWidths:
        some = items[:: 1 + len(items) // _SAMPLE]
        names = sorted(_count_cells(item.entry.name) + 2 * item.depth for item in some)
        texts = sorted(_count_cells(_most_text(item.entry)) for item in some)
        if not some:
            return cls(0, 0, 0, 0)
        most, more, nearly_all = (int(len(some) * share) for share in (_MOST, _MORE, _NEARLY_ALL))
        return cls(names[most], names[more], names[nearly_all], texts[nearly_all])

    def column(self, room: int) -> int:
        """The width of the name column in a pane of `room` cells."""
        wanted = max(self.most, min(self.more, room - 2 - _GENEROUS), _NARROWEST)
        largest = min(room // 2, room - 2 - _LEAST)
        if self.texts <= _SHORT:  # these should not be cut
            wanted, largest = max(wanted, self.nearly_all), max(largest, room - 2 - self.texts)
        return max(0, min(wanted, max(largest, _NARROWEST), room))


def _most_text(entry: Entry) -> str:
    # A description with Markdown, which is slow to strip, is at least as wide as without.
    return entry.description[:MOST_SHOWN] or row_text(entry)


def _count_cells(text: str) -> int:
    """As `cell_len`, which looks at each letter: with it, the widths take 1.4 ms of the start."""
    return len(text) if text.isascii() else cell_len(text)
