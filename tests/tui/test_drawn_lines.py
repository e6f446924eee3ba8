"""What has changed is drawn anew, although widgets that did not change are not asked again."""

from __future__ import annotations

import pytest
from building import entry, section
from conftest import Browser
from driving import MIDDLE, NARROW, WIDE, Screens
from textual.pilot import Pilot

from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.browser import ListScreen

KEYS = "j j space G h j enter n greater_than_sign l tab slash 7 backspace 9 escape s y"


def an_app(browser: Browser) -> AwesomeApp:
    parts = tuple(
        section(f"Part {part}", *(entry(f"Entry {part}.{n}", "Text") for n in range(30)))
        for part in range(8)
    )
    long = AwesomeList("long", "Long", sections=parts)
    return AwesomeApp(ListScreen(lambda: long, browser.desktop()))


async def frame(pilot: Pilot[tuple[Entry, ...]]) -> list[list[tuple[str, object]]]:
    await Screens(pilot).settle()
    lines = pilot.app.screen._compositor.render_strips(pilot.app.size)
    return [[(text, style) for text, style, _ in line.simplify()] for line in lines]


async def anew(pilot: Pilot[tuple[Entry, ...]]) -> list[list[tuple[str, object]]]:
    """The frame as it is with every widget drawn again."""
    for widget in pilot.app.screen.walk_children(with_self=True):
        widget.notify_style_update()
        widget.refresh()
    return await frame(pilot)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_keys_leave_nothing_on_the_screen_that_is_no_longer_so(
    browser: Browser, size: tuple[int, int]
) -> None:
    app = an_app(browser)
    async with app.run_test(size=size) as pilot:
        await frame(pilot)
        for key in KEYS.split():
            await pilot.press(key)
            assert await frame(pilot) == await anew(pilot), key


async def test_another_theme_is_everywhere_at_once(browser: Browser) -> None:
    app = an_app(browser)
    async with app.run_test(size=WIDE) as pilot:
        before = await frame(pilot)
        for theme in ("quiet-light", "ansi-dark", "quiet-dark"):
            app.theme = theme
            assert await frame(pilot) == await anew(pilot), theme
        assert await frame(pilot) == before


async def test_another_size_and_the_mouse_on_a_line_are_seen(browser: Browser) -> None:
    app = an_app(browser)
    async with app.run_test(size=WIDE) as pilot:
        await frame(pilot)
        for size in (MIDDLE, NARROW, WIDE):
            await pilot.resize_terminal(*size)
            assert await frame(pilot) == await anew(pilot), size
        still = await frame(pilot)
        await pilot.hover("#tree-splitter")
        assert await frame(pilot) != still
        assert await frame(pilot) == await anew(pilot)
