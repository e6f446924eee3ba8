"""Going from list to list, and what is remembered of them, driven by keys."""

from __future__ import annotations

import asyncio
import sqlite3
from operator import methodcaller
from pathlib import Path
from threading import Event

import pytest
from building import a_list, entry, link_to, section
from conftest import Browser
from driving import NARROW, WIDE, Reading, Screens, running
from shelves import SPICES, Network, Now

from awesome_tui.library import Bookmark, Library
from awesome_tui.model.entries import AwesomeList, Entry
from awesome_tui.services.opened_list import OpenedList
from awesome_tui.services.parse_process import parse_source as parsed
from awesome_tui.sources.read import LocalPath, read
from awesome_tui.system.start_frame import Start
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.detail import Detail
from awesome_tui.tui.pages import Services
from awesome_tui.tui.rendering.type_ahead import until
from awesome_tui.tui.screens.reader import ReaderScreen

# ---- inside, back and forward


async def test_right_opens_a_list_inside(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("j", "right")
        assert "Spices" in screens.text("#title")
        assert screens.rows() == ["[All of them]", "Pepper", "Salt"]


async def test_back_and_forward_find_each_list_as_it_was_left(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("slash", *"s", "enter", "down", "up", "right", "j")
        assert screens.selected == "Salt"
        await screens.press("left_square_bracket")
        assert screens.browser.filter_text == "s"
        assert "/ s" in screens.text("FilterBar")
        assert screens.selected == "Awesome Spices"
        await screens.press("right_square_bracket")
        assert screens.browser.filter_text == ""
        assert screens.selected == "Salt"
        await screens.press("backspace")
        assert screens.selected == "Awesome Spices"


async def test_back_shows_the_same_section_with_the_same_ones_folded(
    reading: Reading, network: Network, kitchen: AwesomeList
) -> None:
    network.there["kitchen"] = kitchen
    network.there[SPICES] = a_list("Spices", link_to("Kitchen", "https://github.com/a/awesome-k"))
    network.there["https://github.com/a/awesome-k"] = kitchen
    async with reading(SPICES) as screens:
        await screens.press("right", "h", "j", "h", "j", "enter", "j")
        assert screens.rows() == ["[Pots]", "Wok", "Wok ring", "Dutch oven"]
        await screens.press("left_square_bracket", "right_square_bracket")
        assert screens.rows() == ["[Pots]", "Wok", "Wok ring", "Dutch oven"]
        assert screens.selected == "Wok ring"
        assert "Sharpening" not in screens.text("#tree")


async def test_where_there_is_nothing_before_or_after_it_says_so(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("left_square_bracket")
        assert screens.message == "No previous list to go back to."
        await screens.press("right_square_bracket")
        assert screens.message == "No next list to go forward to."


async def test_enter_opens_a_list_inside_and_o_in_the_browser(
    reading: Reading, browser: Browser
) -> None:
    async with reading() as screens:
        assert "enter open  " in screens.text("#hints")
        assert "→ detail" in screens.text("#hints")
        await screens.press("j")
        assert "enter open list" in screens.text("#hints")
        assert "→ inside" in screens.text("#hints")
        await screens.press("o")
        assert browser.opened == [SPICES]
        await screens.press("enter")
        assert "Spices" in screens.text("#title")
    assert browser.opened == [SPICES]


async def test_a_link_of_the_detail_that_is_a_list_opens_inside(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("j", "l", "enter")
        assert "Spices" in screens.text("#title")


@pytest.mark.parametrize("keys", [["enter"], ["right"], ["l", "enter"]])
async def test_a_text_of_the_same_repository_opens_inside(
    reading: Reading, network: Network, browser: Browser, keys: list[str]
) -> None:
    herbs = "https://github.com/jane/plants/blob/HEAD/herbs.md"
    network.there["jane/plants"] = a_list("Plants", link_to("Herbs", f"{herbs}#dill"))
    network.there[herbs] = a_list("Herbs", entry("Dill"))
    async with reading("jane/plants") as screens:
        assert "›" in screens.text("#entries")
        assert "enter open list" in screens.text("#hints")
        await screens.press(*keys)
        assert screens.rows() == ["[All of them]", "Dill"]
    assert browser.opened == []


async def test_the_title_says_the_repository_as_its_owner_spells_it(
    reading: Reading, network: Network
) -> None:
    source = "https://github.com/Jane/Plants"
    network.there[source] = a_list("All plants", entry("Dill"))
    async with reading(source) as screens:
        assert "All plants · Jane/Plants " in screens.text("#title")


@pytest.fixture
def beside(tmp_path: Path, network: Network) -> Path:
    """A list in a file with another one in a folder beside it."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "herbs.md").write_text("# Herbs\n\n- [Dill](https://dill.example)\n")
    (tmp_path / "all.md").write_text(
        "# Plants\n\n- [Herbs](lists/herbs.md#dill) and [trees](trees.md)\n- [Trees](trees.md)\n"
    )
    for path in (tmp_path / "all.md", tmp_path / "lists" / "herbs.md"):
        network.here[str(path)] = read(LocalPath(str(path)), None)
    return tmp_path / "all.md"


def showing(path: Path, browser: Browser, network: Network, now: Now) -> ReaderScreen:
    document = network.here[str(path)]
    return ReaderScreen(
        str(path), lambda: parsed(document), lambda: network.shelf(now), browser.desktop()
    )


@pytest.mark.parametrize("keys", [["enter"], ["right"], ["l", "1"], ["f", "enter"]])
async def test_a_link_to_a_list_in_a_file_beside_opens_inside(
    beside: Path, browser: Browser, network: Network, now: Now, keys: list[str]
) -> None:
    async with running(showing(beside, browser, network, now)) as screens:
        assert screens.text("#entries").count("›") == 1
        await screens.press(*keys)
        assert screens.rows() == ["Dill"]
        await screens.press("left_square_bracket")
        assert screens.selected == "Herbs"
    assert browser.opened == []


@pytest.mark.parametrize("keys", [["enter"], ["right"], ["l", "1"]])
async def test_a_link_to_a_section_of_a_list_opens_there(
    beside: Path, browser: Browser, network: Network, now: Now, keys: list[str]
) -> None:
    herbs = beside.parent / "lists" / "herbs.md"
    sage, dill, weed = (f"- [{one}](https://{one}.example)\n" for one in ("Sage", "Dill", "Weed"))
    herbs.write_text(f"# Herbs\n\n## Mild\n\n{sage}\n## Dill\n\n{dill}{weed}")
    network.here[str(herbs)] = read(LocalPath(str(herbs)), None)
    async with running(showing(beside, browser, network, now)) as screens:
        await screens.press(*keys)
        assert screens.rows() == ["[Dill]", "Dill", "Weed"]
        await screens.press("left_square_bracket")
        assert screens.selected == "Herbs"


async def test_a_file_without_entries_is_read_as_the_text_that_it_is(
    beside: Path, browser: Browser, network: Network, now: Now
) -> None:
    text = beside.parent / "trees.md"
    text.write_text("# Trees\n\nThey are *tall*.\n\n## Leaves\n\nMany.\n")
    network.here[str(text)] = read(LocalPath(str(text)), None)
    async with running(showing(beside, browser, network, now)) as screens:
        await screens.press("j", "enter")
        assert "TEXT  Trees" in screens.text()
        assert "They are tall." in screens.text("#readme")
        assert "Many." in screens.text("#readme")
        assert "o project" not in screens.text("#hints")
        await screens.press("escape")
        assert "This text has no entries." in screens.text("#entries")
        assert "p read" in screens.text("#hints")
        await screens.press("p")
        assert "Many." in screens.text("#readme")
        await screens.press("left_square_bracket")
        assert screens.selected == "Trees"
        assert "Many." not in screens.text()
        offered = [info.source for info in await network.library.local_lists.all()]
        assert str(text) not in offered, "Home offers what lists something"
        assert str(beside) in offered
        await screens.press("k", "p")
        assert screens.message.startswith("This entry leads to no repository")


async def test_a_stored_text_without_entries_is_read_from_the_library(
    reading: Reading, network: Network
) -> None:
    network.there["jane/poem"] = AwesomeList("jane/poem", "Poem")
    network.texts["jane/poem"] = "Only words."
    async with reading("jane/poem") as screens:
        assert "Only words." in screens.text("#readme")


async def test_a_link_to_a_file_that_is_not_there_says_so_and_counts_as_not_opened(
    beside: Path, browser: Browser, network: Network, now: Now
) -> None:
    async with running(showing(beside, browser, network, now)) as screens:
        for keys in (["l", "2"], ["tab", "tab", "j", "enter"]):
            await screens.press(*keys)
            assert screens.message == "Not opened: trees.md is not a web address."
        assert "·" not in screens.text("#entries")


async def test_an_entry_that_is_no_list_shows_its_detail_instead(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("right")
        assert screens.focused == "detail"
        assert "Food" in screens.text("#title")


async def test_esc_stops_the_opening_of_a_list_which_the_title_line_names(
    browser: Browser, network: Network, now: Now
) -> None:
    gate = Event()

    class Slow(Network):
        def fresh(self, source: str) -> OpenedList:
            if source == SPICES:
                gate.wait()
            return super().fresh(source)

    slow = Slow(network.library, network.there)
    screen = ReaderScreen("jane/food", None, lambda: slow.shelf(now), browser.desktop())
    async with AwesomeApp(screen).run_test(size=WIDE) as pilot:
        screens = Screens(pilot)
        await screens.settle()
        await screens.press("j", "slash", *"s", "enter")
        await pilot.press("right")
        async with asyncio.timeout(20):
            while "opening Awesome Spices …" not in screens.text("#title"):
                await pilot.pause()
        await screens.press("escape")
        assert screens.message == "Stopped opening Awesome Spices"
        assert "opening" not in screens.text("#title")
        assert screens.browser.filter_text == "s", "one thing at a time"
        await screens.press("escape")
        assert screens.browser.filter_text == ""
        gate.set()
        await screens.settle()
        assert "Food" in screens.text("#title")


@pytest.mark.parametrize("key", ["escape", "H"])
async def test_esc_stops_the_reading_of_the_first_list_and_goes_home(
    browser: Browser, network: Network, now: Now, key: str
) -> None:
    gate = Event()

    class Slow(Network):
        def fresh(self, source: str) -> OpenedList:
            gate.wait()
            return super().fresh(source)

    slow, connected = Slow(network.library, network.there), []

    def connect() -> Services:
        connected.append(slow.shelf(now))
        return connected[0]

    screen = ReaderScreen("jane/food", None, connect, browser.desktop(), query="bread")
    async with AwesomeApp(screen).run_test(size=WIDE) as pilot:
        screens = Screens(pilot)
        async with asyncio.timeout(20):
            while "reading …" not in screens.text("#title"):
                await pilot.pause()
        await screens.press(key)
        assert screens.message == "Stopped reading jane/food · ] tries again"
        assert "Awesome lists" in screens.text("#title")
        assert "[Ready offline]" in screens.rows()
        assert screens.browser.filter_text == ""
        gate.set()
        await screens.settle()
        assert "[Ready offline]" in screens.rows(), "what comes late is for nobody"
        assert len(connected) == 1, "the library is opened once"
        await screens.press("right_square_bracket")
        assert "Food" in screens.text("#title")
        assert screens.rows() == ["Bread"]


async def test_esc_stops_the_parsing_of_what_is_piped_which_nobody_can_read_again(
    browser: Browser, network: Network, now: Now
) -> None:
    gate = Event()

    def load() -> AwesomeList:
        gate.wait()
        return a_list("Food", entry("Bread"))

    screen = ReaderScreen("-", load, lambda: network.shelf(now), browser.desktop())
    async with AwesomeApp(screen).run_test(size=WIDE) as pilot:
        screens = Screens(pilot)
        async with asyncio.timeout(20):
            while "reading …" not in screens.text("#title"):
                await pilot.pause()
        await screens.press("escape")
        assert screens.message == "Stopped reading standard input"
        await screens.press("right_square_bracket")
        assert screens.message == "No next list to go forward to."
        gate.set()


async def test_a_list_that_cannot_be_had_leaves_one_where_one_is(
    reading: Reading, network: Network
) -> None:
    del network.there[SPICES]
    async with reading() as screens:
        await screens.press("j", "right")
        assert f"{SPICES} cannot be fetched" in screens.message
        assert screens.selected == "Awesome Spices"


async def test_a_first_list_that_cannot_be_had_ends_the_program(reading: Reading) -> None:
    async with reading("jane/nothing") as screens:
        assert screens.app.return_code == 2


async def test_lists_are_told_from_other_links(reading: Reading) -> None:
    async with reading() as screens:
        (bread, spices, _) = screens.text("#entries").splitlines()[2:5]
        assert "›" in spices
        assert "›" not in bread


async def test_lists_are_told_in_a_file_too_and_nothing_moves_when_they_are(
    browser: Browser, network: Network, now: Now
) -> None:
    known = Event()
    food = a_list("Food", entry("Bread", "Baked. " * 20), link_to("Awesome Spices", SPICES))

    def connect() -> Services:
        known.wait()
        return network.shelf(now)

    screen = ReaderScreen("food.md", lambda: food, connect, browser.desktop())
    async with AwesomeApp(screen).run_test(size=WIDE) as pilot:
        screens = Screens(pilot)
        await pilot.pause()
        before = screens.text("#entries")
        assert "Baked" in before
        assert "›" not in before
        known.set()
        await screens.settle()
        assert "›" in screens.text("#entries")
        assert screens.text("#entries").splitlines()[:3] == before.splitlines()[:3]


# ---- bookmarks, notes, visits


async def test_b_bookmarks_and_takes_the_bookmark_away(reading: Reading, library: Library) -> None:
    async with reading() as screens:
        await screens.press("b")
        assert screens.message == "Bookmarked Bread"
        assert "★" in screens.text("#entries")
        (kept,) = await library.bookmarks.all()
        assert (kept.name, kept.url, kept.list_key) == (
            "Bread",
            "https://example.com/bread",
            "jane/food",
        )
        await screens.press("b")
        assert screens.message == "Bookmark removed: Bread · u restores it"
        assert "★" not in screens.text("#entries")
        assert await library.bookmarks.all() == ()


async def test_b_bookmarks_all_that_is_marked(reading: Reading, library: Library) -> None:
    async with reading() as screens:
        await screens.press("b", "space", "space", "b")
        assert screens.message == "Bookmarked 2 entries"
        assert {kept.name for kept in await library.bookmarks.all()} == {"Bread", "Awesome Spices"}
        await screens.press("b")
        assert await library.bookmarks.all() == ()


async def test_u_undoes_what_was_done_last_on_whatever_list(
    reading: Reading, library: Library
) -> None:
    async with reading() as screens:
        await screens.press("b", "j", "space", "escape", "k", "right", "u")
        assert screens.message == "Bookmark removed: Bread", "marks stay with their list"
        assert await library.bookmarks.all() == ()
        await screens.press("left_square_bracket", "g", "b", "b", "u")
        assert [kept.name for kept in await library.bookmarks.all()] == ["Bread"]


async def test_an_entry_without_a_link_cannot_be_bookmarked(
    reading: Reading, network: Network
) -> None:
    network.there["bare"] = AwesomeList("bare", "Bare", entries=(Entry("Bare", None),))
    async with reading("bare") as screens:
        await screens.press("b")
        assert screens.message == "This entry has no link to bookmark."
        await screens.press("e")
        assert screens.message == "This entry has no link to keep a note on."


async def test_a_note_is_written_shown_and_taken_away(reading: Reading, library: Library) -> None:
    async with reading() as screens:
        await screens.press("e", *"rye!", "enter")
        assert "✎ rye!" in screens.text("#detail")
        assert "✎" in screens.text("#entries")
        assert (await library.notes.all())["example.com/bread"] == "rye!"
        await screens.press("e", *"?", "enter")
        assert (await library.notes.all())["example.com/bread"] == "rye!?"
        await screens.press("e", "ctrl+u", "enter")
        assert "✎" not in screens.text()


async def test_escape_leaves_a_note_as_it_was(reading: Reading, library: Library) -> None:
    await library.notes.write("https://example.com/bread", "one\ntwo")
    async with reading() as screens:
        await screens.press("e", "x", "escape")
        assert (await library.notes.all())["example.com/bread"] == "one\ntwo"
        await screens.press("e", "x", "enter")
        assert (await library.notes.all())["example.com/bread"] == "one\ntwox"


async def test_a_note_takes_all_lines_that_are_pasted(reading: Reading, library: Library) -> None:
    async with reading() as screens:
        await screens.press("e")
        await screens.paste("one\r\ntwo\n")
        await screens.press("enter")
        assert (await library.notes.all())["example.com/bread"] == "one\ntwo"
        await screens.press("e", "end")
        await screens.paste("x" * 3_000)
        await screens.press("enter")
        note = (await library.notes.all())["example.com/bread"]
        assert "x" * 3_000 in note, "as much as there is room for"


async def test_what_was_opened_has_a_quiet_mark(reading: Reading, library: Library) -> None:
    async with reading() as screens:
        assert "·" not in screens.text("#entries")
        await screens.press("enter")
        assert "·" in screens.text("#entries")
        assert list(await library.history.all()) == ["example.com/bread"]


async def test_what_could_not_be_opened_has_none(
    reading: Reading, library: Library, browser: Browser
) -> None:
    browser.program.write_text("#!/bin/sh\nexit 3\n")
    async with reading() as screens:
        await screens.press("o")
        assert "browser failed with status 3. Copied" in screens.message
        assert "·" not in screens.text("#entries")
        assert list(await library.history.all()) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:bookmarked", ["Bread"]),
        ("!is:bookmarked", ["Awesome Spices", "Cheese"]),
        ("is:noted", ["Cheese"]),
        ("is:visited", ["Cheese"]),
        ("is:list", ["Awesome Spices"]),
    ],
)
async def test_the_filter_knows_what_the_library_knows(
    reading: Reading, library: Library, query: str, found: list[str]
) -> None:
    await library.bookmarks.add(Bookmark("http://example.com/bread/", "Bread"))
    await library.notes.write("https://example.com/cheese", "old")
    await library.history.visit("https://example.com/cheese")
    async with reading(query=query) as screens:
        assert screens.rows() == found


async def test_the_filter_follows_what_is_bookmarked(reading: Reading) -> None:
    async with reading(query="!is:bookmarked") as screens:
        await screens.press("b")
        assert screens.rows() == ["Awesome Spices", "Cheese"]


async def test_the_filter_follows_bookmarks_that_come_and_go_faster_than_it_learns(
    reading: Reading, library: Library
) -> None:
    async with reading(query="!is:bookmarked") as screens:
        for _ in range(9):
            await screens.pilot.press("b")
        await screens.settle()
        kept = {bookmark.name for bookmark in await library.bookmarks.all()}
        assert {*screens.rows()} == {"Bread", "Awesome Spices", "Cheese"} - kept


# ---- the next start


async def test_the_next_start_finds_the_list_as_it_was_left(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("j", "s")
        rows, selected = screens.rows(), screens.selected
    async with reading() as screens:
        assert screens.browser.order == "name"
        assert screens.rows() == rows
        assert screens.selected == selected


@pytest.mark.parametrize(("keys", "selected"), [("", "Cheese"), ("enter", "Bread")])
async def test_the_next_start_begins_without_the_filter_and_where_one_was(
    reading: Reading, keys: str, selected: str
) -> None:
    async with reading() as screens:
        await screens.press("G", "slash", *"bread", *filter(None, [keys]))
        assert screens.rows() == ["Bread"]
    async with reading() as screens:
        assert screens.browser.filter_text == ""
        assert len(screens.rows()) == 4
        assert screens.selected == selected


async def test_filters_of_earlier_days_are_recalled(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("slash", *"bread", "escape", "slash", *"spices")
    async with reading(SPICES) as screens:
        await screens.press("slash", *"salt", "enter", "slash", "ctrl+r")
        assert screens.browser.filter_text == "spices"
        await screens.press("ctrl+r")
        assert screens.browser.filter_text == "bread"
        await screens.press("ctrl+r")
        assert screens.browser.filter_text == "salt"


async def test_what_is_typed_while_the_first_list_is_read_is_its_filter(
    network: Network, now: Now, browser: Browser
) -> None:
    there = Event()

    def connect() -> Services:
        there.wait()
        return network.shelf(now)

    app = AwesomeApp(ReaderScreen("jane/food", None, connect, browser.desktop()))
    async with app.run_test(size=WIDE) as pilot:
        screens = Screens(pilot)
        await pilot.press("slash", *"che")
        there.set()
        await screens.settle()
        assert "/ che" in screens.text("FilterBar")
        assert screens.rows() == ["Cheese"]
        assert screens.focused == "filter", "the next letter goes there, too"


async def test_a_query_given_at_the_start_comes_before_what_was_left(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("slash", *"bread", "enter")
    async with reading(query="cheese") as screens:
        assert screens.rows() == ["Cheese"]


async def test_the_first_list_is_read_once(
    browser: Browser, network: Network, now: Now, kitchen: AwesomeList
) -> None:
    reads: list[AwesomeList] = []

    def load() -> AwesomeList:
        reads.append(kitchen)
        return kitchen

    screen = ReaderScreen("kitchen.md", load, lambda: network.shelf(now), browser.desktop())
    async with running(screen):
        pass
    assert reads == [kitchen]


async def test_a_list_read_from_elsewhere_is_remembered_too(
    browser: Browser, network: Network, now: Now, kitchen: AwesomeList
) -> None:
    def screen() -> ReaderScreen:
        return ReaderScreen(
            "kitchen.md", lambda: kitchen, lambda: network.shelf(now), browser.desktop()
        )

    async with running(screen()) as screens:
        await screens.press("j", "j")
        assert screens.selected == "Whetstone"
    async with running(screen()) as screens:
        assert screens.selected == "Whetstone"


# ---- refreshing


async def test_a_stored_list_is_shown_with_its_age(
    reading: Reading, network: Network, now: Now
) -> None:
    async with reading() as screens:
        assert "stored just now" in screens.text("#title")
    now.time += 3 * 3600
    network.offline = True
    async with reading() as screens:
        assert "stored 3 h ago" in screens.text("#title")
        assert network.fetched == ["jane/food"]


async def test_a_clock_that_was_set_back_keeps_no_list_from_being_refreshed(
    reading: Reading, network: Network, now: Now
) -> None:
    async with reading():
        pass
    now.time -= 10 * 365 * 86_400
    async with reading():
        assert network.fetched == ["jane/food", "jane/food"]


async def test_what_is_damaged_in_the_library_is_told(reading: Reading, library: Library) -> None:
    async with reading():
        pass
    change = "UPDATE screen SET state = '[]'"
    library.states.store.ask(methodcaller("execute", change)).result()
    async with reading() as screens:
        assert screens.rows()
        assert screens.message.startswith("Part of the library was damaged (1 × place where")


async def test_a_stored_list_is_refreshed_behind_the_screen(
    reading: Reading, network: Network, now: Now
) -> None:
    async with reading() as screens:
        await screens.press("j", "j")
        assert screens.selected == "Cheese"
    now.time += 3600
    network.there["jane/food"] = a_list("Food", entry("Apple"), entry("Bread"), entry("Cheese"))
    async with reading() as screens:
        assert screens.rows() == ["[All of them]", "Apple", "Bread", "Cheese"]
        assert screens.selected == "Cheese"
        assert "1 new" in screens.text("#title")
        assert "●" in screens.text("#entries").splitlines()[2]


async def test_a_refresh_that_fails_says_so_and_the_stored_list_stays(
    reading: Reading, network: Network, now: Now
) -> None:
    async with reading():
        pass
    now.time += 7200
    del network.there["jane/food"]
    async with reading() as screens:
        assert "jane/food cannot be fetched" in screens.message
        assert "stored 2 h ago" in screens.text("#title")
        assert screens.selected == "Bread"


async def test_a_refresh_in_the_midst_of_filtering_changes_nothing_else(
    reading: Reading, network: Network
) -> None:
    async with reading() as screens:
        await screens.press("G", "space", "slash", *"e")
        network.there["jane/food"] = a_list(
            "Food", entry("Eel"), entry("Bread"), link_to("Awesome Spices", SPICES), entry("Cheese")
        )
        assert isinstance(screens.screen, ReaderScreen)
        screens.screen.refreshing.action_refresh_page()
        await screens.settle()
        assert "Eel" in screens.rows()
        assert screens.selected == screens.rows()[0], "the best hit"
        assert "✓ 1 marked" in screens.text("#title")
        await screens.press("escape")
        assert screens.selected == "Cheese"
        assert [entry.name for entry in screens.browser.chosen.entries()] == ["Cheese"]


async def test_r_refreshes_and_keeps_cursor_and_filter(reading: Reading, network: Network) -> None:
    async with reading() as screens:
        await screens.press("slash", *"e", "enter", "G")
        selected = screens.selected
        network.there["jane/food"] = a_list(
            "Food", entry("Eel"), entry("Bread"), link_to("Awesome Spices", SPICES), entry("Cheese")
        )
        await screens.press("r")
        assert screens.browser.filter_text == "e"
        assert "Eel" in screens.rows()
        assert screens.selected == selected


async def test_r_says_so_where_nothing_has_changed(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("r")
        assert screens.message == "Up to date: nothing changed."


async def test_the_filter_finds_what_is_new(reading: Reading, network: Network, now: Now) -> None:
    async with reading():
        pass
    now.time += 3600
    network.there["jane/food"] = a_list("Food", entry("Bread"), entry("Plum"))
    async with reading(query="is:new") as screens:
        assert screens.rows() == ["Plum"]


async def test_a_narrow_title_line_keeps_the_facts_that_have_room(
    reading: Reading, network: Network
) -> None:
    network.there["jane/long"] = a_list("Awesome kitchens", entry("Stove"))
    async with reading("jane/long", NARROW) as screens:
        title = screens.text("#title")
        assert "Awesome kitchens" in title
        assert "1 entry · 1 section" in title
        assert "stored" not in title


# ---- what is new


async def test_w_shows_what_came_went_and_changed_and_leads_there(
    reading: Reading, network: Network, now: Now
) -> None:
    async with reading():
        pass
    now.time += 3600
    network.there["jane/food"] = a_list(
        "Food", entry("Cheese", "Old milk."), link_to("Awesome Spices", SPICES), entry("Plum")
    )
    async with reading() as screens:
        await screens.press("w")
        shown = screens.text()
        assert "Since the last visit: 1 added, 1 removed, 1 changed" in shown
        assert "~  Cheese  description changed" in shown
        assert "+  Plum  All of them" in shown
        assert "−  Bread  All of them" in shown
        await screens.press("j", "enter")
        assert screens.selected == "Plum"
        assert screens.focused == "entries"


async def test_w_leads_out_of_the_section_to_what_is_new_elsewhere(
    reading: Reading, network: Network, now: Now
) -> None:
    def food(*more: Entry) -> AwesomeList:
        sections = section("Bakery", entry("Bread"), entry("Roll")), section("Dairy", *more)
        return AwesomeList("jane/food", "Food", sections=sections)

    network.there["jane/food"] = food(entry("Milk"))
    async with reading():
        pass
    now.time += 3600
    network.there["jane/food"] = food(entry("Milk"), entry("Cheese"))
    async with reading() as screens:
        await screens.press("h", "j", "enter")
        assert screens.rows() == ["[Bakery]", "Bread", "Roll"]
        await screens.press("w", "enter")
        assert screens.rows() == ["[Bakery]", "Bread", "Roll", "[Dairy]", "Milk", "Cheese"]
        assert screens.selected == "Cheese"
        assert "Cheese" in screens.text("#detail-splitter")
        assert screens.focused == "entries"


async def test_where_nothing_changed_w_says_so(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("w")
        assert screens.message == "No changes since the last visit."
        await screens.press("H", "w")
        assert screens.message == "No list has changed since you last read it."


async def test_the_detail_names_the_other_lists_that_hold_the_link(
    reading: Reading, network: Network
) -> None:
    network.there["more"] = a_list("More Food", link_to("Loaf", "http://www.example.com/bread/"))
    network.fresh("more")
    async with reading() as screens:
        assert "Also in: More Food" in screens.text("#detail")
        await screens.press("j")
        assert "Also in" not in screens.text("#detail")


async def test_the_other_lists_are_told_at_once_of_the_entry_that_was_left(
    reading: Reading, browser: Browser, network: Network, now: Now
) -> None:
    network.there["more"] = a_list("More Food", link_to("Gouda", "https://example.com/cheese"))
    network.fresh("more")
    async with reading() as screens:
        await screens.press("G")
    told: list[Detail] = []

    class Told(ReaderScreen):
        def on_mount(self) -> None:
            self.watch(self.browser, "detail", self.take, init=False)

        def take(self, detail: Detail) -> None:
            told.append(detail)

    screen = Told("jane/food", None, lambda: network.shelf(now), browser.desktop())
    async with running(screen):
        pass
    of_cheese = [detail for detail in told if "cheese" in str(detail.links)]
    assert of_cheese
    assert all(detail.also_in == ["More Food"] for detail in of_cheese)


async def test_what_another_window_keeps_shows_by_itself(
    browser: Browser, now: Now, tmp_path: Path
) -> None:
    path = tmp_path / "library.db"
    food = {"jane/food": a_list("Food", entry("Bread", "Of wheat."), entry("Cheese", "Of milk."))}
    with Library(path, now) as library, Library(path, now) as other:
        network = Network(library, food)
        screen = ReaderScreen("jane/food", None, lambda: network.shelf(now), browser.desktop())
        screen.saving.rest = 0.05
        async with running(screen) as screens:
            await screens.press("j")
            await other.bookmarks.add(Bookmark("https://example.com/cheese", "Cheese"))
            await other.notes.write("https://example.com/cheese", "with bread")
            await until(lambda: bool(screens.browser.text.saved.notes), 5)  # type: ignore[attr-defined]
            await screens.settle()
            assert "★" in screens.text("#entries")
            assert screens.selected == "Cheese"
            assert "✎ with bread" in screens.text("#detail")
            await screens.press("b")
            assert "Bookmark removed" in screens.message
            assert await other.bookmarks.all() == ()


# ---- files


async def test_a_file_that_changes_is_read_anew_with_cursor_and_filter_kept(
    browser: Browser, network: Network, now: Now, tmp_path: Path
) -> None:
    path = tmp_path / "tools.md"
    path.write_text(
        "# Tools\n\n- [Saw](https://example.com/saw)\n- [Axe](https://example.com/axe)\n"
    )
    document = read(LocalPath(str(path)), None)
    screen = ReaderScreen(
        str(path), lambda: parsed(document), lambda: network.shelf(now), browser.desktop()
    )
    async with running(screen) as screens:
        await screens.press("slash", *"a", "enter", "j")
        selected = screens.selected
        path.write_text(f"{path.read_text()}- [Adze](https://example.com/adze)\n")
        network.here[str(path)] = read(LocalPath(str(path)), None)
        screen.refreshing.look()
        await screens.settle()
        assert set(screens.rows()) == {"Saw", "Axe", "Adze"}
        assert screens.selected == selected
        await screens.press("escape", "w")
        assert "Since the last visit: 1 added" in screens.text()
        await screens.press("enter")
        assert screens.selected == "Adze"
        await screens.press("slash", *"a", "enter")
        path.unlink()
        screen.refreshing.look()
        await screens.settle()
        assert "Adze" in screens.rows()


def count_frames(db: sqlite3.Connection) -> int:
    (count,) = db.execute("SELECT count(*) FROM frame").fetchone()
    return int(count)


async def test_what_was_added_to_a_file_since_it_was_read_last_is_new(
    browser: Browser, network: Network, now: Now, tmp_path: Path
) -> None:
    path = tmp_path / "tools.md"
    saw, axe = (f"- [{name}](https://example.com/{name.lower()})\n" for name in ("Saw", "Axe"))
    marked, found, frames = [], [], []
    for text in (saw, saw + axe, saw + axe):
        path.write_text(f"# Tools\n\n{text}")
        document = read(LocalPath(str(path)), None)
        screen = ReaderScreen(
            str(path),
            lambda document=document: parsed(document),  # type: ignore[misc]
            lambda: network.shelf(now),
            browser.desktop(),
            start=Start.of(str(path), {}),
        )
        async with running(screen) as screens:
            assert ("1 new" in screens.text("#title")) is ("●" in screens.text("#entries"))
            marked.append("●" in screens.text("#entries"))
            await screens.press("slash", *"is:new")
            found.append(screens.rows())
            await screens.press("escape", "q")
        frames.append(await network.library.frames.store.ask(count_frames))
    assert marked == [False, True, False]
    assert found == [[], ["Axe"], []]
    assert frames == [1, 0, 1], "what is new now is not at the next start"
