"""The tables of AsciiDoc: cells that begin with a bar, or lines of CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# What may stand before a bar: how often, over how many columns, where, in what style.
_BAR = re.compile(
    r"(?:(?<!\S)(\d{1,3})?(?:\.\d{1,3})?([*+])?(?:[<^>]|\.[<^>]){0,2}([adehlmsv])?)?(?<!\\)([|!])"
)
_REPEATED = re.compile(r"(\d{1,2})\*")
_STYLES = frozenset("adehlmsv")
_COLUMNS = re.compile(r'\bcols\s*=\s*(?:"([^"]*)"|([^,\]]*))')
_HEADER = re.compile(r"%header\b|\bopt(?:ion)?s\s*=\s*\"?[\w,]*header")
_FORMAT = re.compile(r'\bformat\s*=\s*"?([a-z]+)')
_MAX_REPEATED = 100


class Cell(NamedTuple):
    """A cell as written."""

    text: str
    style: str
    """A letter: `a` holds blocks of its own, `h` is a head."""
    width: int = 1
    """How many columns it takes."""


def read_table(lines: list[str], delimiter: str, attributes: str) -> Iterator[list[Cell]]:
    """The rows of the table that stands between two lines `delimiter`."""
    columns = _columns(attributes)
    if separator := _separator(delimiter, attributes):
        rows = _separated(lines, separator)
        head = _HEADER.search(attributes) is not None
    else:
        cells = list(_cells("\n".join(lines), delimiter[0]))
        width = len(columns) or _first_width(lines, delimiter[0])
        rows = _rows(cells, width)
        head = _HEADER.search(attributes) is not None or _is_headed(lines, attributes)
    for number, row in enumerate(rows):
        yield [
            Cell(cell.text, "h") if head and number == 0 else _styled(cell, columns, place)
            for place, cell in enumerate(row)
        ]


def _columns(attributes: str) -> list[str]:
    """The style of each column."""
    found = _COLUMNS.search(attributes)
    styles: list[str] = []
    for column in re.split("[,;]", found[1] or found[2] or "") if found else ():
        spec = column.strip()
        count = _REPEATED.match(spec)
        style = spec[-1:] if spec[-1:] in _STYLES else ""
        styles += [style] * int(count[1] if count else 1)
    return styles


def _styled(cell: Cell, columns: list[str], place: int) -> Cell:
    style = cell.style or (columns[place] if place < len(columns) else "")
    return cell._replace(style=style)


def _separator(delimiter: str, attributes: str) -> str | None:
    found = _FORMAT.search(attributes)
    kind = found[1] if found else {",": "csv", ":": "dsv"}.get(delimiter[0], "psv")
    return {"csv": ",", "tsv": "\t", "dsv": ":"}.get(kind)


def _separated(lines: list[str], separator: str) -> Iterable[list[Cell]]:
    try:
        rows = list(csv.reader(lines, delimiter=separator))
    except csv.Error:  # a field of more than 128 KB
        rows = [line.split(separator) for line in lines]
    return [[Cell(text.strip(), "") for text in row] for row in rows if row]


def _cells(text: str, bar: str) -> Iterator[Cell]:
    bars = [found for found in _BAR.finditer(text) if found[4] == bar]
    starts = [found.start() for found in bars] + [len(text)]
    for found, end in zip(bars, starts[1:], strict=True):
        content = text[found.end() : end].strip().replace(f"\\{bar}", bar)
        count = int(found[1] or 1)
        if found[2] == "*":
            yield from [Cell(content, found[3] or "")] * min(count, _MAX_REPEATED)
        else:
            yield Cell(content, found[3] or "", count)


def _first_width(lines: list[str], bar: str) -> int:
    line = next((line for line in lines if line.strip()), "")
    return sum(cell.width for cell in _cells(line, bar)) or 1


def _rows(cells: Iterable[Cell], width: int) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    taken = 0
    for cell in cells:
        row.append(cell)
        taken += cell.width
        if taken >= width:
            yield row
            row, taken = [], 0
    if row:
        yield row


def _is_headed(lines: list[str], attributes: str) -> bool:
    """Whether the first row is set off by an empty line, which makes it the head."""
    is_set_off = len(lines) > 2 and lines[0].strip() != "" and not lines[1].strip()
    return is_set_off and "noheader" not in attributes
