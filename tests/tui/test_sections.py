"""Among the categories, keys act on the section."""

from __future__ import annotations

import json
from pathlib import Path

from building import a_list, entry, section
from conftest import Browser
from driving import Opener, Reading, Screens

from awesome_tui.model.entries import AwesomeList

FOOD = "https://github.com/jane/food"


def copied(screens: Screens) -> str:
    return screens.app.clipboard


async def test_the_address_of_a_section_is_copied(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("h", "y")
        assert screens.message == f"Copied (terminal clipboard): {FOOD}"
        await screens.press("j", "y")
        assert copied(screens) == f"{FOOD}#all of them"


async def test_the_address_of_a_section_is_opened(reading: Reading, browser: Browser) -> None:
    async with reading() as screens:
        await screens.press("h", "j", "o")
        assert browser.opened == [f"{FOOD}#all%20of%20them"]


async def test_all_of_a_section_is_copied_as_it_is_shown(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "Y")
        assert "Copy the list as" in screens.text()
        await screens.press("escape", "j", "Y")
        assert "Copy Knives as" in screens.text()
        await screens.press("3")
        assert copied(screens) == "Santoku\nParing knife\nWhetstone"
        assert screens.message == "Copied (terminal clipboard): 3 entries as Name"
        await screens.press("slash", *"pointed", "enter", "h", "Y", "3")
        assert copied(screens) == "Paring knife"


async def test_a_section_without_a_title_is_named_in_what_is_copied_too(opened: Opener) -> None:
    tools = AwesomeList("t", "Tools", sections=(section("", entry("Saw"), entry("Axe")),))
    async with opened(tools) as screens:
        await screens.press("h", "j", "Y")
        assert "Copy (untitled) as" in screens.text()


async def test_as_json_entries_within_others_are_there_once(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "j", "j", "Y", "7")
        trees = json.loads(copied(screens))
        assert [tree["name"] for tree in trees] == ["Wok", "Dutch oven"]
        assert [inner["name"] for inner in trees[0]["entries"]] == ["Wok ring"]


async def test_marked_entries_go_before_the_section(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("space", "h", "j", "y")
        assert copied(screens) == "https://example.com/santoku"
        await screens.press("Y")
        assert "Copy 1 entry as" in screens.text()


async def test_a_list_without_an_address_says_so(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "y")
        assert screens.message == "This list has no address: Y copies the section itself."
        await screens.press("o")
        assert (browser.opened, copied(screens)) == ([], "")


async def test_no_address_is_offered_where_there_is_none(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("h")
        assert "y copy" in screens.text("#hints")
        await screens.press("H", "h")
        assert "y copy" not in screens.text("#hints")


async def test_sections_of_a_file_have_its_path(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "tea.md").write_text("# Tea")
    tea = a_list(str(tmp_path / "tea.md"), entry("Sencha"))
    async with opened(tea) as screens:
        await screens.press("h", "y")
        assert copied(screens) == str(tmp_path / "tea.md")
        await screens.press("o")
        assert screens.message.startswith("Not opened")
