import asyncio
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import groupby
from operator import methodcaller
from pathlib import Path

import pytest
from building import bookmark_of
from hypothesis import given
from hypothesis import strategies as st
from shelves import Now
from trees import entry

from awesome_tui.errors import LibraryError
from awesome_tui.library import Bookmark, Library, ScreenState, SourceVersion
from awesome_tui.library.history import MOST_FILTERS
from awesome_tui.library.stored_lists import VERSIONS
from awesome_tui.model.entries import AwesomeList, Entry, Section
from awesome_tui.model.json_contract import list_to_object

TEA = AwesomeList(
    "kettle/tea", "Tea", sections=(Section("Green", "green", level=2, entries=(entry("Sencha"),)),)
)
SENCHA = ("Sencha", "https://sencha.example/")
CUP = Bookmark("https://cup.example/", "Cup", "Holds tea.", "kettle/tea", ("tea",))


@pytest.fixture
def now() -> Now:
    return Now(1_000.0)


def save_tea(library: Library, text: str = "# Tea") -> bool:
    return library.lists.save("kettle/tea", "Kettle/Tea", SourceVersion(text), TEA).result()


async def test_a_stored_list_opens_as_it_was_saved(library: Library, now: Now) -> None:
    original = SourceVersion("# Tea", "markdown", "https://tea.example/", '"e1"', "Mon, 1 Jan")
    assert await library.lists.save("kettle/tea", "Kettle/Tea", original, TEA)
    now.time = 2000
    await library.lists.visit("kettle/tea")
    stored = await library.lists.open("kettle/tea")
    assert stored
    assert list_to_object(stored.document) == list_to_object(TEA)
    info = stored.info
    assert (info.key, info.source, info.title, info.entries) == (
        "kettle/tea",
        "Kettle/Tea",
        "Tea",
        1,
    )
    assert (info.format, info.base, info.etag, info.modified) == (
        "markdown",
        "https://tea.example/",
        '"e1"',
        "Mon, 1 Jan",
    )
    assert (info.fetched, info.visited, info.outdated) == (1000, 2000, False)


async def test_a_list_never_opened_is_not_there(library: Library) -> None:
    assert await library.lists.open("kettle/tea") is None
    assert not await library.lists.rows("kettle/tea")
    assert await library.lists.versions("kettle/tea") == ()
    assert not await library.lists.remove("kettle/tea")


async def test_lists_are_found_by_the_links_that_they_hold(library: Library) -> None:
    def linking(*urls: str) -> AwesomeList:
        return AwesomeList("x", "X", entries=tuple(Entry(url, url) for url in urls))

    async def holding(url: str) -> list[str]:
        return [info.key for info in await library.lists.holding(url)]

    await library.lists.save("a", "a", SourceVersion("a"), linking("https://x.example/"))
    twice = linking("http://www.x.example", "https://y.example", "https://y.example/#readme")
    await library.lists.save("b", "b", SourceVersion("b"), twice)
    assert await holding("https://x.example") == ["a", "b"]
    assert await holding("https://y.example") == ["b"]
    await library.lists.save("b", "b", SourceVersion("c"), linking("https://z.example"))
    assert await holding("https://y.example") == []
    await library.lists.remove("a")
    assert await holding("https://x.example") == []


def test_saving_tells_whether_the_text_is_new(library: Library) -> None:
    assert save_tea(library, "one")
    assert not save_tea(library, "one")
    assert save_tea(library, "two")


async def test_a_list_that_has_not_changed_is_fresh_again(library: Library, now: Now) -> None:
    save_tea(library)
    now.time = 5000
    await library.lists.confirm("kettle/tea")
    (info,) = await library.lists.all()
    assert info.fetched == 5000


