"""A damaged library costs what is damaged, with a word, and never the start."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from building import bookmark_of
from damage import COLUMNS, COMMANDS, KEY, NOW, ODD, TEA, Count, Shelves, damage, put, run, show

from awesome_tui.errors import LibraryError
from awesome_tui.library import Library, ScreenState
from awesome_tui.library.opening import check_kind
from awesome_tui.system.start_frame import load_frame

SOME = (COMMANDS[2], COMMANDS[6], COMMANDS[8])
COMPARED = ("list", "tree", "version", "alias")
"""The tables that the last of them reads, which parses in processes of its own."""
PARTS = ("", "-wal", "-shm", "-journal", "-repair")


def clock() -> float:
    return NOW


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Shelves:
    return Shelves(tmp_path_factory.mktemp("shelves"))


@pytest.fixture
def path(shelves: Shelves) -> Iterator[Path]:
    with shelves.copied() as path:
        yield path


@pytest.mark.parametrize("seed", [*range(28), 5157, 20090])
def test_every_damaged_library_starts_and_what_is_gone_is_told(
    shelves: Shelves, path: Path, seed: int
) -> None:
    damage(path, seed)
    shelves.check(path, SOME)


@pytest.mark.parametrize("seed", [331, *range(1000, 1005)])
async def test_so_it_does_on_the_screens(shelves: Shelves, path: Path, seed: int) -> None:
    damage(path, seed)
    said = await show(path, "home") + await show(path, TEA)
    shelves.check(path, (), said)


@pytest.mark.parametrize("table", COLUMNS)
def test_no_value_in_any_column_keeps_it_from_starting(shelves: Shelves, table: str) -> None:
    odd = iter(ODD * 99)
    commands = SOME if table in COMPARED else SOME[:2]
    for column in COLUMNS[table].split():
        for _ in range(2):  # all of them are tried by the script
            with shelves.copied() as path:
                put(path, table, column, next(odd))
                shelves.check(path, commands)


class TestPieces:
    """Damage of a row is told once, and the rest of it stays."""

    def opened(self, path: Path) -> Library:
        return Library(path, clock)

    @pytest.mark.parametrize("value", [None, 7, "null", "[]", '{"entry": 1}', b"\xff"])
    def test_a_state_is_forgotten(self, path: Path, value: object) -> None:
        put(path, "screen", "state", value, f"name = '{KEY}'")
        with self.opened(path) as library:
            assert library.states.load(KEY).result() == ScreenState()
            told = library.take_notice()
            assert told
            assert "Part of the library was damaged (1 × place where you left a list)" in told
            assert library.states.load("home").result() != ScreenState()
        with self.opened(path) as library:
            assert library.states.load(KEY).result() == ScreenState()
            assert library.notice is None

    def test_a_bookmark_keeps_what_can_be_read_of_it(self, path: Path) -> None:
        url = "https://cup.example/7"
        for column, value in (("name", 9), ("description", None), ("added", "long ago")):
            put(path, "bookmark", column, value, f"url = '{url}'")
        with self.opened(path) as library:
            found = bookmark_of(library, url)
            assert found
            assert (found.name, found.description, found.added) == ("9", "", 0)
            assert (found.tags, found.note) == (("cup", "tea"), "Note 7")
            assert library.notice
            assert "(1 × bookmark): what could be read of it was kept." in library.notice
            assert Count.of(library).bookmarks == 300

    def test_a_bookmark_without_its_url_is_known_by_its_key(self, path: Path) -> None:
        put(path, "bookmark", "url", None, "rowid = 3")
        with self.opened(path) as library:
            urls = {bookmark.url for bookmark in library.bookmarks.all().result()}
        assert len([url for url in urls if url.startswith("https://cup.example/")]) == 300

    def test_a_time_beyond_the_calendar_is_none(self, path: Path) -> None:
        for table, column in (("list", "fetched"), ("list", "visited"), ("version", "fetched")):
            put(path, table, column, 94_608_000_000_000)
        assert run(path, "library")[0] == 0
        assert run(path, "diff", f"{TEA}@2026-09-18", "--offline")[0] in (0, 1)

    def test_what_is_damaged_while_it_is_open_is_mended_as_well(self, path: Path) -> None:
        with self.opened(path) as library:
            assert library.bookmarks.tags().result()
            put(path, "visit", "last", "tomorrow")
            assert len(library.history.all().result()) == 20
            assert library.notice

    def test_a_missing_table_is_made_anew_and_the_rest_kept(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as db:
            db.execute("DROP TABLE note")
        with self.opened(path) as library:
            assert library.notes.all().result() == {}
            assert Count.of(library) == Count(300, 0, 20, 2)
            assert library.notice
            assert "(300 bookmarks, 0 notes, 20 opened links)" in library.notice

    @pytest.mark.parametrize("data", [bytes(100), b"x" * 16, b"\xff" * 60])
    def test_the_first_bytes_are_not_needed_to_save_the_rest(self, path: Path, data: bytes) -> None:
        with path.open("r+b") as file:
            file.write(data)
        with self.opened(path) as library:
            assert Count.of(library) == Count(300, 20, 20, 2)
            assert library.notice
            assert "(300 bookmarks, 20 notes, 20 opened links)" in library.notice

    def test_a_list_whose_source_is_damaged_keeps_no_other_from_sync(self, path: Path) -> None:
        put(path, "list", "source", "odd", f"key = '{KEY}'")
        status, said = run(path, "sync")
        assert status == 2
        assert "odd" in said
        assert "rivers.example" in said

    def test_what_a_newer_program_made_of_it_meanwhile_is_no_damage(self, path: Path) -> None:
        with self.opened(path) as library:
            with closing(sqlite3.connect(path)) as db:
                db.execute("ALTER TABLE visit ADD COLUMN more")
                db.execute("PRAGMA user_version = 99")
            with pytest.raises(LibraryError, match="newer awesome-tui: update this one"):
                library.history.visit("https://cup.example").result()
        assert not path.with_name("library.db.damaged-1").exists()

    def test_a_damaged_index_hides_no_bookmark(self, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            find = "SELECT rootpage FROM sqlite_master WHERE name = ?"
            names = ("sqlite_autoindex_bookmark_1", "sqlite_autoindex_visit_1")
            (one,), (other,) = (db.execute(find, (name,)).fetchone() for name in names)
            db.execute("PRAGMA writable_schema = ON")
            swap = "UPDATE sqlite_master SET rootpage = ? WHERE name = ?"
            db.executemany(swap, zip((other, one), names, strict=True))
        with self.opened(path) as library:
            assert len(library.bookmarks.tags().result()) == 300
            assert library.bookmarks.remove("https://cup.example/7").result()
            assert library.notice

    def test_an_empty_file_is_told(self, path: Path) -> None:
        os.truncate(path, 0)
        with self.opened(path) as library:
            assert library.notice
            assert "was an empty file" in library.notice
        with self.opened(path) as library:
            assert library.notice is None


UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes as files, and modes")


@UNIX
class TestKinds:
    """A path that is no file is refused at once."""

    def pipe(self, place: Path) -> None:
        os.mkfifo(place)

    def folder(self, place: Path) -> None:
        place.mkdir()

    def socket(self, place: Path) -> None:
        with closing(socket.socket(socket.AF_UNIX)) as made:
            made.bind(str(place))

    def link(self, place: Path) -> None:
        place.symlink_to("gone")

    def device(self, place: Path) -> None:
        place.symlink_to("/dev/null")

    @pytest.mark.parametrize("part", PARTS)
    @pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "link", "device"])
    def test_it_is_named_and_not_waited_for(
        self, tmp_path: Path, part: str, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "awesome-tui" / "library.db"
        path.parent.mkdir()
        place = Path(f"{path}{part}")
        make: Callable[[Path], None] = getattr(self, kind)
        monkeypatch.chdir(path.parent)  # the names of sockets are short
        make(Path(place.name))
        with pytest.raises(LibraryError, match=rf"cannot be opened, as .*{place.name} is a "):
            Library(path, clock)
        assert load_frame(path, "", "") is None
        status, said = run(path, "library")
        assert (status, said.count("\n")) == (2, 1)
        assert os.listdir(path.parent) == [place.name]

    async def test_the_screens_go_on_without_it(self, tmp_path: Path) -> None:
        path = tmp_path / "awesome-tui" / "library.db"
        path.parent.mkdir()
        os.mkfifo(path)
        assert "is a pipe: move that out of the way" in await show(path, "home")

    def test_a_link_to_a_file_is_followed(self, path: Path) -> None:
        real = path.with_name("real.db")
        path.rename(real)
        path.symlink_to(real)
        check_kind(path)
        with Library(path, clock) as library:
            assert Count.of(library).bookmarks == 300


@UNIX
class TestModes:
    """Nobody else reads what the user keeps."""

    def test_all_files_are_for_the_user_alone_after_damage_as_well(self, path: Path) -> None:
        path.parent.chmod(0o755)
        path.chmod(0o644)
        before = os.umask(0)
        try:
            with path.open("r+b") as file:
                file.write(b"no library")
            with Library(path, clock) as library:
                library.notes.write("https://cup.example/1", "Mine.").result()
                modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
        finally:
            os.umask(before)
        assert {"library.db", "library.db-wal", "library.db.damaged-1"} <= modes.keys()
        assert set(modes.values()) == {0o600}
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_what_an_older_program_left_open_is_shut(self, path: Path) -> None:
        path.chmod(0o644)
        with suppress(LibraryError), Library(path, clock):
            pass
        assert path.stat().st_mode & 0o777 == 0o600
