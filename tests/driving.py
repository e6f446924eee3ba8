"""A driver for pilot tests, which presses keys and reads the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import TypeAlias

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from awesome_tui.model.entries import Entry
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.widgets.list_browser import ListBrowser

WIDE, MIDDLE, NARROW = (120, 40), (80, 24), (50, 20)

_GROUPS = {"start", "turn", "filter", "desktop", "keep", "asked", "index", "learn", "refresh"}
_GROUPS |= {"watch", "elsewhere"}
"""The worker groups to wait for: those that end without an answer of the user."""


class Screens:
    """The running app as the user sees it."""

    def __init__(self, pilot: Pilot[tuple[Entry, ...]]) -> None:
        self.pilot = pilot
        self.app = pilot.app

    @property
    def screen(self) -> BrowserScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, BrowserScreen)
        return screen

    @property
    def browser(self) -> ListBrowser:
        return self.screen.browser

    async def press(self, *keys: str) -> None:
        """Press `keys` and wait until their effects are complete."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def paste(self, text: str) -> None:
        """Paste `text` as a terminal does, and wait until its effects are complete."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        while working := [worker for worker in self.app.workers if worker.group in _GROUPS]:
            for worker in working:
                with suppress(WorkerCancelled):
                    await worker.wait()
            await self.pilot.pause()

    def text(self, selector: str = "") -> str:
        """The text on the screen, or of the widget that `selector` finds."""
        return "\n".join(line.text.rstrip() for line in self._lines(selector))

    def style(self, text: str, selector: str = "") -> Style:
        """The style of the run of characters that contains `text`."""
        runs = (run for line in self._lines(selector) for run in line)
        return next(run.style for run in runs if text in run.text and run.style)

    def faint(self) -> list[str]:
        """The words with less contrast than WCAG requires."""
        runs = (run for line in self._lines("") for run in line)
        return [run.text for run in runs if any(map(str.isalnum, run.text)) and _is_faint(run)]

    def _lines(self, selector: str) -> list[Strip]:
        root = self.app.screen_stack[0] if self.app.screen.is_modal else self.app.screen
        widget = root.query_one(selector) if selector else self.app.screen
        region = widget.region
        lines = self.app.screen._compositor.render_strips(self.app.size)
        return [line.crop(region.x, region.right) for line in lines[region.y : region.bottom]]

    def rows(self) -> list[str]:
        """The names in the list, and its section lines in brackets."""
        entries = self.browser.query_one("#entries")
        outline = self.browser.outline
        assert outline is not None
        return [
            f"[{outline.places[~row].section.title}]" if row < 0 else outline.items[row].entry.name
            for row in entries.rows  # type: ignore[attr-defined]
        ]

    @property
    def message(self) -> str:
        """The message in the footer."""
        said: str = self.browser.query_one("#hints").message  # type: ignore[attr-defined]
        return said

    @property
    def selected(self) -> str | None:
        """The name of the entry under the cursor."""
        number = self.browser.query_one("#entries").number  # type: ignore[attr-defined]
        outline = self.browser.outline
        return outline.items[number].entry.name if outline and number is not None else None

    @property
    def focused(self) -> str | None:
        """The pane that has the focus."""
        return self.app.focused.id if self.app.focused else None


@asynccontextmanager
async def running(
    screen: BrowserScreen, size: tuple[int, int] = WIDE, theme: str | None = None
) -> AsyncIterator[Screens]:
    """Run the app with this screen, whose first list is there."""
    async with AwesomeApp(screen, theme).run_test(size=size) as pilot:
        screens = Screens(pilot)
        await screens.settle()
        yield screens


def _is_faint(run: Segment) -> bool:
    style = run.style or Style()
    assert style.color
    assert style.bgcolor
    darker, lighter = sorted(_luminance(color) for color in (style.color, style.bgcolor))
    return (lighter + 0.05) / (darker + 0.05) < 4.5


def _luminance(color: Color) -> float:
    parts = (part / 255 for part in color.get_truecolor())
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return sum(map(float.__mul__, (0.2126, 0.7152, 0.0722), linear))


Opened: TypeAlias = AbstractAsyncContextManager[Screens]
Opener: TypeAlias = Callable[..., Opened]
Reading: TypeAlias = Callable[..., Opened]
"""Opens the app on a source, with a library and a network."""
