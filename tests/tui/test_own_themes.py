"""Themes of the user's own: small files of colours."""

from __future__ import annotations

import pytest
from configuring import Home
from textual.color import Color

from awesome_tui.tui.themes import NAMES, REST, contrast

SEA = """\
background = "#0b1d26"
foreground = "#d7e3e8"
accent = "#5fb3d9"
"""
FAINT = """\
background = "#fff"
foreground = "#eeeeee"  # hardly to be seen
muted = "#ddd"
accent = "#0000ff"
"""


def add_theme(home: Home, name: str, text: str) -> None:
    folder = home.file.parent / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text)


async def test_a_theme_of_the_user_is_used_and_offered(home: Home) -> None:
    add_theme(home, "sea", SEA)
    home.write('theme = "sea"')
    async with home.screens() as screens:
        assert screens.app.theme == "sea"
        assert screens.message == ""
        style = screens.style("Eider", "#entries")
        assert style.bgcolor is not None
        assert Color.from_rich_color(style.bgcolor) == Color.parse("#0b1d26")
        await screens.press("t")
        assert "sea" in screens.text()


def test_it_is_dark_or_light_by_its_background(home: Home) -> None:
    add_theme(home, "sea", SEA)
    add_theme(home, "faint", FAINT)
    with home.app() as app:
        assert app.available_themes["sea"].dark
        assert not app.available_themes["faint"].dark


async def test_what_is_too_faint_is_told_and_drawn_readably(home: Home) -> None:
    add_theme(home, "faint", FAINT)
    home.write('theme = "faint"')
    _, found, _ = home.run("config", "check")
    folder = home.file.parent / "themes"
    said = "to the background, and is drawn with"
    assert found.splitlines() == [
        f"{folder}/faint.toml:2: foreground: has a contrast of 1.2 {said} 4.5",
        f"{folder}/faint.toml:3: muted: has a contrast of 1.4 {said} 3",
    ]
    async with home.screens() as screens:
        assert screens.message == ""
        variables = screens.app.get_css_variables()
        ground = Color.parse("#fff")
        assert contrast(Color.parse(variables["foreground"]), ground) >= NAMES
        assert contrast(Color.parse(variables["foreground-muted"]), ground) >= REST


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (SEA.replace("#5fb3d9", "blue"), "sea.toml:3: accent: must be a colour such as #8ab4f8"),
        (SEA.replace('"#5fb3d9"', "5"), "sea.toml:3: accent: must be a colour such as #8ab4f8"),
        (SEA.replace("accent", "border"), "sea.toml: accent: is missing"),
        (SEA + "border = 'x'", "sea.toml:4: border: no such colour; there are background,"),
        ("background", "sea.toml:1: no TOML: "),
    ],
)
async def test_a_wrong_theme_is_told_with_line_and_key(home: Home, text: str, finding: str) -> None:
    add_theme(home, "sea", text)
    _, found, _ = home.run("config", "check")
    assert f"/themes/{finding}" in found
    async with home.screens() as screens:
        assert "sea.toml" in screens.message
        assert "sea" not in screens.app.available_themes
