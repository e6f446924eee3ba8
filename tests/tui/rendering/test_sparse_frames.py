"""Only what changed is drawn, and it looks as if all were."""

from __future__ import annotations

import random

import pytest
from driving import NARROW, WIDE, Opener
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from awesome_tui.model.entries import AwesomeList
from awesome_tui.tui.rendering.quick_screen import QuickScreen
from awesome_tui.tui.rendering.sparse_frames import SparseCompositor


class Line(Widget):
    DEFAULT_CSS = "Line { height: 2; }"

    drawn = 0

    def render_lines(self, crop: Region) -> list[Strip]:
        self.drawn += crop.height
        return super().render_lines(crop)


class LineScreen(QuickScreen):
    def __init__(self) -> None:
        super().__init__()
        self.lines = [Line(), Line(), Line()]

    def compose(self) -> ComposeResult:
        yield from self.lines


async def test_what_lies_between_two_changes_is_not_drawn() -> None:
    screen = LineScreen()
    async with App[None]().run_test() as pilot:
        await pilot.app.push_screen(screen)
        await pilot.pause()
        before = [line.drawn for line in screen.lines]
        first, _, last = screen.lines
        first.refresh()
        last.refresh(Region(0, 1, 9, 1))
        await pilot.pause()
        drawn = [line.drawn - old for line, old in zip(screen.lines, before, strict=True)]
        assert drawn == [2, 0, 1]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_any_part_of_the_screen_is_drawn_as_textual_draws_it(
    opened: Opener, kitchen: AwesomeList, size: tuple[int, int]
) -> None:
    chance, whole = random.Random(1), Region(0, 0, *size)
    async with opened(kitchen, size) as screens:
        screens.screen.say("a message that lies over the panes " * 9)
        await screens.settle()
        compositor = screens.screen._compositor
        assert isinstance(compositor, SparseCompositor)
        for _ in range(50):
            x, y = chance.randrange(size[0]), chance.randrange(size[1])
            part = Region(x, y, chance.randint(1, 90), chance.randint(1, 9)).intersection(whole)
            line = Region(0, chance.randrange(size[1]), size[0], 1)
            drawn = []
            for each in (SparseCompositor, Compositor):
                compositor._dirty_regions.update((part, line))
                update = each.render_partial_update(compositor)
                assert update is not None
                drawn.append(pieces(update))
            assert drawn[0] == drawn[1]


def pieces(update: ChopsUpdate) -> list[tuple[int, int, Strip | None]]:
    return [
        (y, x, piece)
        for y, start, stop in update.spans
        for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=True)
        if x < stop and start < end
    ]
