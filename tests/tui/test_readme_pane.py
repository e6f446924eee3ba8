"""The README of a project in place of the detail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from building import a_list, entry
from conftest import Browser
from driving import MIDDLE, NARROW, THREE_COLUMNS, WIDE, Reading, Screens
from shelves import Network

from awesome_tui.model.entries import AwesomeList, Entry, Link
from awesome_tui.tui.widgets.readme_view import ReadmeView

TEA = "https://github.com/jane/tea"
README = """# Tea

A *hot* drink: see [brewing](docs/brew.md), [pots](https://pots.example) and [milk](#milk).

{}

## Milk

- [ ] oat milk
- [Cows](https://cows.example)
""".format("\n\n".join(f"Cup {number} of tea." for number in range(60)))


def linked(name: str, url: str) -> Entry:
    return Entry(name, url, "Does things.", links=(Link(name, url),))


def list_with_tea(*more: Entry) -> AwesomeList:
    milk = linked("Milk", "https://milk.example")
    return a_list("Drinks", linked("Tea", TEA), milk, entry("Water"), *more)


@pytest.fixture
def network(network: Network) -> Network:
    network.there["jane/drinks"] = list_with_tea()
    network.readme_texts[TEA] = README
    network.knows_forges = True
    return network


@asynccontextmanager
async def read(reading: Reading, size: tuple[int, int] = WIDE) -> AsyncIterator[Screens]:
    async with reading("jane/drinks", size) as screens:
        yield screens


@pytest.mark.parametrize("size", [THREE_COLUMNS, WIDE, MIDDLE, NARROW])
async def test_p_shows_it_in_any_window_and_again_the_detail(
    reading: Reading, size: tuple[int, int]
) -> None:
    async with read(reading, size) as screens:
        await screens.press("p")
        assert "A hot drink: see brewing[1]" in screens.text("#readme")
        assert "jane/tea on GitHub" in screens.text()
        assert isinstance(screens.app.focused, type(screens.browser.panes.pane("detail")))
        await screens.press("p")
        assert screens.focused == "entries"
        assert not screens.browser.panes.is_reading
        assert screens.selected == "Tea"
        await screens.press("p", "escape")
        assert screens.focused == "entries"


async def test_the_key_is_hinted_where_the_entry_leads_to_a_project(reading: Reading) -> None:
    async with read(reading) as screens:
        assert "p readme" in screens.text("#hints")
        await screens.press("j")
        assert screens.selected == "Milk"
        assert "p readme" not in screens.text("#hints")
        await screens.press("p")
        assert screens.message == "This entry leads to no repository, so it has no README to show."


async def test_three_columns_keep_the_list_beside_it(reading: Reading) -> None:
    async with read(reading, THREE_COLUMNS) as screens:
        await screens.press("p")
        assert screens.region("readme").width == 80
        assert "Milk" in screens.text("#entries")
        await screens.press("tab", "tab")
        assert screens.focused == "entries"
        assert screens.browser.panes.is_reading
        assert "p close readme" in screens.text("#hints")
        await screens.press("j")  # another entry has another detail
        assert not screens.browser.panes.is_reading
        assert "milk.example" in screens.text("#detail")


async def test_it_has_all_the_room_where_that_is_little(reading: Reading) -> None:
    async with read(reading, MIDDLE) as screens:
        await screens.press("p")
        assert screens.region("readme").width == 80
        await screens.pilot.resize_terminal(120, 40)
        await screens.settle()
        assert screens.region("readme").width == 91
        assert "Drinks" in screens.text("#tree") or "All" in screens.text("#tree")


async def test_a_click_on_the_scroll_bar_stops_amid_a_link_of_two_lines(
    reading: Reading, network: Network
) -> None:
    links = (
        f"[Cup {number} {'of tea ' * 16}](https://tea.example/{number})" for number in range(60)
    )
    network.readme_texts[TEA] = "# Tea\n\n" + "\n\n".join(links)
    async with read(reading) as screens:
        await screens.press("p")
        pane, view = screens.region("readme"), screens.browser.query_one(ReadmeView)
        tops = []
        for _ in range(4):
            await screens.pilot.click(offset=(pane.right - 1, pane.bottom - 1))
            await screens.settle()
            tops.append(view.scroll_offset.y)
        assert tops == sorted(set(tops))


async def test_the_motions_of_the_list_scroll_it(reading: Reading) -> None:
    async with read(reading) as screens:
        await screens.press("p", "j")
        assert not screens.text("#readme").startswith(" Tea")
        await screens.press("G")
        assert "Cows" in screens.text("#readme")
        await screens.press("g")
        assert "A hot drink" in screens.text("#readme")
        await screens.press("ctrl+f", "ctrl+d", "pagedown")
        assert "A hot drink" not in screens.text("#readme")


async def test_its_end_is_there_without_a_stop_on_the_way(reading: Reading) -> None:
    async with read(reading) as screens:
        await screens.press("p")
        view = screens.browser.panes.query_one(ReadmeView)
        places: list[float] = []

        def note(place: float) -> None:
            places.append(place)

        screens.app.watch(view, "scroll_y", note, init=False)
        await screens.press("G")
        assert places == [view.max_scroll_y]


async def test_its_links_are_followed_by_number_and_cursor(
    reading: Reading, browser: Browser
) -> None:
    async with read(reading) as screens:
        await screens.press("p", "2", "enter", "J", "enter")
        brewing = f"{TEA}/blob/HEAD/docs/brew.md"
        assert browser.opened == ["https://pots.example", brewing, "https://pots.example"]
        await screens.press("J", "enter")  # to a heading
        assert "Milk" in screens.text("#readme")
        await screens.press("f", "3")
        assert browser.opened[-1] == "https://cows.example"
        await screens.press("o")
        assert browser.opened[-1] == TEA


async def test_enter_does_nothing_where_it_has_no_link(
    reading: Reading, network: Network, browser: Browser
) -> None:
    network.readme_texts[TEA] = "# Tea\n\nA hot drink.\n"
    async with read(reading) as screens:
        await screens.press("p", "enter")
        assert "A hot drink." in screens.text("#readme")
        assert browser.opened == []


async def test_y_copies_the_link_under_the_cursor(reading: Reading) -> None:
    async with read(reading) as screens:
        await screens.press("p", "J", "y")
        assert screens.app.clipboard == "https://pots.example"


async def test_it_is_searched_as_one_types(reading: Reading) -> None:
    async with read(reading) as screens:
        await screens.press("p")
        assert "find in the README" not in screens.text()
        await screens.press("slash")
        assert "find in the README" in screens.text()
        await screens.press(*"cup 4")
        assert "1 of 11" in screens.text()
        assert "Cup 4 of tea" in screens.text("#readme")
        await screens.press("enter", "n")
        assert "2 of 11" in screens.text()
        assert "Cup 40 of tea" in screens.text("#readme")
        await screens.press("N", "N")
        assert "11 of 11" in screens.text()
        await screens.press("escape")
        assert "of 11" not in screens.text()
        assert screens.browser.panes.is_reading
        await screens.press("slash", *"Qq", "escape", "escape")
        assert not screens.browser.panes.is_reading
        assert screens.browser.filter_text == ""


async def test_n_goes_to_the_next_heading_without_a_search(reading: Reading) -> None:
    async with read(reading) as screens:
        await screens.press("p", "n", "n")
        assert "Milk" in screens.text("#readme")
        await screens.press("N")
        assert "A hot drink" in screens.text("#readme")


async def test_it_is_asked_for_when_it_is_wanted_and_kept(
    reading: Reading, network: Network
) -> None:
    async with read(reading) as screens:
        await screens.press("p", "p", "p")
        assert network.asked_readmes == [TEA]
        await screens.press("p")
        network.readme_texts[TEA] = "# New tea"
        network.readmes_fetched -= 3_600
        await screens.press("p")
        assert network.asked_readmes == [TEA, TEA]
        assert "New tea" in screens.text("#readme")


async def test_what_is_stored_is_read_offline_and_nothing_is_asked(
    reading: Reading, network: Network
) -> None:
    async with read(reading) as screens:
        network.stored_readmes[TEA] = README
        network.readmes_fetched -= 3_600
        network.offline = True
        await screens.press("p")
        assert "stored 1 h ago" in screens.text()
        assert network.asked_readmes == []


async def test_why_there_is_none_is_told(reading: Reading, network: Network) -> None:
    async with read(reading) as screens:
        await screens.press("j", "p")
        assert screens.message == "This entry leads to no repository, so it has no README to show."
        await screens.press("k")
        network.readme_texts[TEA] = "<!-- nothing -->"
        await screens.press("p")
        assert screens.message == "The README of jane/tea on GitHub has no text to show."
        assert screens.focused == "entries"


async def test_escape_stops_fetching_it(reading: Reading, network: Network) -> None:
    async with read(reading) as screens:
        network.gate.clear()
        await screens.pilot.press("p")
        await screens.pilot.press("escape")
        network.gate.set()
        await screens.settle()
        assert screens.message == "Stopped fetching the README of Tea"
        assert screens.focused == "entries"
        assert not screens.browser.panes.is_reading


async def test_one_who_has_gone_on_to_another_entry_is_not_called_back(
    reading: Reading, network: Network
) -> None:
    async with read(reading) as screens:
        network.gate.clear()
        await screens.pilot.press("p")
        await screens.pilot.click("#entries", offset=(5, 3))  # the mouse waits for nothing
        await screens.pilot.pause()
        assert screens.selected == "Milk"
        network.gate.set()
        await screens.settle()
        assert not screens.browser.panes.is_reading


async def test_the_newer_text_of_one_never_comes_over_another(
    reading: Reading, network: Network
) -> None:
    milk = "https://github.com/jane/milk"
    network.there["jane/drinks"] = a_list("Drinks", linked("Tea", TEA), linked("Milk", milk))
    network.stored_readmes[TEA] = "# Old tea"
    network.readme_texts |= {TEA: "# New tea", milk: "# Milk"}
    network.slow = TEA
    network.readmes_fetched -= 3_600
    async with read(reading, THREE_COLUMNS) as screens:
        await screens.pilot.press("p")
        while not network.is_wrapping:
            await screens.pilot.pause()
        await screens.pilot.press("tab", "tab", "j", "p")
        while "Milk" not in screens.text("#readme"):
            await screens.pilot.pause()
        network.wrapping.set()
        await screens.settle()
        assert "Milk" in screens.text("#readme")
        assert "tea" not in screens.text("#readme")


async def test_a_list_that_is_refreshed_behind_it_leaves_it_open(
    reading: Reading, network: Network
) -> None:
    async with read(reading) as screens:
        await screens.press("p", "j")
        network.there["jane/drinks"] = list_with_tea(entry("Juice"))
        await screens.press("r")
        assert screens.rows()[-1] == "Juice"
        assert screens.browser.panes.is_reading
        assert screens.browser.panes.front == "detail"


async def test_a_link_to_nowhere_says_so(reading: Reading, network: Network) -> None:
    network.readme_texts[TEA] = "[gone](#gone)"
    async with read(reading) as screens:
        await screens.press("p", "enter")
        assert "not in the README" in screens.message
        await screens.press("y")
        assert "No link off the page" in screens.message


async def test_nothing_of_a_hostile_one_reaches_the_terminal(
    reading: Reading, network: Network
) -> None:
    network.readme_texts[TEA] = (
        "# a&#27;]52;c;YQ==&#7;b\n\n[@click=app.quit]x[/] \x9b31m\n\n    \x1b[2J"
    )
    async with read(reading) as screens:
        await screens.press("p")
        shown = screens.text()
        assert "a]52;c;YQ==b" in shown
        assert not any(sign in shown for sign in "\x1b\x9b\x07")
        assert "[@click=app.quit]x[/]" in shown


async def test_another_width_keeps_the_place(reading: Reading) -> None:
    async with read(reading) as screens:
        await screens.press("p", "slash", *"cup 30", "enter")
        await screens.pilot.resize_terminal(50, 20)
        await screens.settle()
        assert "Cup 30" in screens.text("#readme") or "Cup 2" in screens.text("#readme")
