"""Settings changed on the screens, in the file that the user keeps them in."""

from __future__ import annotations

import pytest
from configuring import Home

MINE = """\
# mine
clipboard = "auto"  # for now
mouse = true

[keys]
list.sort = "S"
"""


async def test_a_setting_is_changed_in_its_line_of_the_file(home: Home) -> None:
    home.write(MINE)
    async with home.screens() as screens:
        await screens.press("comma", "j", "j")
        assert "Clipboard to copy to" in screens.text()
        await screens.press("enter", "3")
        assert screens.message == 'Saved in config.toml: clipboard = "terminal"'
        assert screens.screen.desktop.clipboard == "terminal"
    assert home.file.read_text() == MINE.replace('"auto"', '"terminal"')


async def test_without_a_file_a_documented_one_is_written(home: Home) -> None:
    async with home.screens() as screens:
        await screens.press("comma", "G", "enter", *(["backspace"] * 60), *"new", "enter")
        assert screens.message == 'Saved in config.toml: marks = ["new"]'
    assert home.check() == []
    assert home.shown()["marks"][0] == '["new"]'
    assert "## Clipboard" in home.file.read_text()


async def test_what_settings_do_lines_up_beside_values_of_any_length(home: Home) -> None:
    home.write('opener = "a-browser-with-a-long-name --and-options"\n')
    async with home.screens() as screens:
        await screens.press("comma")
        lines = screens.text().splitlines()
        columns = {
            line.index(said)
            for said in ("Command that opens links", "Clipboard to copy to", "Marks that are shown")
            for line in lines
            if said in line
        }
        assert len(columns) == 1


async def test_in_a_narrow_window_settings_are_told_without_words_that_would_be_cut_to_nothing(
    home: Home,
) -> None:
    home.write('opener = "firefox"\nmarks = []\n')
    async with home.screens() as screens:
        await screens.press("comma")
        await screens.pilot.resize_terminal(44, 20)
        await screens.settle()
        shown = screens.text()
        assert "opener         firefox" in shown
        assert "marks          none" in shown
        assert "Command" not in shown
        assert "enter chooses · esc cancels" in shown


async def test_a_line_is_asked_for_until_it_is_right(home: Home) -> None:
    async with home.screens() as screens:
        await screens.press("comma", "j", "j", "j", "enter", *(["backspace"] * 9), *"soon", "enter")
        assert "It must be an age such as 30m, 12h or 7d, or never." in screens.text()
        await screens.press(*(["backspace"] * 9), *"12h", "enter")
        assert screens.message == 'Saved in config.toml: refresh = "12h"'
    assert home.shown()["refresh"][0] == '"12h"'


async def test_a_line_goes_on_from_what_is_set(home: Home) -> None:
    home.write('opener = "firefox"\n')
    async with home.screens() as screens:
        await screens.press("comma", "j", "enter", "space", *"{url}", "enter")
    assert home.shown()["opener"][0] == '"firefox {url}"'


async def test_a_number_is_replaced_by_what_is_typed(home: Home) -> None:
    async with home.screens() as screens:
        await screens.press("comma", *("j" * 7), "enter", *"24", "enter")
        assert screens.message == "Saved in config.toml: tree_width = 24"


async def test_what_goes_before_the_file_is_told(home: Home) -> None:
    home.environ["AWESOME_TUI_CLIPBOARD"] = "system"
    async with home.screens() as screens:
        await screens.press("comma", "j", "j", "enter", "3")
        assert screens.message == (
            'Saved in config.toml: clipboard = "terminal" · $AWESOME_TUI_CLIPBOARD goes before it'
        )


async def test_a_theme_is_seen_before_it_is_chosen(home: Home) -> None:
    home.write(MINE)
    async with home.screens() as screens:
        await screens.press("comma", "enter", "G")
        seen = screens.app.theme
        await screens.press("escape")
        assert screens.app.theme == "quiet-dark" != seen
        await screens.press("comma", "enter", "G", "enter")
        assert screens.app.theme == seen
    assert home.shown()["theme"] == (f'"{seen}"', "file, line 4")


async def test_the_key_for_themes_changes_the_file_where_that_has_one(home: Home) -> None:
    home.write('theme = "nord"  # cold\n')
    async with home.screens() as screens:
        await screens.press("t", "g", "enter")
        assert screens.app.theme == "quiet-dark"
    assert home.file.read_text() == 'theme = "quiet-dark"  # cold\n'


async def test_panes_follow_at_once(home: Home) -> None:
    home.write('arrangement = "single"\n')
    async with home.screens() as screens:
        alone = screens.browser.panes.arrangement
        await screens.press("comma", "j", "j", "j", "j", "j", "j", "enter", "1")
        assert (alone, screens.browser.panes.arrangement) == ("single", "below")


@pytest.mark.parametrize("text", ["theme =", "[["])
async def test_a_file_that_is_no_toml_is_left_alone(home: Home, text: str) -> None:
    home.write(text)
    async with home.screens() as screens:
        await screens.press("comma", "j", "j", "enter", "3")
        assert screens.message.startswith("Not saved. All settings of a file")
    assert home.file.read_text() == text


async def test_line_ends_of_windows_stay(home: Home) -> None:
    home.write(MINE.replace("\n", "\r\n"))
    async with home.screens() as screens:
        await screens.press("comma", "j", "j", "enter", "3")
    assert home.file.read_bytes().decode() == MINE.replace('"auto"', '"terminal"').replace(
        "\n", "\r\n"
    )
