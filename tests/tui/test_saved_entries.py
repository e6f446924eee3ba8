"""Bookmarks, notes and visits: shown at once, stored, and taken back where that fails."""

from __future__ import annotations

from operator import methodcaller

import pytest
from building import entry

from awesome_tui.errors import LibraryError
from awesome_tui.library import Library
from awesome_tui.model.entries import Entry
from awesome_tui.services.entry_status import SavedLinks
from awesome_tui.tui.saved_entries import SavedEntries

BREAD, CHEESE, BARE = entry("Bread"), entry("Cheese"), Entry("Bare", None)


class Shown:
    """Keeps what was shown, the last at the end."""

    def __init__(self) -> None:
        self.links: list[SavedLinks] = []

    @property
    def bookmarks(self) -> list[set[str]]:
        return [set(links.bookmarked) for links in self.links]


def saved(library: Library, shown: Shown) -> SavedEntries:
    return SavedEntries(library, SavedLinks.of(library), shown.links.append)


@pytest.fixture
def damaged(library: Library) -> Library:
    """A library that can keep nothing any more."""
    for table in ("bookmark", "note"):
        library.bookmarks.store.ask(methodcaller("execute", f"DROP TABLE {table}")).result()
    return library


async def test_a_bookmark_comes_and_goes(library: Library) -> None:
    shown = Shown()
    entries = saved(library, shown)
    assert await entries.toggle_bookmarks([BREAD], "food") == "Bookmarked Bread"
    (kept,) = await library.bookmarks.all()
    assert (kept.name, kept.url, kept.list_key) == ("Bread", BREAD.url, "food")
    assert await entries.toggle_bookmarks([BREAD], "food") == "Bookmark removed: Bread"
    assert await library.bookmarks.all() == ()
    assert shown.bookmarks == [{"example.com/bread"}, set()]


async def test_of_several_all_are_bookmarked_unless_all_of_them_are(library: Library) -> None:
    entries = saved(library, Shown())
    await entries.toggle_bookmarks([BREAD], "food")
    said = await entries.toggle_bookmarks([BREAD, BARE, CHEESE], "food")
    assert said == "Bookmarked 2 entries"
    assert len(await library.bookmarks.all()) == 2
    said = await entries.toggle_bookmarks([BREAD, CHEESE], "food")
    assert said == "Bookmarks removed: 2 entries"
    assert await library.bookmarks.all() == ()


async def test_a_note_comes_and_goes(library: Library) -> None:
    entries = saved(library, Shown())
    assert await entries.write_note("https://example.com/bread", "rye") == "Note saved"
    assert entries.links.note("http://example.com/bread/") == "rye"
    assert await entries.write_note("https://example.com/bread", " ") == "Note removed"
    assert await library.notes.all() == {}


async def test_opened_links_are_shown_as_such_at_once(library: Library) -> None:
    shown = Shown()
    visits = saved(library, shown).visit(["https://example.com/bread", "https://example.com/b"])
    assert shown.links[-1].visited == {"example.com/bread", "example.com/b"}
    for visit in visits:
        await visit
    assert set(await library.history.all()) == {"example.com/bread", "example.com/b"}


async def test_what_cannot_be_kept_is_taken_back_and_nothing_else_is(damaged: Library) -> None:
    shown = Shown()
    before = SavedLinks(frozenset(["example.com/wok"]), {"example.com/bread": "old"})
    entries = SavedEntries(damaged, before, shown.links.append)
    with pytest.raises(LibraryError):
        await entries.toggle_bookmarks([BREAD], "food")
    assert shown.bookmarks == [{"example.com/wok", "example.com/bread"}, {"example.com/wok"}]
    with pytest.raises(LibraryError):
        await entries.write_note("https://example.com/bread", "new")
    assert entries.links == before
