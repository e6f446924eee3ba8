"""Bookmarks, notes, tags and visits: shown at once, stored, and taken back where that fails."""

from __future__ import annotations

import asyncio
from operator import methodcaller
from pathlib import Path

import pytest
from building import entry
from shelves import Now

from awesome_tui.errors import LibraryError
from awesome_tui.library import Library
from awesome_tui.model.entries import Entry
from awesome_tui.services.entry_status import SavedLinks
from awesome_tui.tui.saved_entries import Annotation, EntryInList, SavedEntries
from awesome_tui.tui.undo_stack import UndoStack

BREAD, CHEESE, BARE = (
    EntryInList(each, "food") for each in (entry("Bread"), entry("Cheese"), Entry("Bare", None))
)


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
    assert await entries.toggle_bookmarks([BREAD]) == "Bookmarked Bread"
    (kept,) = await library.bookmarks.all()
    assert (kept.name, kept.url, kept.list_key) == ("Bread", BREAD.entry.url, "food")
    said = await entries.toggle_bookmarks([BREAD])
    assert said == "Bookmark removed: Bread · u restores it"
    assert await library.bookmarks.all() == ()
    assert shown.bookmarks == [{"example.com/bread"}, set()]


async def test_of_several_all_are_bookmarked_unless_all_of_them_are(library: Library) -> None:
    entries = saved(library, Shown())
    await entries.toggle_bookmarks([BREAD])
    said = await entries.toggle_bookmarks([BREAD, BARE, CHEESE])
    assert said == "Bookmarked 2 entries"
    assert len(await library.bookmarks.all()) == 2
    said = await entries.toggle_bookmarks([BREAD, CHEESE])
    assert said == "Bookmarks removed: 2 entries · u restores them"
    assert await library.bookmarks.all() == ()


async def edit(
    entries: SavedEntries, chosen: list[EntryInList], note: str | None, tags: str
) -> str:
    return await entries.annotate(chosen, entries.annotation(chosen), Annotation(note, tags))


async def test_a_note_comes_and_goes(library: Library) -> None:
    entries = saved(library, Shown())
    assert await edit(entries, [BREAD], "rye\nor wheat", "") == "Note saved"
    assert entries.links.note("http://example.com/bread/") == "rye\nor wheat"
    assert await library.bookmarks.all() == ()
    assert await edit(entries, [BREAD], " ", "") == "Note removed"
    assert await library.notes.all() == {}


async def test_tags_bookmark_what_they_are_given_to(library: Library) -> None:
    entries = saved(library, Shown())
    said = await edit(entries, [BREAD], "rye", "sour,  to  bake ,, sour")
    assert said == "Note and tags saved · bookmarked Bread"
    (kept,) = await library.bookmarks.all()
    assert (kept.name, kept.tags, kept.note) == ("Bread", ("sour", "to bake"), "rye")
    assert entries.links == SavedLinks.of(library)
    assert entries.annotation([BREAD]) == Annotation("rye", "sour, to bake")
    assert await edit(entries, [BREAD], "rye", "") == "Tags removed"
    assert [kept.tags for kept in await library.bookmarks.all()] == [()]


async def test_of_several_the_tags_that_all_have_are_edited(library: Library) -> None:
    entries = saved(library, Shown())
    await edit(entries, [BREAD], "rye", "sour, food")
    await edit(entries, [CHEESE], "", "food, old")
    chosen = [BREAD, BARE, CHEESE]
    assert entries.annotation(chosen) == Annotation(None, "food")
    assert await edit(entries, chosen, None, "eaten") == "Tags saved"
    kept = {kept.name: kept for kept in await library.bookmarks.all()}
    assert kept["Bread"].tags == ("eaten", "sour")
    assert kept["Cheese"].tags == ("eaten", "old")
    assert kept["Bread"].note == "rye"
    assert entries.links == SavedLinks.of(library)


async def test_what_another_window_wrote_meanwhile_stays(library: Library) -> None:
    mine, theirs = saved(library, Shown()), saved(library, Shown())
    await edit(theirs, [BREAD], "rye", "sour, dark")
    await edit(mine, [BREAD], "", "eaten")
    await edit(theirs, [BREAD], "rye or wheat", "dark")
    (kept,) = await library.bookmarks.all()
    assert (kept.tags, kept.note) == (("dark", "eaten"), "rye or wheat")
    await edit(mine, [BREAD], "with butter", "eaten")
    assert await library.notes.all() == {"example.com/bread": "rye or wheat\n\nwith butter"}