async def test_older_texts_can_be_read(library: Library, now: Now) -> None:
    for number in range(3):
        now.time = number
        save_tea(library, f"text {number}")
    versions = await library.lists.versions("kettle/tea")
    assert [version.fetched for version in versions] == [2, 1, 0]
    assert [await library.lists.text(version) for version in versions] == [
        "text 2",
        "text 1",
        "text 0",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=VERSIONS))
def test_any_text_comes_back_unchanged(texts: list[str]) -> None:
    with Library(":memory:", Now()) as library:
        for text in texts:
            save_tea(library, text)
        versions = library.lists.versions("kettle/tea").result()
        kept = [library.lists.text(version).result() for version in reversed(versions)]
    assert kept == [text for text, _ in groupby(texts)]


async def test_old_texts_go_but_not_the_one_seen_last(library: Library, now: Now) -> None:
    save_tea(library, "never seen again")
    now.time += 1
    save_tea(library, "seen")
    first, _ = reversed(await library.lists.versions("kettle/tea"))
    await library.lists.visit("kettle/tea")
    for number in range(VERSIONS + 5):
        now.time += 1
        save_tea(library, f"text {number}")
    versions = await library.lists.versions("kettle/tea")
    assert len(versions) == VERSIONS + 1
    assert await library.lists.text(versions[-1]) == "seen"
    with pytest.raises(LibraryError, match="no longer kept"):
        await library.lists.text(first)


async def test_a_forgotten_list_is_gone_with_all_its_texts(library: Library) -> None:
    save_tea(library)
    assert await library.lists.remove("kettle/tea")
    assert await library.lists.all() == ()
    save_tea(library)
    assert len(await library.lists.versions("kettle/tea")) == 1


async def test_lists_come_in_the_order_of_their_last_visit(library: Library, now: Now) -> None:
    for key in ("a", "b", "c"):
        await library.lists.save(key, key, SourceVersion(key), TEA)
    for key in ("b", "c"):
        now.time += 1
        await library.lists.visit(key)
    assert [info.key for info in await library.lists.all()] == ["c", "b", "a"]


class TestRenamedLists:
    """A list under `old` turns out to be under `new`."""

    async def save(self, library: Library, key: str, asked: str = "", text: str = "# Tea") -> None:
        await library.lists.save(key, key, SourceVersion(text), TEA, asked=asked)

    async def keys(self, library: Library) -> list[str]:
        return [info.key for info in await library.lists.all()]

    async def test_it_is_stored_once_and_found_by_both_names(
        self, library: Library, now: Now
    ) -> None:
        await self.save(library, "old", text="# Old")
        await library.lists.visit("old")
        now.time += 1
        await self.save(library, "new", "old")
        assert await self.keys(library) == ["new"]
        for key in ("old", "new"):
            stored = await library.lists.open(key)
            assert stored
            assert (stored.info.key, stored.info.visited) == ("new", now.time - 1)
            assert len(await library.lists.versions(key)) == 2
            assert await library.lists.rows(key)

    async def test_what_the_user_left_there_is_still_theirs(self, library: Library) -> None:
        await self.save(library, "old")
        await library.bookmarks.add(Bookmark("https://cup.example", "Cup", list_key="old"))
        await library.states.save("old", ScreenState(query="green"))
        await self.save(library, "new", "old")
        cup = bookmark_of(library, "https://cup.example")
        assert cup
        assert cup.list_key == "new"
        assert (await library.states.load("new")).query == "green"

    async def test_of_two_copies_the_one_with_the_new_name_stays(self, library: Library) -> None:
        for key in ("old", "new"):
            await self.save(library, key)
            await library.states.save(key, ScreenState(query=key))
        await self.save(library, "old", "oldest")
        await self.save(library, "new", "old")
        assert await self.keys(library) == ["new"]
        assert (await library.states.load("new")).query == "new"
        for key in ("oldest", "old"):
            assert await library.lists.info(key)

    async def test_either_name_is_enough_to_use_it(self, library: Library, now: Now) -> None:
        await self.save(library, "new", "old")
        now.time += 1
        await library.lists.visit("old")
        await library.lists.confirm("old")
        info = await library.lists.info("new")
        assert info
        assert (info.visited, info.fetched) == (now.time, now.time)
        assert await library.lists.remove("old")
        assert await self.keys(library) == []
        assert await library.lists.info("old") is None

    async def test_another_list_can_take_the_old_name(self, library: Library) -> None:
        await self.save(library, "new", "old")
        await self.save(library, "old")
        assert sorted(await self.keys(library)) == ["new", "old"]
        found = await library.lists.info("old")
        assert found
        assert found.key == "old"


