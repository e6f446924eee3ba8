"""Theme and sizes: tried, chosen, and there again at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import a_list, entry
from commands import COMMAND, RIVERS, Terminal
from conftest import Browser
from driving import THREE_COLUMNS, WIDE, Opener, started
from shelves import Network, Now

from awesome_tui.library import Library
from awesome_tui.model.appearance import Appearance, ThemeChoice
from awesome_tui.model.entries import AwesomeList
from awesome_tui.system.start_frame import load_appearance
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.list_screen import ListScreen
from awesome_tui.tui.screens.reader import ReaderScreen
from awesome_tui.tui.themes import DARK, LIGHT

DARK_GROUND, LIGHT_GROUND = b"48;2;22;24;29", b"48;2;252;252;253"
TELLS_LIGHT = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"


async def test_a_theme_is_tried_as_one_moves_and_escape_brings_the_old_one_back(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, WIDE) as screens:
        await screens.press("t", "j")
        assert screens.app.theme == LIGHT.name
        await screens.press("j")
        assert screens.app.theme not in (LIGHT.name, DARK.name)
        await screens.press("escape")
        assert screens.app.theme == DARK.name
        await screens.press("t", "j", "enter")
        assert screens.app.theme == LIGHT.name


async def test_a_theme_of_the_terminals_own_colours_underlines_the_cursor_also_when_chosen_late(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, WIDE) as screens:
        assert not screens.style("Santoku", "#entries").underline
        screens.app.theme = "ansi-dark"
        await screens.settle()
        assert screens.style("Santoku", "#entries").underline
        screens.app.theme = DARK.name
        await screens.settle()
        assert not screens.style("Santoku", "#entries").underline


@pytest.mark.parametrize("key", ["Y", "t", "colon", "question_mark"])
@pytest.mark.parametrize("theme", [DARK.name, "ansi-dark"])
async def test_the_list_stays_in_sight_below_a_dialog(
    browser: Browser, kitchen: AwesomeList, key: str, theme: str
) -> None:
    app = AwesomeApp(ListScreen(lambda: kitchen, browser.desktop()), ThemeChoice(theme))
    async with started(app, (160, 60)) as screens:
        await screens.press(key)
        assert app.screen is not screens.screen
        assert "CATEGORIES" in screens.text()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


async def use(path: Path, browser: Browser, keys: str, size: tuple[int, int]) -> tuple[object, ...]:
    """Press `keys` in a window that looks as the last one did; return how it was left."""
    library = Library(path, Now())
    food = {"jane/food": a_list("Food", entry("Bread", "Of wheat."))}
    network = Network(library, food, seen=food)
    appearance = load_appearance(path)
    screen = ReaderScreen(
        "jane/food", None, lambda: network.shelf(Now()), browser.desktop(), appearance=appearance
    )
    app = AwesomeApp(screen, ThemeChoice(appearance.theme))
    async with started(app, size) as screens:
        await screens.press(*keys.split())
        left = app.theme, *(screens.region(name) for name in ("tree", "entries", "detail"))
        await screens.pilot.press("q")
    library.close()
    return left


@pytest.mark.parametrize("size", [THREE_COLUMNS, WIDE])
async def test_what_was_chosen_is_there_at_the_next_start(
    path: Path, browser: Browser, size: tuple[int, int]
) -> None:
    keys = "t j enter h greater_than_sign tab tab greater_than_sign less_than_sign less_than_sign"
    before = await use(path, browser, "", size)
    left = await use(path, browser, keys, size)
    assert left[0] == LIGHT.name
    assert all(now != then for now, then in zip(left, before, strict=True))
    assert await use(path, browser, "", size) == left
    assert await use(path, browser, "t escape", size) == left


async def test_of_a_theme_that_is_no_more_the_usual_one_takes_the_place(
    path: Path, browser: Browser
) -> None:
    with Library(path, Now()) as library:
        library.settings.save(Appearance("gone").settings()).result()
    assert (await use(path, browser, "", WIDE))[0] == DARK.name


@pytest.mark.parametrize("content", [None, b"", b"no library"])
def test_without_a_sound_library_it_is_as_nobody_chose(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.write_bytes(content)
    assert load_appearance(path) == Appearance()


@pytest.fixture
def program(tmp_path: Path) -> str:
    (tmp_path / "rivers.md").write_text(RIVERS)
    variables = f"XDG_DATA_HOME={tmp_path} TERM=xterm-256color COLORTERM=truecolor"
    return f"{variables} {' '.join(COMMAND)} {tmp_path}/rivers.md"


def test_without_a_choice_the_theme_follows_the_terminal_and_knows_it_at_the_next_start(
    program: str,
) -> None:
    with Terminal(f"{program}; echo over") as terminal:
        terminal.shows(b"\x1b]11;?")
        terminal.type(TELLS_LIGHT)
        terminal.shows(LIGHT_GROUND)
        terminal.type(b"b")
        terminal.shows(b"Bookmarked")
        terminal.type(b"q")
        terminal.shows(b"over")
    with Terminal(f"{program}; echo over") as terminal:
        assert DARK_GROUND not in terminal.shows(b"Amper")
        terminal.type(b"q")
        terminal.shows(b"over")


@pytest.mark.parametrize("how", ["--theme quiet-dark", "pick --theme quiet-dark"])
def test_who_names_a_theme_has_it(program: str, how: str) -> None:
    command, _, source = program.rpartition(" ")
    with Terminal(f"{command} {how} {source}; echo over") as terminal:
        written = terminal.shows(b"Amper")
        terminal.type(b"\x11")
        written += terminal.shows(b"over")
    assert b"\x1b]11;" not in written
    assert DARK_GROUND in written