async def test_what_another_window_keeps_is_shown_once_it_is_read_again(tmp_path: Path) -> None:
    clock, path = Now(), tmp_path / "library.db"
    with Library(path, clock) as library, Library(path, clock) as other:
        await library.has_changed()
        shown = Shown()
        mine, theirs = saved(library, shown), saved(other, Shown())
        await mine.read_again()
        await mine.toggle_bookmarks([CHEESE])
        await mine.read_again()
        assert len(shown.links) == 1, "nothing is read for one who is alone"
        await edit(theirs, [BREAD], "rye", "sour")
        await mine.read_again()
        assert mine.links == SavedLinks.of(other)
        assert mine.annotation([BREAD]) == Annotation("rye", "sour")
        await other.settings.save({"theme": "nord"})
        await mine.read_again()
        assert len(shown.links) == 2, "what shows nowhere draws nothing"


async def test_a_change_here_is_not_lost_while_what_others_keep_is_read(tmp_path: Path) -> None:
    clock, path = Now(), tmp_path / "library.db"
    with Library(path, clock) as library, Library(path, clock) as other:
        mine, theirs = saved(library, Shown()), saved(other, Shown())
        await theirs.toggle_bookmarks([BREAD])
        await asyncio.gather(mine.read_again(), mine.toggle_bookmarks([CHEESE]))
        assert mine.links.bookmarked == {"example.com/bread", "example.com/cheese"}


async def test_nothing_is_undone_of_what_another_window_has_changed_since(
    library: Library,
) -> None:
    undos = UndoStack()
    mine = SavedEntries(library, SavedLinks(), Shown().links.append, undos)
    await mine.toggle_bookmarks([CHEESE])
    await mine.toggle_bookmarks([BREAD])
    await edit(saved(library, Shown()), [BREAD], "rye", "sour")
    assert await undos.undo() == "Not undone, as another program has changed it since."
    assert mine.links.bookmarked == {"example.com/bread", "example.com/cheese"}
    assert await undos.undo() == "Bookmark removed: Cheese"
    (kept,) = await library.bookmarks.all()
    assert (kept.name, kept.tags, kept.note) == ("Bread", ("sour",), "rye")


async def test_what_is_saved_as_it_was_changes_nothing(library: Library) -> None:
    undos = UndoStack()
    entries = SavedEntries(library, SavedLinks(), Shown().links.append, undos)
    await edit(entries, [BREAD], "rye", "sour")
    assert await edit(entries, [BREAD], "rye ", " sour") == "Nothing changed"
    await undos.undo()
    assert await undos.undo() == "Nothing to undo."


async def test_all_that_was_kept_is_undone_step_by_step(library: Library) -> None:
    undos, shown = UndoStack(), Shown()
    entries = SavedEntries(library, SavedLinks(), shown.links.append, undos)

    async def state() -> object:
        return entries.links.bookmarked, await library.bookmarks.all(), await library.notes.all()

    steps = [await state()]
    await entries.toggle_bookmarks([BREAD, CHEESE])
    steps.append(await state())
    await edit(entries, [BREAD], "rye", "sour")
    steps.append(await state())
    await edit(entries, [BREAD, CHEESE], None, "eaten")
    steps.append(await state())
    await entries.toggle_bookmarks([BREAD])
    said = []
    while steps:
        said.append(await undos.undo())
        assert await state() == steps.pop()
        assert entries.links.tags_of(BREAD.entry.url) == SavedLinks.of(library).tags_of(
            BREAD.entry.url
        )
    assert said == [
        "Bookmark restored: Bread",
        "Undone: tags of 2 entries",
        "Undone: note and tags of Bread",
        "Bookmarks removed: 2 entries",
    ]


async def test_a_change_can_be_undone_while_it_is_being_stored(library: Library) -> None:
    undos = UndoStack()
    entries = SavedEntries(library, SavedLinks(), Shown().links.append, undos)
    change = asyncio.ensure_future(entries.toggle_bookmarks([BREAD]))
    await asyncio.sleep(0)  # begun, not done
    assert await undos.undo() == "Bookmark removed: Bread"
    await change
    assert await library.bookmarks.all() == ()
    assert not entries.links.bookmarked


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
    undos = UndoStack()
    entries = SavedEntries(damaged, before, shown.links.append, undos)
    with pytest.raises(LibraryError):
        await entries.toggle_bookmarks([BREAD])
    assert shown.bookmarks == [{"example.com/wok", "example.com/bread"}, {"example.com/wok"}]
    with pytest.raises(LibraryError):
        await edit(entries, [BREAD], "new", "sour")
    assert entries.links.bookmarked == before.bookmarked
    assert entries.annotation([BREAD]) == Annotation("old", "")
    assert await undos.undo() == "Nothing to undo."
