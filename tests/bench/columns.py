"""Tell how much of names and descriptions a window shows: `python tests/bench/columns.py LIST …`.

Pages through each list in a window of 120 by 36 cells, reads the rows off the screen, and prints
the share of names and descriptions that are cut, and the cells that descriptions have on average:
of their column, and of text. Without a LIST, it is the bundled one.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.bundled import bundled_text
from awesome_tui.sources.read import SourceText
from awesome_tui.system.desktop import Desktop
from awesome_tui.text.inline_markdown import plain
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.list_screen import ListScreen

SIZE = (120, 36)
GUTTER = 3


class Row(NamedTuple):
    """The columns of an entry with a description."""

    name_is_cut: bool
    description_is_cut: bool
    column: int
    """The cells that are left for the description."""
    text: int
    """The cells of it that are shown."""


async def read_rows(document: AwesomeList) -> list[Row]:
    """The rows of all pages, by the number of the entry."""
    app = AwesomeApp(ListScreen(lambda: document, Desktop({})))
    rows: dict[int, Row] = {}
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        entries = app._first.browser.panes.entries
        while True:
            rows.update(_rows_in_sight(app))
            before = entries.scroll_offset.y
            await pilot.press("pagedown")
            if entries.scroll_offset.y == before:
                break
        rows.update(_rows_in_sight(app))
    return list(rows.values())


def _rows_in_sight(app: AwesomeApp) -> Iterator[tuple[int, Row]]:
    browser = app._first.browser
    entries, outline = browser.panes.entries, browser.outline
    assert outline is not None
    lines = app._first._compositor.render_strips(app.size)
    region = entries.scrollable_content_region
    for y in range(region.height):
        at = entries.scroll_offset.y + y
        number = entries.rows[at] if at < len(entries.rows) else -1
        if number < 0:
            continue
        shown = lines[region.y + y].crop(region.x, region.right).text[GUTTER:]
        item = outline.items[number]
        description = plain(item.entry.description)
        if description:
            yield number, _row("  " * item.depth + item.entry.name, description, shown)


def _row(name: str, description: str, shown: str) -> Row:
    name_is_cut = not shown.startswith(f"{name} ")
    after = shown.find("…") + 1 if name_is_cut else len(name)
    rest = shown[after:].lstrip()
    text = rest.rstrip()
    is_cut = text.endswith("…") and not description.endswith("…")
    return Row(name_is_cut, is_cut, cell_len(rest), cell_len(text))


def main() -> None:
    """Print a line for each list."""
    texts = {path: Path(path).read_text("utf-8") for path in sys.argv[1:]}
    for source, text in (texts or {"microservices": bundled_text("microservices")}).items():
        document = parse_source(SourceText(text, "markdown", source))
        rows = asyncio.run(read_rows(document))
        names = statistics.mean(row.name_is_cut for row in rows)
        descriptions = statistics.mean(row.description_is_cut for row in rows)
        column = statistics.mean(row.column for row in rows)
        text_cells = statistics.mean(row.text for row in rows)
        print(
            f"{Path(source).stem}: {len(rows)} rows; cut: {names:.1%} of names,"
            f" {descriptions:.1%} of descriptions; cells of descriptions:"
            f" {column:.1f} of column, {text_cells:.1f} of text"
        )


if __name__ == "__main__":
    main()
