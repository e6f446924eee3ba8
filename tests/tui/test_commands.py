"""Help and palette: what the keys do, found by a word, and done by enter."""

from __future__ import annotations

import pytest
from conftest import Browser
from driving import MIDDLE, NARROW, WIDE, Opener, Reading
from textual.binding import Binding

from awesome_tui.model.entries import AwesomeList
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.commands import GROUPS
from awesome_tui.tui.dialogs.help import Help
from awesome_tui.tui.dialogs.help_text import HelpGroup, HelpRow, in_columns, matching_groups
from awesome_tui.tui.screens.picker import PickScreen
from awesome_tui.tui.screens.reader import ReaderScreen
from awesome_tui.tui.widgets.entry_detail import EntryDetail
from awesome_tui.tui.widgets.entry_list import EntryList
from awesome_tui.tui.widgets.filter_bar import FilterInput
from awesome_tui.tui.widgets.section_tree import SectionTree

SOME = [
    HelpGroup("Entries", (HelpRow("y", "Copy the URL"), HelpRow("o enter", "Open it"))),
    HelpGroup("Marks in a row", (HelpRow("★", "is bookmarked"),)),
]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("copy", ["Copy the URL"]),
        ("COPY url", ["Copy the URL"]),
        ("o", ["Open it"]),  # a key is meant before a letter
        ("enter", ["Open it"]),
        ("★", ["is bookmarked"]),
        ("marks", ["is bookmarked"]),
        ("entries open", ["Open it"]),
        ("zebra", []),
    ],
)
def test_a_key_or_words_find_rows_of_the_help(query: str, texts: list[str]) -> None:
    found = matching_groups(SOME, query)
    assert [row.text for group in found for row in group.rows] == texts


@pytest.mark.parametrize("count", [1, 2, 3])
def test_groups_stay_whole_in_columns(count: int) -> None:
    groups = [HelpGroup(str(n), [HelpRow(str(n), "x")] * 5) for n in range(4)]
    columns = in_columns(groups, count)
    assert len(columns) == count
    assert [row.text for column in columns for row in column if row.text.isdigit()] == [*"0123"]
    assert max(map(len, columns)) <= 28 // count + 7


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW, (40, 12)])
async def test_no_word_of_the_help_is_cut(reading: Reading, size: tuple[int, int]) -> None:
    async with reading(size=size) as screens:
        await screens.press("question_mark")
        shown = ""
        for _ in range(12):
            shown += screens.text("HelpRows")
            await screens.press("pagedown")
        assert "unmark" in shown
        assert shown.replace("JSON, …", "").count("…") == 0


def test_each_command_belongs_to_a_group() -> None:
    prefixes = {part for ids in GROUPS.values() for part in ids}
    owners = (
        AwesomeApp,
        ReaderScreen,
        PickScreen,
        SectionTree,
        EntryList,
        EntryDetail,
        FilterInput,
    )
    bindings = (each for owner in owners for each in Binding.make_bindings(owner.BINDINGS))
    assert {str(each.id).partition(".")[0] for each in bindings} <= prefixes


@pytest.mark.parametrize("key", ["question_mark", "f1"])
@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_help_shows_the_keys_that_work_here(
    opened: Opener, kitchen: AwesomeList, key: str, size: tuple[int, int]
) -> None:
    async with opened(kitchen, size) as screens:
        await screens.press(key)
        assert isinstance(screens.app.screen, Help)
        lines = screens.text().splitlines()
        assert any("y" in line and "Copy the URL" in line for line in lines)
        titles = next(line for line in lines if "Entries" in line).strip("│ ▌▂").split()
        assert (len(titles) > 1) is (size == WIDE)
        await screens.press(*"unfold")
        assert "nothing matches" in screens.text()  # it does so among the categories
        await screens.press("escape", "h", key, *"unfold")
        assert "Fold or unfold all" in screens.text()


async def test_help_explains_marks_and_filter(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("question_mark", *"bookmarked")
        assert "★" in screens.text()
        await screens.press("escape", "question_mark", *"!word")
        assert "not in any text" in screens.text()
        await screens.press("enter")  # which is nothing to be done
        assert isinstance(screens.app.screen, Help)


@pytest.mark.parametrize(
    "keys",
    [
        [*"choose a key", *["backspace"] * 12, "y"],
        [*"copy the"],
        ["tab", "shift+tab", *"copy", "down", "up"],
        [*"copy", "ctrl+n", "ctrl+p"],
    ],
)
async def test_enter_does_what_the_help_says_under_the_cursor(
    opened: Opener, kitchen: AwesomeList, keys: list[str]
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("question_mark", *keys, "enter")
        assert screens.message.endswith("https://example.com/santoku")


async def test_in_the_help_the_cursor_goes_through_all_columns(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("question_mark", "tab", "up")
        helped = screens.app.screen
        assert isinstance(helped, Help)
        command = helped.chosen_command()
        await screens.press("down", "up")
        assert command
        assert helped.chosen_command() == command
        await screens.press("tab")
        assert helped.chosen_command() != command


async def test_help_from_the_filter_tells_its_keys(opened: Opener, kitchen: AwesomeList) -> None:
    async with opened(kitchen) as screens:
        await screens.press("slash", "k", "f1")
        assert "Drop the last term" in screens.text()
        await screens.press("escape")
        assert screens.focused == "filter"


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_every_action(
    opened: Opener, kitchen: AwesomeList, key: str
) -> None:
    async with opened(kitchen) as screens:
        await screens.press(key, *"sort by", "enter")
        assert screens.browser.order == "name"


async def test_the_palette_finds_the_actions_of_other_panes(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("h", "colon", *"mark", "enter")
        assert screens.browser.marks
        await screens.press("l", "l", "colon", *"next row", "enter")
        assert screens.selected != "Bread"


async def test_enter_in_the_palette_opens_nothing_behind_it(
    opened: Opener, kitchen: AwesomeList, browser: Browser
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("colon", *"larger", "enter")
        assert not browser.opened


async def test_help_tells_motions_in_the_order_of_their_size(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen, (120, 60)) as screens:
        await screens.press("question_mark")
        said = ("Next row", "First row", "Half a page down", "Page down", "Page up", "Next section")
        places = [screens.text().index(each) for each in said]
        assert places == sorted(places)


@pytest.mark.parametrize("key", ["question_mark", "colon"])
async def test_the_command_that_enter_runs_is_seen(
    opened: Opener, kitchen: AwesomeList, key: str
) -> None:
    async with opened(kitchen, WIDE) as screens:
        await screens.press(key, "down")
        assert screens.style("Open the list or the link").bold
        assert not screens.style("Copy the URL").bold
