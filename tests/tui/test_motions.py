"""Moving as in vi: numbers before motions, the middle of the window, whole pages, folds."""

from __future__ import annotations

import pytest
from building import a_list, entry, section
from conftest import Browser
from driving import MIDDLE, Opener

from awesome_tui.model.entries import AwesomeList, Link
from awesome_tui.model.outline import ALL, make_outline


@pytest.fixture
def letters() -> AwesomeList:
    """Three sections of a hundred entries each."""
    return AwesomeList(
        "letters.md",
        "Letters",
        sections=tuple(
            section(name, *(entry(f"{name} {number}") for number in range(100))) for name in "ABC"
        ),
    )


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("5j", "A 5"),
        ("12j", "A 12"),
        ("10j3k", "A 7"),
        ("120j", "B 20"),
        ("99999999j", "C 99"),
        ("0j", "A 1"),
        ("5kj", "A 1"),
        ("2n", "C 0"),
        ("G2N", "A 0"),
        ("3tqj", "A 1"),  # a number is for the next key, whatever that does
    ],
)
async def test_a_number_repeats_the_next_motion(
    opened: Opener, letters: AwesomeList, keys: str, name: str
) -> None:
    async with opened(letters) as screens:
        await screens.press(*keys)
        assert screens.selected == name


async def test_a_number_repeats_pages_and_arrows(opened: Opener, letters: AwesomeList) -> None:
    async with opened(letters, MIDDLE) as screens:
        await screens.press("pagedown", "pagedown", "pagedown")
        thrice = screens.selected
        await screens.press("g", "3", "ctrl+f")
        assert screens.selected == thrice
        await screens.press("2", "ctrl+b", "pageup", "g", "4", "down")
        assert screens.selected == "A 4"


async def test_a_page_up_from_near_the_top_ends_on_the_first_row(opened: Opener) -> None:
    teas = AwesomeList("t", "Teas", entries=tuple(map(entry, ("Mate", "Rooibos", "Sencha"))))
    async with opened(teas) as screens:
        await screens.press("G", "pageup")
        assert screens.selected == "Mate"


@pytest.mark.parametrize(("before", "marks"), [("", {0, 1, 2}), ("9999j", {299})])
async def test_a_number_marks_so_many(
    opened: Opener, letters: AwesomeList, before: str, marks: set[int]
) -> None:
    async with opened(letters) as screens:
        await screens.press(*before, "3", "space")
        assert screens.browser.marks == marks


async def test_a_number_that_is_left_behind_is_forgotten(
    opened: Opener, letters: AwesomeList
) -> None:
    async with opened(letters) as screens:
        await screens.press("5", "slash", "escape", "j")
        assert screens.selected == "A 1"
        await screens.press("5", "y", "slash", "a", "down", "escape")
        assert screens.selected != "A 6"


async def test_numbers_move_among_the_categories(opened: Opener, letters: AwesomeList) -> None:
    async with opened(letters) as screens:
        await screens.press("h", "2", "j")
        assert screens.rows()[1] == "B 0"


async def test_zz_puts_the_row_in_the_middle(opened: Opener, letters: AwesomeList) -> None:
    async with opened(letters, MIDDLE) as screens:
        entries = screens.browser.panes.entries
        await screens.press("5", "0", "j", "z", "z")
        height = entries.scrollable_content_region.height
        assert entries.cursor - entries.scroll_offset.y == height // 2
        assert screens.selected == "A 50"


async def test_z_folds_all_categories_and_unfolds_them(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        await screens.press("h", "j", "j")
        assert "Sharpening" in screens.text("#tree")
        await screens.press("z")
        assert "Sharpening" not in screens.text("#tree")
        assert screens.rows()[0] == "[Knives]"  # the cursor went to the section around it
        await screens.press("z")
        assert "Sharpening" in screens.text("#tree")


async def test_in_the_detail_numbers_open_links_and_capitals_go_to_other_entries(
    opened: Opener, browser: Browser
) -> None:
    more = Link("guide", "https://example.com/guide")
    tea = a_list("Tea", entry("Sencha", more=(more,)), entry("Matcha"), entry("Gyokuro"))
    async with opened(tea) as screens:
        await screens.press("l", "2")
        assert browser.opened == ["https://example.com/guide"]
        await screens.press("J", "J", "K")
        assert (screens.selected, screens.focused) == ("Matcha", "detail")
        assert "example.com/matcha" in screens.text("#detail")
        await screens.press("1", "h", "1", "j")
        assert browser.opened[1:] == ["https://example.com/matcha"]
        assert screens.selected == "Gyokuro"


async def test_nothing_is_folded_while_another_list_is_expected(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async with opened(kitchen) as screens:
        tree = screens.browser.panes.categories
        tree.expect(make_outline(a_list("Shed", entry("Spade"))), ALL, ())
        tree.action_fold_all()
        assert not tree.folded
