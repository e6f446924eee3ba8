"""`x`: what is marked or shown becomes a file or goes to the clipboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from driving import NARROW, Reading
from shelves import SPICES, Network
from textual.widgets import Input

from awesome_tui.library import Bookmark, Library
from awesome_tui.tui.dialogs.export_dialog import ExportDialog
from awesome_tui.tui.pages import HOME

URLS = "8"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder that files go to."""
    return tmp_path


async def test_what_is_shown_goes_to_a_file_named_after_it(reading: Reading, here: Path) -> None:
    async with reading() as screens:
        await screens.press("slash", *"bread", "enter", "x", "enter")
        assert screens.message == f"Exported 1 entry to {here}/food-bread.md"
    assert "- [Bread](https://example.com/bread)" in (here / "food-bread.md").read_text()


async def test_the_whole_list_goes_where_nothing_is_marked_or_filtered(
    reading: Reading, here: Path
) -> None:
    async with reading() as screens:
        await screens.press("x", URLS, "enter")
        assert screens.message == f"Exported 3 entries to {here}/food.txt"
    assert len((here / "food.txt").read_text().splitlines()) == 3


async def test_what_is_marked_goes_before_what_is_shown(reading: Reading, here: Path) -> None:
    async with reading() as screens:
        await screens.press("space", "G", "space", "slash", *"zzz", "enter", "x", URLS, "enter")
    assert (here / "food.txt").read_text() == (
        "https://example.com/bread\nhttps://example.com/cheese\n"
    )


async def test_the_section_goes_among_the_categories(
    reading: Reading, network: Network, library: Library, here: Path
) -> None:
    network.fresh(SPICES)
    await library.bookmarks.add(Bookmark("https://example.com/wok", "Wok", tags=("hot", "iron")))
    async with reading(HOME) as screens:
        await screens.press("slash", *"is:bookmarked", "enter", "h", "G", "x")
        assert "Export 1 entry · Bookmarks · is:bookmarked" in screens.text()
        await screens.press("7", "enter")
        assert screens.message == (
            f"Exported 1 entry to {here}/awesome-lists-bookmarks-is-bookmarked.html"
        )
    (file,) = here.glob("*.html")
    assert 'TAGS="hot,iron">Wok</A>' in file.read_text()


async def test_y_puts_it_on_the_clipboard(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("x", "2", "y")
        assert screens.message == "Copied (terminal clipboard): 3 entries as JSON"
        copied = json.loads(screens.app.clipboard)
        assert copied["title"] == "Food"


async def test_a_file_that_is_there_is_replaced_only_by_one_who_says_so(
    reading: Reading, here: Path
) -> None:
    (here / "food.md").write_text("mine")
    async with reading() as screens:
        await screens.press("x", "enter")
        assert "food.md exists. Replace it?" in screens.text().replace("\n", "")
        await screens.press("1")
        assert isinstance(screens.app.screen, ExportDialog), "for another name"
        assert (here / "food.md").read_text() == "mine"
        await screens.press("escape", "x", "enter", "2")
        assert screens.message == f"Exported 3 entries to {here}/food.md"
    assert (here / "food.md").read_text() != "mine"


async def test_the_ending_follows_the_format_unless_the_user_has_another(
    reading: Reading, here: Path
) -> None:
    async with reading() as screens:
        await screens.press("x", "3")
        file = screens.app.screen.query_one("#file", Input)
        assert file.value == f"{here}/food.jsonl"
        await screens.press("tab", *"-1", "end", *".bak", "shift+tab", "4")
        assert file.value == f"{here}/food-1.jsonl.bak"
        await screens.press("enter", "x")
        assert screens.app.screen.query_one("#file", Input).value == f"{here}/food.csv", (
            "as last time"
        )
    assert (here / "food-1.jsonl.bak").read_text().startswith("name,url")


async def test_who_types_the_ending_before_that_which_is_there_has_it_once(
    reading: Reading, here: Path
) -> None:
    async with reading() as screens:
        await screens.press("x", "tab", "ctrl+u")
        await screens.paste(f"{here}/my.md")
        await screens.press("enter")
        assert screens.message == f"Exported 3 entries to {here}/my.md"


async def test_what_cannot_be_written_is_said_in_one_sentence(reading: Reading, here: Path) -> None:
    async with reading(size=NARROW) as screens:
        await screens.press("x", "tab", "home", "ctrl+k", *"no/food.md", "enter")
        assert screens.message == f"Cannot write {here}/no/food.md: No such file or directory."


@pytest.mark.parametrize("folder", ["", "   ", "sub/", "/", "../"])
async def test_an_ending_alone_is_no_name(reading: Reading, here: Path, folder: str) -> None:
    before = sorted(here.rglob("*"))
    async with reading() as screens:
        await screens.press("x", "tab", "ctrl+u")
        await screens.paste(folder)
        await screens.press("enter")
        assert "Export" in screens.text()
        assert screens.focused == "file"
        await screens.press("escape")
    assert sorted(here.rglob("*")) == before


async def test_where_nothing_is_shown_there_is_nothing_to_export(reading: Reading) -> None:
    async with reading(query="zzz") as screens:
        await screens.press("x")
        assert screens.message == "There is nothing to export."


@pytest.mark.parametrize("size", [(80, 24), (50, 12), (80, 10)])
async def test_file_and_keys_are_in_sight_in_a_low_window_too(
    reading: Reading, size: tuple[int, int]
) -> None:
    async with reading(size=size) as screens:
        await screens.press("x")
        for key in ("8", "k"):
            await screens.press(key)
            assert "food" in screens.text("#file")
            assert "esc cancels" in screens.text().replace("\n", " ")
        assert "bookmarks for browsers" in screens.text("Form ChoiceList")


async def test_without_a_name_the_dialog_stays(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("x", "tab", "end", "ctrl+u", "enter")
        assert isinstance(screens.app.screen, ExportDialog)
        assert screens.app.focused is screens.app.screen.query_one("#file")
