"""The scroll bars look as Textual draws them, in less time."""

from __future__ import annotations

import pytest
from building import a_list, entry
from driving import MIDDLE, Opener
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from awesome_tui.tui.rendering.scroll_bar import SparseScrollBar


@pytest.mark.parametrize("theme", ["quiet-dark", "quiet-light", "ansi-dark"])
@pytest.mark.parametrize("keys", ["", "G", "pagedown pagedown k", "slash 9 9 9"])
async def test_a_bar_says_where_in_the_list_one_is(opened: Opener, keys: str, theme: str) -> None:
    long = a_list("Long", *(entry(f"Entry {number}") for number in range(300)))
    async with opened(long, MIDDLE, theme) as screens:
        await screens.press(*keys.split())
        bar = screens.browser.query_one("#entries").vertical_scrollbar
        assert isinstance(bar, SparseScrollBar)
        assert bar.size.height > 5
        whole = Region(0, 0, *bar.size)
        bar._styles_cache.clear()
        textuals = ScrollBar.render_lines(bar, whole)
        ours = bar.render_lines(whole)
        assert [looks(strip) for strip in ours] == [looks(strip) for strip in textuals]
        part = Region(0, 2, 1, 3)
        assert [looks(strip) for strip in bar.render_lines(part)] == [
            looks(strip) for strip in textuals[2:5]
        ]


async def test_a_taller_text_lays_out_the_screen_once(opened: Opener) -> None:
    uneven = a_list("Uneven", entry("Short", "Words."), entry("Long", "Many words. " * 60))
    async with opened(uneven, MIDDLE) as screens:
        await screens.settle()
        layouts: list[object] = []
        screens.screen.screen_layout_refresh_signal.subscribe(screens.screen, layouts.append)
        await screens.press("j")
        await screens.settle()
        assert screens.region("detail").height > 5
        assert len(layouts) == 1


def looks(strip: Strip) -> list[tuple[object, ...]]:
    """The cells that can be seen: of a blank, only what is behind it."""
    seen: list[tuple[object, ...]] = []
    for text, style, _ in strip:
        assert style
        front, back = style.color, style.bgcolor
        if style.reverse:
            front, back = back, front
        seen.append((text, back, text != " " and front))
    return seen