DAMAGES = ["x'00'", "substr({}, 1, length({}) - 1)", "'of text now'", "7"]
"""Packed texts as they can be after bits of the file have changed."""


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_list_is_as_good_as_none_until_it_comes_anew(
    library: Library, damage: str
) -> None:
    await library.lists.save("kettle/tea", "kettle/tea", SourceVersion("# Tea"), TEA)
    broken = f"UPDATE tree SET data = {damage.format('data', 'data')}"
    await library.lists.store.ask(lambda db: db.execute(broken))
    with pytest.raises(LibraryError, match=r"^The stored copy of kettle/tea is damaged: refresh"):
        await library.lists.rows("kettle/tea")
    info = await library.lists.info("kettle/tea")
    assert info
    assert info.outdated
    assert await library.lists.open("kettle/tea") is None
    await library.lists.save("kettle/tea", "kettle/tea", SourceVersion("# Tea"), TEA)
    assert await library.lists.open("kettle/tea")


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_version_is_one_sentence(library: Library, damage: str) -> None:
    await library.lists.save("kettle/tea", "kettle/tea", SourceVersion("# Tea"), TEA)
    broken = f"UPDATE version SET text = {damage.format('text', 'text')}"
    await library.lists.store.ask(lambda db: db.execute(broken))
    (version,) = await library.lists.versions("kettle/tea")
    with pytest.raises(LibraryError, match="That version of the list is damaged: choose another"):
        await library.lists.text(version)


async def test_a_broken_character_hides_no_bookmark(library: Library) -> None:
    await library.bookmarks.add(CUP, Bookmark("https://mug.example/", "Mug", note="Red."))
    for broken in (
        "UPDATE bookmark SET name = CAST(x'4d75ff' AS TEXT) WHERE name = 'Mug'",
        "UPDATE note SET text = CAST(x'5265ff' AS TEXT)",
    ):
        await library.lists.store.ask(methodcaller("execute", broken))
    kept = await library.bookmarks.all()
    assert [(bookmark.name, bookmark.note) for bookmark in kept] == [
        ("Cup", ""),
        ("Mu\ufffd", "Re\ufffd"),
    ]


async def test_a_search_reads_entries_without_their_tree(library: Library) -> None:
    save_tea(library)
    ((trail, found),) = await library.lists.rows("kettle/tea")
    assert [section.title for section in trail] == ["Green"]
    assert found == Entry("Sencha", "https://sencha.example")


async def test_the_same_place_is_bookmarked_once(library: Library) -> None:
    assert await library.bookmarks.add(CUP, Bookmark("http://www.cup.example", "Cup again")) == 1
    assert await library.bookmarks.tags() == {"cup.example": ("tea",)}
    assert await library.bookmarks.remove("HTTPS://CUP.example") == 1
    assert await library.bookmarks.all() == ()


async def test_bookmarking_again_loses_nothing(library: Library, now: Now) -> None:
    await library.bookmarks.add(CUP)
    await library.notes.write(CUP.url, "A gift.")
    now.time = 9000
    await library.bookmarks.add(Bookmark(CUP.url, "The Cup", tags=("new",), note="Chipped."))
    assert bookmark_of(library, CUP.url) == Bookmark(
        CUP.url,
        "The Cup",
        CUP.description,
        CUP.list_key,
        ("new", "tea"),
        "A gift.\n\nChipped.",
        1000,
    )


