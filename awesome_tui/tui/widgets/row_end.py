"""The right of rows: a quiet label, then what is known of the entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from awesome_tui.tui.widgets.row_text import pad, truncate

END_LOOKS = ("row--quiet", "row--sign", "row--quiet")
"""The styles of the parts of a `RowEnd`."""
_SHARE = 4
"""The label of a row takes at most this fraction of its cells."""
_GAP = 2
_LEAST = 48
"""The cells that names and descriptions keep before labels have any."""


class RowEnd(NamedTuple):
    """The right end of a row; marks and column line up at their right."""

    before: str = ""
    marks: str = ""
    column: str = ""
    """As wide in all rows of a list."""

    @property
    def width(self) -> int:
        """The cells that it takes, with a blank before each part."""
        return sum(1 + cell_len(text) for text in self if text)


RowEnds: TypeAlias = Callable[[int], RowEnd]
"""entry number -> the end of its row."""
Labels: TypeAlias = Callable[[int], str]
"""entry number -> a quiet text before the end of its row; empty for none."""


class LabelColumn:
    """Labels that begin in the same column in all rows, whatever follows them."""

    def __init__(self, labels: Labels | None = None) -> None:
        self._labels = labels
        self.widths: tuple[int, int] | None = None
        """The cells of the widest label and of the widest end; None until they are measured."""

    def measure(self, numbers: Sequence[int], ends: RowEnds | None) -> None:
        """Make room for the labels of these entries, and for the ends of their rows."""
        if self._labels is None:
            self.widths = 0, 0
            return
        widest = max((cell_len(self._labels(number)) for number in numbers), default=0)
        last = max((ends(number).width for number in numbers), default=0) if ends else 0
        self.widths = widest, last

    def share(self, room: int) -> int:
        """Return the cells of `room` that the column of names leaves to labels, if any."""
        if not self.widths or not self.widths[0]:
            return 0
        return max(0, min(room // _SHARE + _GAP, room - _LEAST))

    def text(self, number: int, end: RowEnd, room: int) -> str:
        """The label of an entry, padded up to the `end` of its row, in their share of `room`."""
        label = self._labels(number) if self._labels and self.widths else ""
        if not label or self.widths is None:
            return ""
        widest, last = self.widths
        wide = min(widest, room // _SHARE)
        cells = max(0, wide + last - end.width)
        return " " * _GAP + pad(truncate(label, min(wide, cells)), cells)
