"""Editors, choosers, help and palette: each is opened once and answered once, at any speed."""

from __future__ import annotations

import asyncio
from itertools import product
from pathlib import Path

import pytest
from configuring import Home
from driving import Reading, Screens
from shelves import Network
from textual import events
from textual.geometry import Size

from awesome_tui.library import Library
from awesome_tui.tui.dialogs.chooser import Chooser
from awesome_tui.tui.dialogs.export_dialog import ExportDialog
from awesome_tui.tui.dialogs.help import Help
from awesome_tui.tui.dialogs.note_editor import NoteEditor
from awesome_tui.tui.dialogs.palette import Palette

QUESTIONS = {
    "e": NoteEditor,
    "x": ExportDialog,
    "t": Chooser,
    "question_mark": Help,
    "f1": Help,
    "colon": Palette,
    "ctrl+p": Palette,
}


SMALL = [(80, 24), (60, 20), (50, 20), (40, 12)]
HINTS = {
    "e": ("enter saves", "esc cancels", "tab to the tags", "ctrl+j new line"),
    "x": ("enter saves", "y copies instead", "tab edits the name", "esc cancels"),
    "Y": ("enter chooses", "esc cancels"),
    "t": ("enter chooses", "esc cancels"),
    "question_mark": ("enter runs it", "esc closes", "Find a key, a word or a mark"),
    "colon": ("enter runs it", "esc closes"),
}


async def at_once(screens: Screens, *messages: str | events.Event) -> None:
    """Type `messages` faster than any of them is taken."""
    for message in messages:
        screens.app.post_message(key(message) if isinstance(message, str) else message)
    await screens.settle()


def key(name: str) -> events.Key:
    return events.Key(name, name if len(name) == 1 else None)


def mouse(kind: type[events.MouseEvent], x: int, y: int) -> events.MouseEvent:
    return kind(None, x, y, 0, 0, 1, False, False, False, x, y)


def click(x: int, y: int) -> tuple[events.Event, events.Event]:
    return mouse(events.MouseDown, x, y), mouse(events.MouseUp, x, y)


@pytest.mark.parametrize("opening", QUESTIONS)
async def test_what_is_open_is_closed_once(reading: Reading, opening: str, tmp_path: Path) -> None:
    async with reading() as screens:
        for first, second in product(("enter", "escape"), ("enter", "escape", "j", "pagedown")):
            await screens.press(opening)
            assert isinstance(screens.app.screen, QUESTIONS[opening]), (first, second)
            await at_once(screens, first, second)
            assert screens.app.return_code is None, (first, second)
            assert screens.app.screen is screens.screen or first == "enter", second
            await screens.press("escape")
            assert screens.app.screen is screens.screen, (first, second)
            (tmp_path / "food.md").unlink(missing_ok=True)  # or the next export would ask about it


@pytest.mark.parametrize("opening", QUESTIONS)
async def test_a_key_pressed_twice_opens_it_once(reading: Reading, opening: str) -> None:
    async with reading() as screens:
        await at_once(screens, opening, opening)
        assert len(screens.app.screen_stack) == 2
        await screens.press("escape")
        assert screens.app.screen is screens.screen


async def test_a_note_that_ends_with_two_enters_is_kept(reading: Reading, library: Library) -> None:
    async with reading() as screens:
        await screens.press("e", *"Fresh")
        await at_once(screens, "enter", "enter")
        assert screens.app.screen is screens.screen
        assert screens.message.startswith("Opened in browser")  # the second was for the list
        assert list(library.notes.all().result().values()) == ["Fresh"]