async def test_the_newest_bookmark_comes_first(library: Library, now: Now) -> None:
    await library.bookmarks.add(CUP)
    now.time += 1
    await library.bookmarks.add(Bookmark("https://pot.example", "Pot"))
    await library.bookmarks.add(Bookmark("https://old.example", "Old", added=3))
    assert [kept.name for kept in await library.bookmarks.all()] == ["Pot", "Cup", "Old"]


async def test_bookmarks_added_together_keep_their_order(library: Library) -> None:
    def dated(name: str, added: int | None) -> Bookmark:
        return Bookmark(f"https://{name}.example", name, added=added)

    await library.bookmarks.add(dated("Here", 500))
    file = [dated("B", 3), dated("A", None), dated("Here", 1), dated("D", 700), dated("C", 3)]
    for _ in range(2):  # what is known stays where it is
        await library.bookmarks.add(*file)
        assert [kept.name for kept in await library.bookmarks.all()] == ["Here", "B", "A", "D", "C"]
    await library.bookmarks.add(dated("E", None), dated("F", None))
    assert [kept.name for kept in await library.bookmarks.all()][:3] == ["E", "F", "Here"]


async def test_tags_and_note_are_replaced(library: Library) -> None:
    gift = replace(CUP, note="A gift.")
    await library.bookmarks.add(gift)
    mine = replace(CUP, tags=("b, c", " a ", "a", ""), note="Mine.")
    await library.bookmarks.annotate((gift, mine))
    assert bookmark_of(library, CUP.url) == replace(
        CUP, tags=("a", "b c"), note="Mine.", added=1000
    )
    await library.bookmarks.annotate((mine, replace(CUP, tags=())))
    assert bookmark_of(library, CUP.url) == replace(CUP, tags=(), added=1000)


async def test_a_tag_bookmarks_a_link_and_a_note_does_not(library: Library) -> None:
    pot = Bookmark("https://pot.example/", "Pot")
    bare = replace(CUP, tags=())
    await library.bookmarks.annotate((pot, replace(pot, note="Blue.")), (bare, CUP))
    assert [kept.name for kept in await library.bookmarks.all()] == ["Cup"]
    assert await library.notes.all() == {"pot.example": "Blue."}


@pytest.mark.parametrize(
    ("before", "after", "meanwhile", "kept"),
    [
        ("", "Mine.", "Theirs.", "Theirs.\n\nMine."),
        ("Old.", "New.", "Old.\n\nTheirs.", "New.\n\nTheirs."),
        ("Old.", "", "Old.\n\nTheirs.", "Theirs."),
        ("Old.", "", "Theirs.", "Theirs."),
        ("Old.", "Old.", "Theirs.", "Theirs."),
        ("", "Same.", "Same.", "Same."),
        ("Old.", "New.", "", "New."),
    ],
)
async def test_a_note_of_another_program_outlives_an_edit_of_what_was_there_before(
    library: Library, before: str, after: str, meanwhile: str, kept: str
) -> None:
    await library.notes.write(CUP.url, meanwhile)
    await library.bookmarks.annotate((replace(CUP, note=before), replace(CUP, note=after)))
    assert await library.notes.all() == {"cup.example": kept}


async def test_what_was_kept_of_links_is_restored_and_nothing_else_changes(
    library: Library, now: Now
) -> None:
    pot, jug = Bookmark("https://pot.example/", "Pot"), Bookmark("https://jug.example/", "Jug")
    await library.bookmarks.add(replace(CUP, note="A gift."), pot)
    before = await library.bookmarks.all()
    urls = CUP.url, "http://www.cup.example", jug.url
    kept = await library.bookmarks.kept(*urls)
    now.time = 2000
    await library.bookmarks.remove(CUP.url)
    await library.notes.write(CUP.url, "")
    await library.bookmarks.annotate((jug, replace(jug, tags=("new",), note="New.")))
    await library.bookmarks.restore(kept, await library.bookmarks.kept(*urls))
    assert await library.bookmarks.all() == before
    assert await library.notes.all() == {"cup.example": "A gift."}


