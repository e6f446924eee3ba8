"""Home: what one reads and keeps, and all there is to read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from building import a_list, entry, link_to
from conftest import Browser
from driving import MIDDLE, NARROW, Reading
from shelves import SPICES, Network, Now

from awesome_tui.library import Bookmark, Library
from awesome_tui.model.entries import Fact
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.bundled import BUNDLED, bundled_text
from awesome_tui.sources.read import SourceText
from awesome_tui.tui.pages import HOME
from awesome_tui.tui.widgets.section_tree import SectionTree

STONE = Bookmark("https://example.com/stone", "Stone", "Sharpens.")


async def test_the_first_start_shows_the_bundled_list_first_and_then_the_catalogue(
    reading: Reading,
) -> None:
    async with reading(HOME) as screens:
        assert screens.rows() == [
            "[Ready offline]",
            "Awesome Microservices",
            "[Kitchen]",
            "Spices",
            "[Dry]",
            "Herbs",
        ]
        assert "Catalogue › Kitchen › Dry" in screens.text("#entries")
        assert "1 ready offline · F fetches all · 3 lists · 396 entries" in screens.text("#title")


async def test_among_the_categories_home_says_what_it_holds(reading: Reading) -> None:
    async with reading(HOME) as screens:
        await screens.press("h")
        said = " ".join(screens.text("#detail").split())
        assert "The filter finds all of it" in said


async def test_enter_opens_a_list_and_back_leads_home_with_what_came_since(
    reading: Reading,
) -> None:
    async with reading(HOME) as screens:
        await screens.press("j", "enter")
        assert screens.rows() == ["[All of them]", "Pepper", "Salt"]
        await screens.press("b", "left_square_bracket")
        assert screens.rows()[:4] == ["[Continue reading]", "Spices", "[Bookmarks]", "Pepper"]
        assert "read just now" in screens.text("#entries")
        assert "2 ready offline · F fetches all · 3 lists" in screens.text("#title")


async def test_enter_opens_a_bookmark_in_the_browser(
    reading: Reading, library: Library, browser: Browser
) -> None:
    await library.bookmarks.add(STONE)
    async with reading(HOME) as screens:
        assert screens.rows()[:2] == ["[Bookmarks]", "Stone"]
        assert "★" in screens.text("#entries").splitlines()[2]
        await screens.press("enter")
        assert browser.opened == ["https://example.com/stone"]


async def test_home_can_be_reached_from_a_list(reading: Reading) -> None:
    async with reading() as screens:
        await screens.press("H")
        assert screens.rows()[:2] == ["[Continue reading]", "Food"]
        await screens.press("left_square_bracket")
        assert "Food" in screens.text("#title")


async def test_lists_that_changed_since_they_were_read_are_new(
    reading: Reading, network: Network, now: Now, library: Library
) -> None:
    async with reading():
        pass
    now.time += 60
    network.there["jane/food"] = a_list("Food", entry("Plum"))
    network.fresh("jane/food")
    async with reading(HOME) as screens:
        assert screens.rows()[:4] == ["[Continue reading]", "Food", "[What is new]", "Food"]


async def test_many_lists_that_were_read_do_not_put_off_what_is_new_and_the_bookmarks(
    reading: Reading, library: Library, network: Network, now: Now
) -> None:
    await library.bookmarks.add(STONE)
    for number in range(40):
        now.time += 60
        source = f"https://github.com/jane/list-{number}"
        network.there[source] = a_list(f"List {number}", entry("Bread"))
        await library.lists.visit(network.fresh(source).key)
    now.time += 60
    oldest = "https://github.com/jane/list-0"
    network.there[oldest] = a_list("List 0", entry("Plum"))
    network.fresh(oldest)
    async with reading(HOME) as screens:
        latest = [f"List {number}" for number in range(39, 29, -1)]
        earlier = [f"List {number}" for number in range(29, -1, -1)]
        assert screens.rows()[:11] == ["[Continue reading]", *latest]
        assert screens.rows()[11:15] == ["[What is new]", "List 0", "[Bookmarks]", "Stone"]
        assert screens.rows()[15:46] == ["[Read earlier]", *earlier]
        assert "Stone" in screens.text("#entries"), "in sight at the start"
        await screens.press("slash", *"list 7")
        assert screens.rows()[0] == "List 7"


async def test_one_filter_finds_lists_bookmarks_and_every_stored_entry(
    reading: Reading, library: Library, network: Network
) -> None:
    await library.bookmarks.add(Bookmark("https://example.com/p", "Pepper mill"))
    network.fresh(SPICES)
    network.fresh("jane/food")
    async with reading(HOME) as screens:
        assert "Pepper" not in screens.rows()
        await screens.press("slash", *"pep")
        assert set(screens.rows()) == {"Pepper", "Pepper mill"}
        assert "In stored lists" in screens.text("#tree")
        await screens.press("ctrl+w", *"spices")
        assert screens.rows() == ["Spices"], "of the catalogue, stored, and in another list"
        await screens.press("escape")
        assert "In stored lists" not in screens.text()
        assert "Pepper" not in screens.rows()


async def test_a_section_of_stored_entries_ends_with_the_filter(
    reading: Reading, network: Network
) -> None:
    network.fresh(SPICES)
    async with reading(HOME, query="salt") as screens:
        await screens.press("h", "G")
        assert "Spices" in screens.text("#entries").splitlines()[0]
        await screens.press("escape")
        assert screens.rows()[:2] == ["[Ready offline]", "Spices"]


async def test_a_stored_entry_opens_in_the_browser_or_leads_to_its_list(
    reading: Reading, network: Network, browser: Browser
) -> None:
    network.fresh(SPICES)
    async with reading(HOME, query="salt") as screens:
        assert "1 https://example.com/salt" in screens.text("#detail")
        await screens.press("enter")
        assert browser.opened == ["https://example.com/salt"]
        await screens.press("right")
        assert screens.rows() == ["[All of them]", "Pepper", "Salt"]
        assert screens.selected == "Salt"
        await screens.press("left_square_bracket")
        assert screens.rows() == ["Salt"]


async def test_back_at_home_the_cursor_is_on_the_stored_entry_it_was_on(
    reading: Reading, network: Network
) -> None:
    network.fresh(SPICES)
    async with reading(HOME, query="hot") as screens:
        await screens.press("G")
        assert screens.selected == "Pepper"
        await screens.press("right", "left_square_bracket")
        assert screens.rows() == ["Salt", "Pepper"]
        assert screens.selected == "Pepper"


async def test_the_filter_is_cleared_while_an_entry_is_marked_in_a_list_that_was_found(
    reading: Reading, network: Network
) -> None:
    network.fresh(SPICES)
    async with reading(HOME, query="salt") as screens:
        await screens.press("space", "h", "G")
        assert "Spices" in screens.text("#entries").splitlines()[0]
        await screens.press("escape")
        assert "1 marked · 1 hidden" in screens.text("#title")
        assert screens.rows()[:2] == ["[Ready offline]", "Spices"]


async def test_a_late_word_of_a_section_that_is_gone_changes_nothing(
    reading: Reading, network: Network
) -> None:
    network.fresh(SPICES)
    async with reading(HOME) as screens:
        screens.browser.post_message(SectionTree.Highlighted(10_000))
        await screens.settle()
        assert screens.rows()[:2] == ["[Ready offline]", "Spices"]


async def test_the_same_link_in_several_stored_lists_is_one_row(
    reading: Reading, network: Network
) -> None:
    network.there["jane/food"] = a_list("Food", link_to("Table salt", "https://example.com/salt"))
    network.fresh(SPICES)
    network.fresh("jane/food")
    async with reading(HOME) as screens:
        await screens.press("slash", *"salt")
        assert screens.rows() == ["Table salt"]
        assert "2 lists · Food" in screens.text("#entries")


async def test_a_list_that_one_reads_and_the_catalogue_knows_is_one_hit(
    reading: Reading,
) -> None:
    async with reading(SPICES) as screens:
        await screens.press("H", "slash", *"spices")
        assert screens.rows() == ["Spices"]
        assert "read just now" in screens.text("#entries")


async def test_a_list_without_a_title_is_named_once(reading: Reading, network: Network) -> None:
    network.there["jane/food"] = a_list("", entry("Bread"))
    network.fresh("jane/food")
    async with reading(HOME) as screens:
        await screens.press("slash", *"food")
        (row,) = [line for line in screens.text("#entries").splitlines() if "jane/food" in line]
        assert row.split("│")[-1].split() == ["▌", "jane/food", "1", "entry", "›"]


async def test_columns_of_some_lists_are_no_hint_at_home(
    reading: Reading, network: Network
) -> None:
    priced = [replace(entry(f"Tea {number}"), facts=(Fact("Price", "low"),)) for number in range(9)]
    network.there["jane/food"] = a_list("Teas", *priced)
    network.fresh("jane/food")
    async with reading("jane/food") as screens:
        assert "price:" in screens.text("FilterBar")
        await screens.press("H")
        assert "tag:" in screens.text("FilterBar")
        assert "price:" not in screens.text("FilterBar")
        await screens.press("slash", *"price:")
        assert "low" in screens.text("FilterBar")


async def test_as_long_as_lists_are_read_hits_are_those_so_far(
    reading: Reading, network: Network
) -> None:
    network.fresh(SPICES)
    async with reading(HOME) as screens:
        search = screens.browser.search
        assert search
        search.is_growing = True
        await screens.press("slash", *"salt")
        assert "so far" in screens.text("FilterBar")
        await screens.press(*"zzz")
        assert "Nothing matches saltzzz so far: lists are still being read." in screens.text()
        search.is_growing = False
        screens.browser.show_all_found()
        await screens.settle()
        assert "so far" not in screens.text()


async def test_bookmarks_and_hits_name_their_list(
    reading: Reading, network: Network, library: Library
) -> None:
    network.fresh(SPICES)
    await library.bookmarks.add(Bookmark("https://example.com/s", "Stone", list_key=SPICES))
    async with reading(HOME) as screens:
        assert screens.text("#entries").splitlines()[2].split()[:2] == ["▌", "Stone"]
        assert "Spices" in screens.text("#entries").splitlines()[2]
        await screens.press("right")
        assert "Spices" in screens.text("#title")
        await screens.press("left_square_bracket", "slash", *"hot")
        assert screens.rows() == ["Salt", "Pepper"]
        assert [
            line.rstrip().endswith("Spices") for line in screens.text("#entries").splitlines()[1:3]
        ]


async def test_bookmarks_are_found_among_all_stored_entries(
    reading: Reading, network: Network, library: Library
) -> None:
    network.fresh(SPICES)
    await library.bookmarks.add(Bookmark("https://example.com/salt", "Salt, kept"))
    async with reading(HOME) as screens:
        await screens.press("slash", *"is:bookmarked")
        assert screens.rows() == ["Salt, kept"]
        assert "Spices" in screens.text("#entries").splitlines()[1], "the list that it is in"


async def test_a_filter_that_was_there_first_knows_what_was_opened_of_lists_that_come_later(
    reading: Reading, network: Network, library: Library
) -> None:
    network.fresh(SPICES)
    await library.history.visit("https://example.com/salt")
    async with reading(HOME, query="is:visited") as screens:
        assert screens.rows() == ["Salt"]


async def test_home_is_there_as_it_was_left(reading: Reading) -> None:
    async with reading(HOME) as screens:
        await screens.press("h", "G", "enter")
        assert screens.rows() == ["[Dry]", "Herbs"]
    async with reading(HOME) as screens:
        assert screens.rows() == ["[Dry]", "Herbs"]


async def test_r_at_home_shows_what_came_since(reading: Reading, network: Network) -> None:
    async with reading(HOME) as screens:
        network.fresh(SPICES)
        await screens.press("r")
        assert screens.rows()[:2] == ["[Ready offline]", "Spices"]


async def test_a_random_entry_is_one_of_all(reading: Reading, network: Network) -> None:
    network.there = {"big": a_list("Big", *(entry(f"Thing {n}") for n in range(2000)))}
    network.fresh("big")
    async with reading(HOME) as screens:
        await screens.press("R")
        assert "Big" in screens.text("#title")
        assert (screens.selected or "").startswith("Thing")


async def test_home_fits_smaller_windows(reading: Reading) -> None:
    for size in (MIDDLE, NARROW):
        async with reading(HOME, size) as screens:
            assert "Awesome Micr" in screens.text("#entries")


# ---- what is ready offline


async def test_the_bundled_list_tells_how_much_it_holds(reading: Reading) -> None:
    async with reading(HOME, (200, 40)) as screens:
        assert "396 tools and articles on microservices · offline" in screens.text("#entries")


def test_the_bundled_list_holds_what_home_says_of_it() -> None:
    for bundled in BUNDLED:
        document = parse_source(SourceText(bundled_text(bundled.name), "markdown", bundled.name))
        assert document.title == bundled.title
        assert sum(1 for _ in document.walk()) == bundled.entries


async def test_the_bundled_list_is_searched_before_anything_was_read(
    reading: Reading, network: Network
) -> None:
    text = bundled_text("microservices")
    network.here["microservices"] = SourceText(text, "markdown", "microservices")
    await network.library.local_lists.remove("microservices")
    async with reading(HOME, query="kafka") as screens:
        assert screens.rows()[0] == "Kafka"
        await screens.press("right")
        assert "Awesome Microservices" in screens.text("#title")
        assert screens.selected == "Kafka"


async def test_a_file_that_was_read_is_at_home_and_its_entries_are_found(
    reading: Reading, network: Network, tmp_path: Path
) -> None:
    path = tmp_path / "rivers.md"
    path.write_text("# Rivers\n\n* [Rhine](https://example.com/rhine) - Long.\n")
    text = SourceText(path.read_text(), "markdown", str(path))
    network.here[str(path)] = text
    async with reading(str(path), (200, 40)) as screens:
        await screens.press("H")
        assert screens.rows()[:2] == ["[Continue reading]", "Rivers"]
        assert "read just now · 1 entry" in screens.text("#entries")
        assert "1 ready offline · F fetches all · 3 lists" in screens.text("#title"), (
            "a file is no list of those"
        )
        await screens.press("slash", *"rhin")
        assert screens.rows() == ["Rhine"]
        await screens.press("enter", "right")
        assert "Rivers" in screens.text("#title")
        await screens.press("b", "H", "escape")
        bookmark = next(line for line in screens.text("#entries").splitlines() if "★" in line)
        assert "Rivers" in bookmark, "the list that it is in"
    path.unlink()
    async with reading(HOME) as screens:
        assert "Rivers" not in screens.rows()


async def test_the_catalogue_tells_where_a_list_is_and_how_much_of_it_is_stored(
    reading: Reading, network: Network
) -> None:
    network.fresh(SPICES)
    async with reading(HOME, (200, 40)) as screens:
        assert "jane/awesome-herbs · Kitchen › Dry" in screens.text("#entries")
        spices = "jane/awesome-spices · 2 entries · stored just now · Kitchen"
        assert spices in screens.text("#entries")