async def test_two_clicks_beside_the_palette_close_it(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("ctrl+p")
        await at_once(screens, *click(1, 30), *click(1, 30))
        assert screens.app.return_code is None
        assert screens.app.screen is screens.screen


@pytest.mark.parametrize("move", ["pagedown", "pageup", "down", "up", "ctrl+n", "ctrl+p"])
async def test_the_palette_takes_keys_from_the_first_moment_on(reading: Reading, move: str) -> None:
    async with reading() as screens:
        await at_once(screens, "ctrl+p", move, move)
        assert isinstance(screens.app.screen, Palette)
        await screens.press("escape")
        assert not screens.app.screen.is_modal


async def test_a_palette_in_which_nothing_matches_stays(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("ctrl+p", *"zzz", "pagedown", "pageup", "down", "up", "enter")
        assert isinstance(screens.app.screen, Palette)
        assert "nothing matches" in screens.text()


async def test_a_double_click_in_the_palette_runs_what_was_clicked(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("ctrl+p", *"sort by")
        row = next(y for y, line in enumerate(screens.text().splitlines()) if "Sort by" in line)
        await at_once(screens, *click(40, row), *click(40, row))
        assert screens.browser.order == "name"


@pytest.mark.parametrize("opening", [*QUESTIONS, "escape"])
async def test_dragging_the_mouse_while_something_opens_and_closes_selects_nothing(
    reading: Reading, opening: str
) -> None:
    async with reading() as screens:
        await at_once(screens, mouse(events.MouseDown, 3, 0), mouse(events.MouseMove, 9, 0))
        await at_once(screens, opening, mouse(events.MouseMove, 60, 15))
        await screens.press("escape")
        await at_once(screens, mouse(events.MouseMove, 2, 20), mouse(events.MouseUp, 2, 20))
        assert screens.app.screen.get_selected_text() is None
        assert screens.app.screen is screens.screen


async def test_keys_after_the_last_one_do_nothing(reading: Reading) -> None:
    async with reading() as screens:
        await at_once(screens, "q", "j", "e", "x", *click(3, 3), events.Paste("x"))
    assert screens.app.return_code == 0


@pytest.mark.parametrize("opening", QUESTIONS)
async def test_a_question_outlives_any_size_of_the_window(reading: Reading, opening: str) -> None:
    tiny = [Size(width, height) for width in (1, 2, 5, 9) for height in (1, 3, 7)]
    async with reading() as screens:
        await screens.press(opening)
        for size in (*tiny, *tiny[::-1], Size(500, 200), Size(1, 200), Size(500, 1), Size(80, 24)):
            screens.app.post_message(events.Resize(size, size))
            async with asyncio.timeout(60):
                while screens.app.screen.size != size:
                    await screens.pilot.pause(0)
            assert len(screens.text().splitlines()) <= size.height
        await screens.press("pagedown", "pageup")
        assert isinstance(screens.app.screen, QUESTIONS[opening])
        assert "╭" in screens.text()
        await screens.press("escape")
        assert screens.app.screen is screens.screen


async def test_a_click_where_there_is_no_screen_leaves_the_focus(reading: Reading) -> None:
    async with reading() as screens:
        await at_once(screens, *click(5_000, 5_000), *click(3, 40), *click(120, 3))
        assert screens.focused == "entries"


async def test_a_splitter_that_goes_while_it_is_dragged_lets_go_of_the_mouse(
    reading: Reading,
) -> None:
    async with reading() as screens:
        splitter = screens.browser.query_one("#tree-splitter")
        await at_once(screens, mouse(events.MouseDown, splitter.region.x, splitter.region.y))
        assert screens.app.mouse_captured is splitter
        await screens.pilot.resize_terminal(40, 20)
        await screens.settle()
        assert screens.app.mouse_captured is None


# ---- small windows


@pytest.mark.parametrize("size", SMALL)
async def test_the_hints_of_a_dialog_are_whole_in_small_windows(
    reading: Reading, size: tuple[int, int]
) -> None:
    async with reading(size=size) as screens:
        for opening, hints in HINTS.items():
            await screens.press(opening)
            lines = screens.text().splitlines()
            for hint in hints:
                assert any(hint in line for line in lines), hint
            assert not any(line.rstrip(" │▇").endswith(" ·") for line in lines), opening
            await screens.press("escape")


@pytest.mark.parametrize("size", SMALL)
async def test_a_question_keeps_its_end_in_small_windows(
    reading: Reading, size: tuple[int, int], tmp_path: Path, network: Network
) -> None:
    network.folder = str(tmp_path)
    (tmp_path / "food.md").write_text("mine")
    async with reading(size=size) as screens:
        await screens.press("x", "enter")
        assert ".md exists. Replace it?" in screens.text()


@pytest.mark.parametrize("size", SMALL)
async def test_what_a_line_is_asked_for_is_told_in_full(home: Home, size: tuple[int, int]) -> None:
    async with home.screens(size=size) as screens:
        await screens.press("comma", "j", "j", "j", "enter")
        told = " ".join(screens.text("#about").split())
        assert told == "Age from which a stored list is refreshed when it is opened, or never."
        assert "1m" in screens.text("#line")
        assert "enter saves · esc cancels" in screens.text()
