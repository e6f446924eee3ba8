"""In every theme, all that is on the screen can be read."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from building import entry, section
from driving import WIDE, Opener, Reading, Screens
from shelves import SPICES, Network
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from awesome_tui.model.entries import AwesomeList, Link
from awesome_tui.tui.themes import ANSI, LIGHT, NAMES, OURS, REST, contrast, readable_colors

THEMES = [theme for theme in (*(one.name for one in OURS), *BUILTIN_THEMES) if theme not in ANSI]
KNIVES = AwesomeList(
    "knives.md",
    "Knives",
    sections=(
        section(
            "Kitchen",
            entry("Santoku", "A **flat** edge, `steel` and [oil](https://example.com/oil)."),
            entry("Cleaver", "For bones.", more=(Link("oil", "https://example.com/oil"),)),
        ),
        section("Pocket", entry("Opinel", "Folds.")),
    ),
)
README = """# Spices ![logo](l.png)

Some are *hot*, **hotter** or ~~mild~~: `chili`, [pepper](https://pepper.example).

> Hot, [hot](https://hot.example) and hot.

|Hot|Mild|
|-|-|
|[Chili](https://chili.example)|- `Salt`|

    code
"""
SHOWN = {"Santoku", "Cleaver", "Opinel", "Bread", "Awesome Spices", "Cheese"}


def too_faint(runs: Iterable[tuple[str, float]]) -> list[str]:
    """The texts that are hard to read."""
    return [
        f"{text}: {ratio:.1f}"
        for text, ratio in runs
        if ratio < (NAMES if any(name in text for name in SHOWN) else REST)
    ]


async def assert_readable(screens: Screens, *selectors: str) -> None:
    """Look at the screen, or at what is named of it, in each theme."""
    for theme in THEMES:
        screens.app.theme = theme
        await screens.settle()
        for selector in selectors or ("",):
            runs = screens.contrasts(selector)
            assert runs
            assert too_faint(runs) == [], (theme, selector)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("space", id="entries focused, one marked, a message"),
        pytest.param("h", id="categories focused, entries not"),
        pytest.param("l", id="detail focused"),
        pytest.param("slash o i l shift+left", id="filter with selected text, matches"),
        pytest.param("slash o enter", id="matches in the row under the cursor"),
        pytest.param("slash z z z", id="nothing found"),
    ],
)
async def test_all_that_the_screen_says_is_readable_in_every_theme(
    opened: Opener, keys: str
) -> None:
    async with opened(KNIVES, WIDE) as screens:
        await screens.press(*keys.split())
        await assert_readable(screens)


async def test_so_are_the_mouse_on_a_line_and_an_error(opened: Opener) -> None:
    async with opened(KNIVES, WIDE) as screens:
        await screens.pilot.hover("#tree-splitter")
        screens.screen.say("The browser cannot be opened.", error=True)
        await assert_readable(screens)


async def test_so_are_choosers(opened: Opener) -> None:
    async with opened(KNIVES, WIDE) as screens:
        await screens.press("Y")
        await assert_readable(screens, "ChoiceList")


async def test_so_is_the_palette(opened: Opener) -> None:
    async with opened(KNIVES, WIDE) as screens:
        await screens.press("ctrl+p", "c", "o")
        await assert_readable(screens, "ChoiceList")
        await screens.press("z", "z")
        await assert_readable(screens, "Palette > Input")


async def test_so_are_signs_notes_and_tags_and_the_dialog_for_them(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("e", *"Well", "tab", *"tasty", "enter")
        await assert_readable(screens, "#entries", "#detail")
        await screens.press("e", *"Well")
        await assert_readable(screens, "VerticalScroll")
        await screens.press("tab", *"ta")
        await assert_readable(screens, "VerticalScroll")


async def test_so_is_a_readme_and_what_is_found_in_it(reading: Reading, network: Network) -> None:
    network.readme_texts[SPICES] = README
    async with reading() as screens:
        await screens.press("j", "p")
        await assert_readable(screens, "#readme")
        await screens.press("slash", *"hot")
        await assert_readable(screens, "#readme")
        await screens.press("enter", "n")
        await assert_readable(screens, "#readme")


async def test_so_is_what_is_asked_of_an_export(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("x", "j")
        await assert_readable(screens, "VerticalScroll")


def test_the_row_under_the_cursor_is_a_light_tint() -> None:
    for theme in BUILTIN_THEMES.values():
        colors = {**theme.to_color_system().generate(), **theme.variables}
        readable = readable_colors(colors)
        for key in ("block-cursor-background", "block-cursor-blurred-background"):
            if theme.name not in ANSI:
                tint = contrast(Color.parse(colors["background"]), Color.parse(readable[key]))
                assert 1.05 < tint < 1.7, theme.name


def test_what_can_be_read_stays_as_the_theme_has_it() -> None:
    colors = {**LIGHT.to_color_system().generate(), **LIGHT.variables}
    readable = readable_colors(colors)
    assert readable["foreground"] == colors["foreground"]
    assert readable["accent"] == colors["accent"]
