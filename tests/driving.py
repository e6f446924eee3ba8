"""A driver for pilot tests, which presses keys and reads the screen."""

from __future__ import annotations

import asyncio
import gc
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from shared_rules import SharedStylesheet
from textual import events
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.geometry import Region
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from awesome_tui.model.appearance import ThemeChoice
from awesome_tui.model.entries import Entry
from awesome_tui.model.outline import GAP
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.rendering.type_ahead import is_quiet, until
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.themes import contrast
from awesome_tui.tui.widgets.list_browser import ListBrowser

THREE_COLUMNS, WIDE, MIDDLE, NARROW = (160, 40), (120, 40), (80, 24), (50, 20)

_GROUPS = {"start", "turn", "filter", "desktop", "keep", "asked", "index", "learn", "refresh"}
_GROUPS |= {"watch", "elsewhere", "aside", "guide", "filters", "check", "health"}
_GROUPS |= {"readme", "newer readme", "wrap", "reading"}
"""The worker groups to wait for: those that end without an answer of the user."""
_DRAWINGS = 3
"""Calls after a drawing may change the screen once more."""
_PATIENCE = 5.0
"""The seconds that a key may wait for what the test has yet to do."""
_NO_TEXT = " │─╭╮╰╯▁▂▃▄▅▆▇"
"""Blanks, and what lines and scroll bars are drawn with."""


class Screens:
    """The running app as the user sees it."""

    def __init__(self, pilot: Pilot[tuple[Entry, ...]]) -> None:
        assert isinstance(pilot.app, AwesomeApp)
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
            self.app.post_message(key_event(key))
            await self.settle()

    async def paste(self, text: str) -> None:
        """Paste `text` as a terminal does, and wait until its effects are complete."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to be done or drawn."""
        await self._draw()
        while working := [worker for worker in self.app.workers if worker.group in _GROUPS]:
            for worker in working:
                with suppress(WorkerCancelled):
                    await worker.wait()
            await self._draw()

    async def _draw(self) -> None:
        """Draw what messages have changed, and what comes of that.

        A pilot's pauses would have each widget take a message, for half of the time of a key.
        """
        for _ in range(_DRAWINGS):
            await until(self._is_quiet, _PATIENCE)
            await self.app.animator.wait_until_complete()
            await asyncio.sleep(0)  # or what is done already would never be noticed
            self.app.screen._on_timer_update()
        await until(self._is_quiet, _PATIENCE)

    def _is_quiet(self) -> bool:
        """True if nothing goes on but what waits for the user, or is not waited for."""
        asks = any(worker.group == "question" for worker in self.app.workers)
        is_asked = len(self.app.screen_stack) > 1
        is_resized = self.app._resize_timer is not None  # a size is laid out a moment later
        is_busy = is_resized or self.app._keys.is_busy
        return is_quiet(self.app) and not is_busy and (is_asked or not asks)

    def text(self, selector: str = "") -> str:
        """The text on the screen, or of the widget that `selector` finds."""
        return "\n".join(line.text.rstrip() for line in self._lines(selector))

    def region(self, name: str) -> Region:
        """The place of a pane on the screen."""
        return self.browser.query_one(f"#{name}").region

    def style(self, text: str, selector: str = "") -> Style:
        """The style of the run of characters that contains `text`."""
        runs = (run for line in self._lines(selector) for run in line)
        return next(run.style for run in runs if text in run.text and run.style)

    def contrasts(self, selector: str = "") -> list[tuple[str, float]]:
        """The runs of characters with their contrast, but for lines, bars and blanks."""
        runs = (run for line in self._lines(selector) for run in line)
        return [(run.text.strip(), _contrast(run)) for run in runs if run.text.strip(_NO_TEXT)]

    def _lines(self, selector: str) -> list[Strip]:
        found = [one for root in self.app.screen_stack for one in root.query(selector or "*")]
        region = found[-1].region if selector else self.app.screen.region
        lines = self.app.screen._compositor.render_strips(self.app.size)
        return [line.crop(region.x, region.right) for line in lines[region.y : region.bottom]]

    def rows(self) -> list[str]:
        """The names in the list, and its section lines in brackets, without the gaps above them."""
        entries = self.browser.query_one("#entries")
        outline = self.browser.outline
        assert outline is not None
        return [
            f"[{outline.places[~row].section.title}]" if row < 0 else outline.items[row].entry.name
            for row in entries.rows  # type: ignore[attr-defined]
            if row != GAP
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
    choice = ThemeChoice(theme, is_asked=True) if theme else None
    async with started(AwesomeApp(screen, choice), size) as screens:
        yield screens


@asynccontextmanager
async def started(app: AwesomeApp, size: tuple[int, int] = WIDE) -> AsyncIterator[Screens]:
    """Run `app`, whose first list is there."""
    app.stylesheet = SharedStylesheet(app.get_css_variables())
    async with app.run_test(size=size) as pilot:
        screens = Screens(pilot)
        await screens.settle()
        yield screens


def forget_apps() -> None:
    """Free the apps that have ended: each sets aside all that there is when it has started."""
    # Textual keeps the drawn lines of 1,024 widgets, also of those that have gone.
    StylesCache.get_inner_outer.cache_clear()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def key_event(name: str) -> events.Key:
    """The event of a key, which is named as in bindings or is a character."""
    key = _character_to_key(name) if len(name) == 1 else name
    try:
        named = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return events.Key(key, key if len(key) == 1 else None)
    return events.Key(key, named)


def _contrast(run: Segment) -> float:
    style = run.style or Style()
    assert style.color
    assert style.bgcolor
    ground, text = Color.from_rich_color(style.bgcolor), Color.from_rich_color(style.color)
    return contrast(ground, text)


Opened: TypeAlias = AbstractAsyncContextManager[Screens]
Opener: TypeAlias = Callable[..., Opened]
Reading: TypeAlias = Callable[..., Opened]
"""Opens the app on a source, with a library and a network."""
