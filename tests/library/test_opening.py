import json
import os
import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest
from building import bookmark_of

from awesome_tui.errors import LibraryError
from awesome_tui.library import Bookmark, Library
from awesome_tui.library.schema import MIGRATIONS
from awesome_tui.model.entries import Entry, Link, Section

NOBODY = 65534


def clock() -> float:
    return 1000.0


def cup(number: int) -> Bookmark:
    return Bookmark(f"https://{number:05}.example", "Cup", "A cup among many, told at some length.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def fill(path: Path, count: int) -> None:
    with Library(path, clock) as library:
        library.bookmarks.add(*map(cup, range(count))).result()


def overwrite(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)


def test_the_folder_is_made_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "share" / "awesome-tui" / "library.db"
    fill(path, 1)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_file_is_moved_aside_and_never_deleted(path: Path) -> None:
    parts = {"": b"This is no library. " * 100, "-wal": b"Nor is this.", "-shm": b"Or this."}
    for part, content in parts.items():
        Path(f"{path}{part}").write_bytes(content)
    with Library(path, clock) as library:
        assert library.notice
        assert f"it now lies at {path}.damaged-1," in library.notice
        assert library.bookmarks.add(cup(1)).result() == 1
    for part, content in parts.items():
        assert Path(f"{path}.damaged-1{part}").read_bytes() == content
    with Library(path, clock) as library:
        assert library.notice is None
        assert bookmark_of(library, cup(1).url)


def test_a_log_without_its_library_is_not_thrown_away(path: Path) -> None:
    path.touch()
    Path(f"{path}-wal").write_bytes(b"Somebody's bookmarks, perhaps.")
    Library(path, clock).close()
    assert Path(f"{path}.damaged-1-wal").read_bytes() == b"Somebody's bookmarks, perhaps."


def test_a_second_damaged_file_does_not_replace_the_first(path: Path) -> None:
    for content in (b"first" * 200, b"second" * 200):
        path.write_bytes(content)
        Library(path, clock).close()
    assert Path(f"{path}.damaged-1").read_bytes() == b"first" * 200
    assert Path(f"{path}.damaged-2").read_bytes() == b"second" * 200


def test_bookmarks_around_the_damage_are_saved(path: Path) -> None:
    fill(path, 5000)
    size = path.stat().st_size
    overwrite(path, size // 2, 40_000)
    with Library(path, clock) as library:
        kept = library.bookmarks.all().result()
        assert 4000 < len(kept) < 5000
        notice = library.take_notice()
        assert notice
        assert "was damaged: it now lies at" in notice
        assert f"({len(kept):,} bookmarks, " in notice
        assert library.take_notice() is None
        assert (kept[0].url, kept[-1].url) == (cup(0).url, cup(4999).url)
        assert {cup(0), cup(4999)} <= {Bookmark(b.url, b.name, b.description) for b in kept}
        assert library.bookmarks.add(cup(9999)).result() == 1
    assert Path(f"{path}.damaged-1").stat().st_size == size


def test_a_file_cut_short_is_moved_aside(path: Path) -> None:
    fill(path, 5000)
    os.truncate(path, path.stat().st_size // 2)
    with Library(path, clock) as library:
        assert library.notice
        assert "was damaged" in library.notice
        assert 1000 < len(library.bookmarks.all().result()) < 5000
    assert Path(f"{path}.damaged-1").exists()


def test_a_window_whose_damaged_file_was_replaced_finds_the_new_one(path: Path) -> None:
    fill(path, 5000)
    with Library(path, clock) as first, Library(path, clock) as second:
        overwrite(path, 8192, path.stat().st_size)
        for library in (first, second):
            library.bookmarks.all().result()
        assert first.notice
        first.bookmarks.add(cup(1)).result()
        assert bookmark_of(second, cup(1).url)
    assert not Path(f"{path}.damaged-2").exists()


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_library_whose_folder_is_taken_away_is_written_there_anew(
    tmp_path: Path, is_kept: bool
) -> None:
    folder = tmp_path / "awesome-tui"
    with Library(folder / "library.db", clock) as library:
        library.bookmarks.add(cup(1)).result()
        folder.rename(tmp_path / "elsewhere") if is_kept else shutil.rmtree(folder)
        library.bookmarks.add(cup(2)).result()
        assert library.notice
        assert re.search(r"moved or deleted: it is at .*library\.db again\.$", library.notice)
    with Library(folder / "library.db", clock) as later:
        assert {each.url for each in later.bookmarks.all().result()} == {cup(1).url, cup(2).url}
        assert not later.notice


def test_a_bookmark_goes_into_the_file_that_replaced_a_damaged_one(path: Path) -> None:
    fill(path, 5000)
    with Library(path, clock) as first, Library(path, clock) as second:
        overwrite(path, 8192, path.stat().st_size // 2)
        first.bookmarks.all().result()
        assert first.notice
        second.notes.write(cup(7).url, "Chipped").result()
        assert "Chipped" in first.notes.all().result().values()


def test_a_newer_library_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"^The library .* newer awesome-tui: update .*\.$"):
        Library(path, clock)
    assert path.read_bytes()[:16] == before[:16]


@pytest.mark.parametrize("version", [-1, 2**31 - 1])
def test_a_library_of_a_version_that_no_program_has_is_read_and_left_alone(
    path: Path, version: int
) -> None:
    with Library(path, clock) as library:
        library.bookmarks.add(cup(1)).result()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    with Library(path, clock) as library:
        assert "its version is none of any program" in (library.notice or "")
        assert not library.lasting
        assert bookmark_of(library, cup(1).url)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_library_of_an_older_program_keeps_what_is_in_it(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for statement in chain.from_iterable(MIGRATIONS[:version]):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
        columns = "url_key, url, name, description, list_key, tags, added"
        values = "'a.example', 'https://a.example', 'Cup', '', '', '', 1"
        db.execute(f"INSERT INTO bookmark ({columns}) VALUES ({values})")
    with Library(path, clock) as library:
        assert [bookmark.name for bookmark in library.bookmarks.all().result()] == ["Cup"]
        assert library.bookmarks.add(cup(1)).result() == 1
        assert library.lists.all().result() == ()


TREE_WITHOUT_FACTS = [
    [
        "tea.md",
        [["Tea", "Green"], ["", "green"], [None, 2], ["", ""], [[], []], [0, 2], [0, 3], [1, 0]],
    ],
    [
        ["Sencha", "Bancha", "Mate"],
        ["https://sencha.example", None, "https://mate.example"],
        ["Steamed.", "", ""],
        [False, True, False],
        [None, None, ["Mate", "https://mate.example", "also", "https://also.example"]],
        [1, 0, 0],
        [4, 5, None],
    ],
]


def test_lists_from_before_entries_had_facts_open_with_everything_in_them(path: Path) -> None:
    version, data = 6, "\n".join(map(json.dumps, TREE_WITHOUT_FACTS)).encode()
    with closing(sqlite3.connect(path)) as db, db:
        for statement in chain.from_iterable(MIGRATIONS[:version]):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
        db.execute(
            "INSERT INTO list VALUES (1, 'tea', 'jane/tea', 'Tea', 3, '0.1.0', 'markdown', NULL,"
            " 'https://tea.example', '\"1\"', NULL, 500, 600, 1)"
        )
        db.execute("INSERT INTO tree VALUES (1, ?)", (zlib.compress(data, 1),))
        db.execute("INSERT INTO version VALUES (1, 1, 500, ?)", (zlib.compress(b"# Tea"),))
    with Library(path, clock) as library:
        stored = library.lists.open("tea").result()
        assert stored is not None
        sencha = Entry(
            "Sencha",
            "https://sencha.example",
            "Steamed.",
            links=(Link("Sencha", "https://sencha.example"),),
            entries=(Entry("Bancha", None, struck=True, line=5),),
            line=4,
        )
        both = (Link("Mate", "https://mate.example"), Link("also", "https://also.example"))
        mate = Entry("Mate", "https://mate.example", links=both)
        green = Section("Green", "green", level=2, entries=(sencha, mate))
        assert (stored.document.title, stored.document.sections) == ("Tea", (green,))
        names = [entry.name for _, entry in library.lists.rows("tea").result()]
        assert names == ["Sencha", "Bancha", "Mate"]
        (version_of_text,) = library.lists.versions("tea").result()
        assert library.lists.text(version_of_text).result() == "# Tea"
        assert version_of_text.format == "markdown"
        assert (stored.info.etag, stored.info.visited, stored.info.seen) == ('"1"', 600, 1)
        assert stored.info.outdated  # so that a refresh finds the facts


def test_a_library_from_before_the_first_table_gets_all_of_them(path: Path) -> None:
    path.touch()
    fill(path, 3)
    with Library(path, clock) as library:
        assert len(library.bookmarks.tags().result()) == 3


def test_without_a_folder_the_library_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Library(tmp_path / "file" / "library.db", clock) as library:
        assert library.notice
        assert "library.db cannot be written (" in library.notice
        library.bookmarks.add(cup(1)).result()
        assert bookmark_of(library, cup(1).url)


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder with a library that this process may read but not write."""
    folder = Path(tempfile.mkdtemp())
    fill(folder / "library.db", 3)
    folder.chmod(0o555)
    (folder / "library.db").chmod(0o444)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(user)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_library_that_cannot_be_written_can_be_read(foreign_folder: Path) -> None:
    with Library(foreign_folder / "library.db", clock) as library:
        assert library.notice
        assert "library.db cannot be written (" in library.notice
        assert len(library.bookmarks.all().result()) == 3
        assert library.bookmarks.add(cup(99)).result() == 1
    assert os.listdir(foreign_folder) == ["library.db"]


def test_a_folder_that_cannot_be_written_is_enough_to_read(foreign_folder: Path) -> None:
    os.seteuid(os.getuid())
    (foreign_folder / "library.db").chmod(0o666)
    os.seteuid(NOBODY if os.getuid() == 0 else os.getuid())
    with Library(foreign_folder / "library.db", clock) as library:
        assert library.notice
        assert len(library.bookmarks.all().result()) == 3
