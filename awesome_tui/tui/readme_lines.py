"""A README wrapped into lines of a width; it takes a while and belongs in a thread."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import NamedTuple

from rich.cells import cell_len

from awesome_tui.model.readme import Block, Part, Parts, Readme
from awesome_tui.tui.widgets.row_text import pad
from awesome_tui.tui.widgets.wrapping import break_offsets

_BETWEEN = " │ "
_NARROWEST = 6
"""The cells of the columns of a table at least; narrower ones become labelled lines."""
_RULED = 2
"""The level up to which headings stand on a line, as on the page of a forge."""
_MOST_IN_CELL = 8
"""The characters of a cell at most: accents without end would take long to draw."""
_MOST_HITS = 1_000
_CUT = Block("text", parts=(Part("This is cut here: its page has the rest.", "quiet"),))


class Span(NamedTuple):
    """A styled part of a line."""

    start: int
    stop: int
    look: str
    """The names of its styles, between blanks."""
    link: int = -1
    """The number of its link in the text; -1 for none."""


class Line(NamedTuple):
    """A line of text."""

    text: str
    spans: tuple[Span, ...] = ()


class Hit(NamedTuple):
    """A part of a line that was searched for."""

    line: int
    start: int
    stop: int


@dataclass(slots=True, eq=False)
class WrappedReadme:
    """The lines of a README, and the lines that its parts are on."""

    readme: Readme
    width: int
    lines: list[Line] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    """The number of the target of each link in the text."""
    lines_of: list[list[int]] = field(default_factory=list)
    """The lines of each link in the text."""
    first_lines: list[int] = field(default_factory=list)
    """The first line of each block."""
    headings: list[int] = field(default_factory=list)
    """The lines of headings."""
    _starts: list[int] = field(default_factory=list)
    """The offset of each line in the whole text."""
    _whole: str = ""
    _lower: str = ""
    """The whole text in lower case, if that has the same length."""

    def block_at(self, line: int) -> int:
        """The block that `line` is of."""
        return max(0, bisect_right(self.first_lines, line) - 1)

    def find(self, words: str) -> list[Hit]:
        """The first thousand places of `words`, also over the ends of lines.

        Case matters if they have a capital.
        """
        wanted = r"\s+".join(map(re.escape, words.split()))
        if not wanted:
            return []
        text = self._lower if words == words.lower() else self._whole
        found = islice(re.finditer(wanted, text), _MOST_HITS)
        return [self._hit(match) for match in found]

    def _hit(self, match: re.Match[str]) -> Hit:
        line = bisect_right(self._starts, match.start()) - 1
        start = match.start() - self._starts[line]
        return Hit(line, start, min(match.end() - self._starts[line], len(self.lines[line].text)))

    def finish(self) -> None:
        """Prepare the search."""
        offset = 0
        for line in self.lines:
            self._starts.append(offset)
            offset += len(line.text) + 1
        self._whole = "\n".join(line.text for line in self.lines)
        lower = self._whole.lower()
        self._lower = lower if len(lower) == len(self._whole) else self._whole


def wrap_readme(readme: Readme, width: int) -> WrappedReadme:
    """Wrap all of `readme` into lines of at most `width` cells."""
    wrapped = WrappedReadme(readme, width)
    numbers = {link.url: number for number, link in enumerate(readme.links, 1)}
    labels = {
        at: numbers[link.url] for at, link in enumerate(readme.targets) if link.url in numbers
    }
    wrapper = _Wrapper(wrapped, labels)
    for block in readme.blocks:
        wrapper.add(block)
    if readme.is_cut:
        wrapper.add(Block("blank"))
        wrapper.add(_CUT)
    wrapped.finish()
    return wrapped


class _Wrapper:
    """Adds blocks as lines."""

    def __init__(self, wrapped: WrappedReadme, labels: Mapping[int, int]) -> None:
        """`labels` are the numbers that the links to each target are shown with."""
        self._wrapped = wrapped
        self._labels = labels

    def add(self, block: Block) -> None:
        wrapped = self._wrapped
        wrapped.first_lines.append(len(wrapped.lines))
        first, rest = (_marks(marks, wrapped.width) for marks in (block.first, block.rest))
        width = max(1, wrapped.width - max(cell_len(first), cell_len(rest)))
        match block.kind:
            case "table":
                self._add_table(block, first, rest, width)
            case "rule":
                self._put([_rule(width)], first, rest)
            case "heading":
                wrapped.headings.append(len(wrapped.lines))
                self._put(self._lines(block.parts, width, "title"), first, rest)
                if block.level <= _RULED and not rest:
                    self._put([_rule(width)], first, rest)
            case _:
                self._put(self._lines(block.parts, width) or [Line("")], first, rest)

    def _put(self, lines: Iterable[Line], first: str, rest: str) -> None:
        """Add `lines` with the marks before them."""
        marks = first
        for line in lines:
            self._wrapped.lines.append(_behind(marks, line))
            for span in line.spans:
                if span.link >= 0 and (
                    not (lines_of := self._wrapped.lines_of[span.link])
                    or lines_of[-1] != len(self._wrapped.lines) - 1
                ):
                    lines_of.append(len(self._wrapped.lines) - 1)
            marks = rest

    def _lines(self, parts: Parts, width: int, look: str = "") -> list[Line]:
        """`parts` wrapped, over the style `look`."""
        text, spans = self._styled(parts, look)
        if len(text) <= width and cell_len(text) <= width:
            return [Line(text, tuple(spans))] if text else []
        ends = [*break_offsets(text, width), len(text)]
        return list(_split_lines(text, spans, ends, _MOST_IN_CELL * width))

    def _styled(self, parts: Parts, look: str) -> tuple[str, list[Span]]:
        text, spans = "", []
        for target, group in groupby(parts, key=lambda part: part.target):
            link = self._new_link(target) if target >= 0 else -1
            for part in group:
                looks = f"{look} {part.style} {'link' if target >= 0 else ''}".strip()
                if looks:
                    spans.append(Span(len(text), len(text) + len(part.text), looks, link))
                text += part.text
            if label := self._labels.get(target):
                label_text = f"[{label}]"
                spans.append(Span(len(text), len(text) + len(label_text), "quiet", link))
                text += label_text
        return text, spans

    def _new_link(self, target: int) -> int:
        self._wrapped.targets.append(target)
        self._wrapped.lines_of.append([])
        return len(self._wrapped.targets) - 1

    # ---- tables

    def _add_table(self, block: Block, first: str, rest: str, width: int) -> None:
        wanted = [0] * max(len(row) for row in block.rows)
        for row in block.rows:
            for at, cell in enumerate(row):
                wanted[at] = max(wanted[at], self._cell_width(cell))
        widths = _fitted(wanted, width - len(_BETWEEN) * (len(wanted) - 1))
        if widths is None:
            self._put(self._labelled_lines(block, width), first, rest)
            return
        self._put(self._table_lines(block, widths), first, rest)

    def _cell_width(self, cell: Parts) -> int:
        labels = sum(
            len(f"[{self._labels[target]}]")
            for target, _ in groupby(part.target for part in cell)
            if target in self._labels
        )
        return cell_len("".join(part.text for part in cell)) + labels

    def _table_lines(self, block: Block, widths: Sequence[int]) -> Iterator[Line]:
        for number, row in enumerate(block.rows):
            look = "strong" if number < block.level else ""
            cells = [
                self._lines(row[at], width, look) if at < len(row) else []
                for at, width in enumerate(widths)
            ]
            for at in range(max(map(len, cells), default=0)):
                yield _side_by_side(
                    [cell[at] if at < len(cell) else Line("") for cell in cells], widths
                )
            if number + 1 == block.level:
                rule = "─┼─".join("─" * width for width in widths)
                yield Line(rule, (Span(0, len(rule), "quiet"),))

    def _labelled_lines(self, block: Block, width: int) -> Iterator[Line]:
        """The cells of a table under each other, with the heads of their columns."""
        heads = block.rows[0] if block.level else ()
        for number, row in enumerate(block.rows[block.level :]):
            if number:
                yield Line("")
            for at, cell in enumerate(row):
                if cell:
                    head = (
                        [part._replace(style="quiet", target=-1) for part in heads[at]]
                        if at < len(heads)
                        else []
                    )
                    label = (*head, Part(": ", "quiet")) if head else ()
                    yield from self._lines((*label, *cell), width)


def _rule(width: int) -> Line:
    return Line("─" * width, (Span(0, width, "quiet"),))


def _marks(marks: str, width: int) -> str:
    """The marks before a line; of deeply nested ones the innermost."""
    return marks[max(0, len(marks) - width // 2) :]


def _behind(marks: str, line: Line) -> Line:
    if not marks:
        return line
    moved = (
        span._replace(start=span.start + len(marks), stop=span.stop + len(marks))
        for span in line.spans
    )
    quiet = (Span(0, len(marks), "quiet"),) if marks.strip() else ()
    return Line(marks + line.text, (*quiet, *moved))


def _split_lines(
    text: str, spans: Sequence[Span], ends: Iterable[int], most: int
) -> Iterator[Line]:
    """The lines of `text` up to each of `ends`, of at most so many characters.

    They have no blanks at their ends.
    """
    start = at = 0
    for end in ends:
        shown = text[start:end].rstrip()[:most]
        inside = []
        while at < len(spans) and spans[at].start < end:
            span = spans[at]
            inside.append(
                Span(max(span.start - start, 0), min(span.stop - start, len(shown)), *span[2:])
            )
            if span.stop > end:  # it goes on in the next line
                break
            at += 1
        yield Line(shown, tuple(span for span in inside if span.start < span.stop))
        start = end


def _side_by_side(cells: Sequence[Line], widths: Sequence[int]) -> Line:
    text, spans = "", list[Span]()
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        if at:
            spans.append(Span(len(text), len(text) + len(_BETWEEN), "quiet"))
            text += _BETWEEN
        spans += _behind(" " * len(text), cell).spans
        text += pad(cell.text, width)
    return Line(text.rstrip(), tuple(spans))


def _fitted(wanted: Sequence[int], room: int) -> list[int] | None:
    """The widths of columns: those that need more than their share get less; None if too narrow."""
    left, room_left = dict(enumerate(wanted)), room
    widths: dict[int, int] = {}
    while left:
        share = room_left // len(left)
        small = {at: width for at, width in left.items() if width <= share}
        if not small:
            if share < _NARROWEST:
                return None
            widths |= dict.fromkeys(left, share)
            break
        widths |= small
        room_left -= sum(small.values())
        left = {at: width for at, width in left.items() if at not in small}
    return [widths[at] for at in range(len(wanted))]
