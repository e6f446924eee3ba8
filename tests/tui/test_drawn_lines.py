"""Changed lines are drawn anew, although widgets that did not change are not asked again."""

from __future__ import annotations

import pytest
from building import entry, section
from driving import MIDDLE, NARROW, WIDE, Opener, Screens

from awesome_tui.model.entries import AwesomeList

KEYS = "j j space G h j enter n greater_than_sign l tab slash 7 backspace 9 escape s y"


LONG = AwesomeList(
    "long",
    "Long",
    sections=tuple(
        section(f"Part {part}", *(entry(f"Entry {part}.{n}", "Text") for n in range(30)))
        for part in range(8)
    ),
)


async def frame(screens: Screens) -> list[list[tuple[str, object]]]:
    await screens.settle()
    lines = screens.app.screen._compositor.render_strips(screens.app.size)
    return [[(text, style) for text, style, _ in line.simplify()] for line in lines]


async def anew(screens: Screens) -> list[list[tuple[str, object]]]:
    """The frame as it is with every widget drawn again."""
    for widget in screens.app.screen.walk_children(with_self=True):
        widget.notify_style_update()
        widget.refresh()
    return await frame(screens)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_keys_leave_nothing_on_the_screen_that_is_no_longer_so(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(LONG, size) as screens:
        await frame(screens)
        for key in KEYS.split():
            await screens.pilot.press(key)
            assert await frame(screens) == await anew(screens), key


async def test_another_theme_is_everywhere_at_once(opened: Opener) -> None:
    async with opened(LONG, WIDE) as screens:
        before = await frame(screens)
        for theme in ("quiet-light", "ansi-dark", "quiet-dark"):
            screens.app.theme = theme
            assert await frame(screens) == await anew(screens), theme
        assert await frame(screens) == before


async def test_another_size_and_the_mouse_on_a_line_are_seen(opened: Opener) -> None:
    async with opened(LONG, WIDE) as screens:
        await frame(screens)
        for size in (MIDDLE, NARROW, WIDE):
            await screens.pilot.resize_terminal(*size)
            assert await frame(screens) == await anew(screens), size
        still = await frame(screens)
        await screens.pilot.hover("#tree-splitter")
        assert await frame(screens) != still
        assert await frame(screens) == await anew(screens)
