"""Rows of a table: entries, cards of a grid, blocks in cells, or prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awesome_tui.model.entries import Fact
from awesome_tui.parsing.block_shapes import are_cards, is_grid, texts
from awesome_tui.parsing.blocks import BREAK, Block, Row, Run, Runs, Table, Text, join_runs
from awesome_tui.parsing.entry_names import EntryName, named_by_badge, opening
from awesome_tui.parsing.facts import fact_value, is_statement
from awesome_tui.parsing.labels import has_words
from awesome_tui.parsing.runs import links, plain, runs_to_title
from awesome_tui.parsing.tables import Columns, name_row, read_columns

_BETWEEN_CELLS = Run(" · ")
_CONTRIBUTIONS = "/commits?author="
"""Part of the address of what someone has contributed to the list."""


@dataclass(frozen=True, slots=True)
class RowContent:
    """The content of a row, or of a card in it."""

    runs: Runs
    naming: EntryName | None = None
    """None for prose."""
    facts: tuple[Fact, ...] = ()


def read_rows(table: Table) -> Iterator[RowContent | list[Block]]:
    """Yield what the rows of `table` hold; blocks where cells hold more than text."""
    rows = [[join_runs(texts(cell), BREAK) for cell in row.cells] for row in table.rows]
    is_headed = bool(rows) and _is_plain(table.rows[0]) and _is_head(rows[0])
    widest = max(map(len, rows), default=0)
    head = rows[0] if is_headed else [[]] * widest
    if is_headed and len(rows) > 1 and table.rows[1].is_head and len(head) < widest:
        head = [*head[: widest - len(rows[1])], *rows[1]]  # below cells that span columns
    columns = read_columns(head, rows[is_headed:], is_spanned=table.is_spanned)
    is_in_grid = is_grid(rows)
    for row, cells in list(zip(table.rows, rows, strict=True))[is_headed:]:
        blocks = [block for cell in row.cells for block in cell]
        if any(not isinstance(block, Text) for block in blocks):
            yield blocks
        elif not is_headed and are_cards(cells, is_in_grid):
            yield from map(_read_card, cells)
        else:
            yield from _read_row(row, cells, columns)


def _read_card(cell: Runs) -> RowContent:
    is_contributor = any(_CONTRIBUTIONS in link.url for link in links(cell))
    return RowContent(cell, None if is_contributor else opening(cell) or named_by_badge(cell))


def _read_row(row: Row, cells: list[Runs], columns: Columns) -> Iterator[RowContent]:
    whole = join_runs(cells, BREAK)
    if row.is_head and not links(whole):
        return
    named = name_row(cells, columns)
    if named is None:
        yield RowContent(_side_by_side(cells), facts=_stated(cells))
    else:
        yield RowContent(whole, named.naming, named.facts)


def _stated(cells: list[Runs]) -> tuple[Fact, ...]:
    """Return what a row of a label and a value states; a badge says what it shows."""
    if len(cells) != 2 or (label := plain(cells[0])) == "":
        return ()
    value = fact_value(cells[1]) or runs_to_title(cells[1])
    return (Fact(label, value),) if is_statement(label) and is_statement(value) else ()


def _is_plain(row: Row) -> bool:
    """True for a row of head cells that hold nothing but text, such as no headings."""
    blocks = (block for cell in row.cells for block in cell)
    return row.is_head and all(isinstance(block, Text) for block in blocks)


def _is_head(cells: Sequence[Runs]) -> bool:
    """True if the cells of a first row have words, and lead nowhere."""
    return any(has_words(plain(cell)) for cell in cells) and not any(map(links, cells))


def _side_by_side(cells: list[Runs]) -> Runs:
    """Join the cells of a row, with a separator between those that have text."""
    runs: Runs = []
    is_between = False
    for cell in cells:
        has_text = bool(plain(cell))
        runs += [_BETWEEN_CELLS, *cell] if has_text and is_between else cell
        is_between = is_between or has_text
    return runs
