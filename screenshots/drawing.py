"""Screens over the bundled list as SVG, drawn the same by all viewers."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rich.cells import cell_len
from textual.pilot import Pilot

from awesome_tui.model.appearance import ThemeChoice
from awesome_tui.model.entries import Entry
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.bundled import bundled_text
from awesome_tui.sources.read import SourceText
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.list_screen import ListScreen

CELL = 12.2
"""How wide Rich draws a cell."""
_TEXT = re.compile(
    r'<text (?P<look>class="[^"]+") x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"'
    r" (?P<clip>[^>]+)>(?P<shown>[^<]*)</text>"
)
_WORDS = re.compile(r"\S+(?:\s\S+)*")


@asynccontextmanager
async def bundled_list(
    size: tuple[int, int], theme: str
) -> AsyncIterator[Pilot[tuple[Entry, ...]]]:
    """Run the program on the bundled list, in a window of `size` cells."""
    document = parse_source(SourceText(bundled_text("microservices"), "markdown", "microservices"))
    app = AwesomeApp(ListScreen(lambda: document, Desktop({})), ThemeChoice(theme, is_asked=True))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        yield pilot


async def drawn(pilot: Pilot[tuple[Entry, ...]]) -> str:
    """The screen as SVG, once it is at rest."""
    await pilot.pause(0.3)
    return placed(pilot.app.export_screenshot(title="awesome-tui microservices"))


def placed(svg: str) -> str:
    """The same with each run of words where it belongs: some viewers leave out blanks."""
    return _TEXT.sub(_words, svg)


def _words(text: re.Match[str]) -> str:
    shown, x = html.unescape(text["shown"]), float(text["x"])
    return "".join(
        f'<text {text["look"]} x="{x + CELL * cell_len(shown[: words.start()]):g}" y="{text["y"]}"'
        f' textLength="{CELL * cell_len(words[0]):g}" {text["clip"]}>{_escaped(words[0])}</text>'
        for words in _WORDS.finditer(shown)
    )


def _escaped(text: str) -> str:
    return html.escape(text).replace("\xa0", "&#160;")
