"""Draw the screens over the bundled list: `python screenshots` writes the SVG files beside this."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len

from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.bundled import bundled_text
from awesome_tui.sources.read import SourceText
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.browser import ListScreen

SIZES = {"wide": (120, 34), "middle": (80, 24), "narrow": (50, 20)}
CELL = 12.2
"""How wide Rich draws a cell."""
_TEXT = re.compile(
    r'<text (?P<look>class="[^"]+") x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"'
    r" (?P<clip>[^>]+)>(?P<shown>[^<]*)</text>"
)
_WORDS = re.compile(r"\S+(?:\s\S+)*")
THEMES = {"dark": "quiet-dark", "light": "quiet-light"}
SCENES: dict[str, Sequence[str]] = {
    "list": ["j", "j", "j"],
    "filter": ["slash", *"kafka"],
}


async def draw(size: tuple[int, int], theme: str, keys: Sequence[str]) -> str:
    """One screen of `size` cells after `keys`, as SVG."""
    document = parse_source(SourceText(bundled_text("microservices"), "markdown", "microservices"))
    app = AwesomeApp(ListScreen(lambda: document, Desktop({})), theme)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press(*keys)
        await pilot.pause(0.3)
        return placed(app.export_screenshot(title="awesome-tui microservices"))


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


async def main() -> None:
    """Write every scene at every width in both themes."""
    folder = Path(__file__).parent
    for scene, keys in SCENES.items():
        for width, size in SIZES.items():
            for look, theme in THEMES.items():
                svg = await draw(size, theme, keys)
                (folder / f"{scene}-{width}-{look}.svg").write_text(svg, "utf-8")


asyncio.run(main())
