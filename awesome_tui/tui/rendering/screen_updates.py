"""Updates of the screen that leave out what the terminal shows already."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import commonprefix

from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.strip import Strip


class WrittenPieces:
    """Pieces of lines as they were last written to the terminal."""

    def __init__(self) -> None:
        self._pieces: dict[int, dict[int, tuple[int, Strip]]] = {}
        """By line and first cell, each with its end."""

    def write(self, y: int, x: int, end: int, piece: Strip) -> tuple[int, int]:
        """Record a written piece; return the range of its cells that differ."""
        line = self._pieces.setdefault(y, {})
        last_end, last = line.get(x, (0, piece))
        if last_end == end:
            changed = _changed_cells(last, piece)
        else:
            changed = 0, piece.cell_length
            for other in [other for other, (stop, _) in line.items() if other < end and x < stop]:
                del line[other]
        line[x] = end, piece
        return changed


def _changed_cells(before: Strip, after: Strip) -> tuple[int, int]:
    """Return the range of cells that look different."""
    width = after.cell_length
    # Terminals disagree on wide characters, so cells beside them may be displaced.
    if not before.cell_length == len(before.text) == len(after.text) == width:
        return (0, 0) if before == after else (0, width)
    first = _equal_cells(before, after)
    last = width - _equal_cells(_mirrored(before), _mirrored(after))
    return (first, last) if first < last else (0, 0)


def _equal_cells(before: Iterable[Segment], after: Iterable[Segment]) -> int:
    """Count the equal cells at the start, each a character wide."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if not _look_equal(old.style, new.style):
            break
        count += len(commonprefix((old.text, new.text)))  # noqa: RUF071  of any strings
        if old.text != new.text:
            break
    return count


def _look_equal(old: Style | None, new: Style | None) -> bool:
    """Compare styles without the metadata for clicks."""
    if old == new or old is None or new is None:
        return old == new
    is_linked = old.link or new.link
    return not is_linked and old.clear_meta_and_links() == new.clear_meta_and_links()


def _mirrored(strip: Strip) -> Iterable[Segment]:
    return (Segment(text[::-1], style) for text, style, _ in reversed(list(strip)))


class DifferencesOnly(ChopsUpdate):
    """An update that is compared when it is written, as some never are."""

    def __init__(self, update: ChopsUpdate, written: WrittenPieces) -> None:
        super().__init__(update.chops, update.spans, update.chop_ends)
        self._written = written

    def render_segments(self, console: Console) -> str:
        sequences = []
        for y, start, stop in self.spans:
            for end, (x, piece) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if piece is None or x >= stop or end <= start:
                    continue
                first, last = self._written.write(y, x, end, piece)
                if first < last:
                    sequences.append(Control.move_to(x + first, y).segment.text)
                    sequences.append(piece.crop(first, last).render(console))
        return "".join(sequences)
