"""The dialog for note and tags, and all places in which the tags are found again."""

from __future__ import annotations

import pytest
from building import bookmark_of
from driving import NARROW, Reading
from shelves import SPICES, Network

from awesome_tui.library import Bookmark, Library
from awesome_tui.tui.pages import HOME

BREAD = "https://example.com/bread"


async def test_a_note_of_several_lines_and_tags_are_kept_and_shown(
    reading: Reading, library: Library
) -> None:
    async with reading() as screens:
        await screens.press("e", *"rye", "ctrl+j", *"sour", "tab", *"to bake, daily", "enter")
        assert screens.message == "Note and tags saved · bookmarked Bread"
        kept = bookmark_of(library, BREAD)
        assert kept
        assert (kept.note, kept.tags) == ("rye\nsour", ("daily", "to bake"))
        detail = [line.strip() for line in screens.text("#detail").splitlines()]
        at = detail.index("✎ rye")
        assert detail[at : at + 3] == ["✎ rye", "sour", "# daily · to bake"]
        assert "★" in screens.text("#entries")


async def test_tags_and_keys_are_in_sight_in_a_low_window_too(reading: Reading) -> None:
    async with reading(size=(60, 10)) as screens:
        await screens.press("e")
        assert "tags, with commas" in screens.text()
        assert "ctrl+j new line" in screens.text()
        await screens.pilot.resize_terminal(80, 24)
        await screens.settle()
        assert screens.app.screen.query_one("#note").region.height == 7


async def test_the_dialog_says_how_to_save_and_begins_with_what_is_kept(
    reading: Reading, library: Library
) -> None:
    await library.bookmarks.add(Bookmark(BREAD, "Bread", tags=("rye", "old"), note="Mine."))
    async with reading(size=NARROW) as screens:
        await screens.press("e")
        shown = screens.text()
        assert "Mine." in shown
        assert "old, rye" in shown
        assert "enter saves · esc cancels" in shown
        await screens.press("tab", "tab", *"!", "tab", *", new", "enter")
        kept = bookmark_of(library, BREAD)
        assert kept
        assert (kept.note, kept.tags) == ("Mine.!", ("new", "old", "rye"))


async def test_a_tag_that_was_given_before_is_completed(reading: Reading, library: Library) -> None:
    await library.bookmarks.add(Bookmark("https://example.com/x", "X", tags=("fermented",)))
    async with reading() as screens:
        await screens.press("e", "tab", *"rye, fer", "right", "enter")
        kept = bookmark_of(library, BREAD)
        assert kept
        assert kept.tags == ("fermented", "rye")


async def test_marked_entries_are_tagged_together(reading: Reading, library: Library) -> None:
    async with reading() as screens:
        await screens.press("space", "j", "space", "e")
        assert "Tags of 2 marked entries" in screens.text()
        await screens.press(*"food", "enter")
        assert screens.message == "Tags saved · bookmarked 2 entries"
        assert {kept.name: kept.tags for kept in await library.bookmarks.all()} == {
            "Bread": ("food",),
            "Cheese": ("food",),
        }


@pytest.mark.parametrize("query", ["tag:ferm", "tag:fermented", "is:tagged", "tag:ferm | zzz"])
async def test_the_filter_finds_tags_of_ones_own(
    reading: Reading, library: Library, query: str
) -> None:
    await library.bookmarks.add(Bookmark(BREAD, "Bread", tags=("fermented",)))
    await library.bookmarks.add(Bookmark("https://example.com/cheese", "Cheese"))
    async with reading(query=query) as screens:
        assert screens.rows() == ["Bread"]
    async with reading(query=f"!{query.split(maxsplit=1)[0]}") as screens:
        assert screens.rows() == ["Awesome Spices", "Cheese"]


async def test_the_filter_follows_tags_as_they_are_given(reading: Reading) -> None:
    async with reading(query="!tag:rye") as screens:
        await screens.press("e", "tab", *"rye", "enter")
        assert screens.rows() == ["Awesome Spices", "Cheese"]


async def test_home_finds_tags_in_all_stored_lists(
    reading: Reading, network: Network, library: Library
) -> None:
    network.fresh(SPICES)
    await library.bookmarks.add(Bookmark("https://example.com/salt", "Salt, kept", tags=("white",)))
    async with reading(HOME) as screens:
        await screens.press("slash", *"tag:white")
        assert {"Salt, kept", "Salt"} >= {*screens.rows()} > set()


async def test_what_is_bookmarked_at_home_is_of_the_list_that_it_was_found_in(
    reading: Reading, network: Network, library: Library
) -> None:
    network.fresh(SPICES)
    async with reading(HOME) as screens:
        await screens.press("slash", *"pepper", "enter", "b", "space", "slash", *"salt", "enter")
        await screens.press("space", "e", *"hot", "enter")
        kept = await library.bookmarks.all()
        assert {each.name: (each.list_key, each.tags) for each in kept} == {
            "Pepper": (SPICES, ("hot",)),
            "Salt": (SPICES, ("hot",)),
        }
