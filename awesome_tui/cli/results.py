"""Results of a command: on standard output or in a file, and as columns where people read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from awesome_tui.cli.context import Context
from awesome_tui.system.exit_status import DONE, NOTHING_FOUND
from awesome_tui.system.output import emit, write_file


def write_result(text: str, output: str, context: Context) -> None:
    """Write `text` to the file `output`, or to standard output if that is `-`."""
    if output == "-":
        emit(text, context.stdout)
    else:
        write_file(output, text)


def print_table(
    rows: Iterable[tuple[str, ...]], context: Context, if_none: str = "There is nothing to list."
) -> int:
    """Print `rows` as a table, or complain `if_none`, and return the exit status."""
    table = tuple(rows)
    if not table:
        context.complain(if_none)
        return NOTHING_FOUND
    emit(_format_table(table, context), context.stdout)
    return DONE


def _format_table(rows: Sequence[tuple[str, ...]], context: Context) -> str:
    """Align the cells of `rows` in columns on a terminal; elsewhere, separate them by tabs."""
    if not context.prints_to_terminal:
        return "".join("\t".join(row) + "\n" for row in rows)
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _width(text: str) -> int:
    """The cells that terminals give to `text`: two to each character of East Asia and emoji."""
    if text.isascii():
        return len(text)
    shown = (char for char in text if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)