async def test_a_bookmark_is_restored_though_another_has_its_row(library: Library) -> None:
    await library.bookmarks.add(CUP)
    kept = await library.bookmarks.kept(CUP.url)
    await library.bookmarks.remove(CUP.url)
    await library.bookmarks.add(Bookmark("https://pot.example/", "Pot"))
    await library.bookmarks.restore(kept, await library.bookmarks.kept(CUP.url))
    assert {kept.name for kept in await library.bookmarks.all()} == {"Cup", "Pot"}


async def test_a_note_needs_no_bookmark_and_outlives_it(library: Library) -> None:
    await library.notes.write(CUP.url, "  A gift.\n")
    await library.bookmarks.add(CUP)
    await library.bookmarks.remove(CUP.url)
    assert await library.notes.all() == {"cup.example": "A gift."}
    await library.notes.write(CUP.url, " ")
    assert await library.notes.all() == {}


async def test_the_link_that_was_opened_last_is_first(library: Library, now: Now) -> None:
    await library.history.visit("https://pot.example")
    await library.history.visit(CUP.url)
    now.time = 2000
    await library.history.visit("http://pot.example/")
    assert await library.history.all() == ("pot.example", "cup.example")


async def test_a_screen_is_found_as_it_was_left(library: Library) -> None:
    state = ScreenState(
        ("Green", "Japan"), (("Green",), ("Black", "India")), SENCHA, 7, "sen", "name"
    )
    assert await library.states.load("kettle/tea") == ScreenState()
    await library.states.save("kettle/tea", ScreenState(query="older"))
    await library.states.save("kettle/tea", state)
    assert await library.states.load("kettle/tea") == state


def test_everything_is_there_at_the_next_start(tmp_path: Path, now: Now) -> None:
    with Library(tmp_path / "library.db", now) as library:
        save_tea(library)
        library.bookmarks.add(CUP).result()
    with Library(tmp_path / "library.db", now) as library:
        assert library.notice is None
        assert library.lists.open("kettle/tea").result()
        assert [kept.name for kept in library.bookmarks.all().result()] == ["Cup"]


def test_what_was_asked_for_is_done_before_closing(tmp_path: Path, now: Now) -> None:
    with Library(tmp_path / "library.db", now) as library:
        for number in range(50):
            library.history.visit(f"https://{number}.example")
    with Library(tmp_path / "library.db", now) as library:
        assert len(library.history.all().result()) == 50


async def test_the_filters_that_were_used_are_kept_the_newest_first(library: Library) -> None:
    for number in range(MOST_FILTERS + 5):
        await library.filters.use(f"tea {number}")
    await library.filters.use("tea 50")
    kept = await library.filters.all()
    assert kept[:2] == ("tea 50", f"tea {MOST_FILTERS + 4}")
    assert (len(kept), kept.count("tea 50")) == (MOST_FILTERS, 1)


async def test_a_screen_that_closes_takes_no_bookmark_with_it() -> None:
    gate = threading.Event()
    with Library(":memory:", lambda: 1000.0 * gate.wait()) as library:

        async def press_b() -> None:
            library.history.visit(CUP.url)  # stands at the gate, before the bookmark
            await library.bookmarks.add(CUP)

        task = asyncio.create_task(press_b())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        gate.set()
        assert bookmark_of(library, CUP.url)


def test_the_library_starts_without_what_only_others_need() -> None:
    code = "import sys, awesome_tui.library; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    slow = {"asyncio", "httpx2", "mistune", "textual", "platformdirs", "selectolax"}
    assert not slow & set(loaded.decode().split())
