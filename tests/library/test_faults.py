"""No fault of a server, the disk or another program touches what is kept."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2
import pytest
from building import bookmark_of
from forge_server import ForgeServer, Handler, serve
from server_faults import FAULTS, dripping_body, reply, silence

from awesome_tui.errors import AwesomeError, LibraryError, TooSlow
from awesome_tui.library import Bookmark, Library, Tree
from awesome_tui.services.fetching import FetchRequest, Parse, fetch_list, store_list
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.fetch import Fetcher
from awesome_tui.sources.forges import FORGES
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.remote import no_token
from awesome_tui.sources.resolve import resolve_remote

TEA = "# Tea\n\n## Green\n\n- [Sencha](https://tea.example/sencha) - Steamed.\n"
CUP = Bookmark("https://cup.example", "Cup", tags=("tea",), note="A gift.")
TABLES = ("list", "tree", "version", "bookmark", "note", "visit", "holding", "alias")
NOBODY = 65534
LIMITED = ("sh", "-c", 'ulimit -f "$0" && exec "$@"')
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs limits and owners of files")


async def parsed(document: SourceText) -> Tree:
    return Tree.of(parse_source(document))


@dataclass(frozen=True)
class Kept:
    """A library on disk, and the server that its list comes from."""

    path: Path
    server: ForgeServer

    @property
    def source(self) -> str:
        return f"{self.server.url}/tea.md"

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All that is stored, as another program finds it."""
        with closing(sqlite3.connect(self.path)) as db:
            return {table: sorted(db.execute(f"SELECT * FROM {table}")) for table in TABLES}

    async def refresh(self, library: Library, parse: Parse = parsed, seconds: float = 20) -> bool:
        async def nap(seconds: float) -> None:
            """Let no time pass between two tries."""

        place = resolve_remote(self.source, FORGES)
        wanted = FetchRequest(place, library.lists.info(place.key).result())
        async with httpx2.AsyncClient(verify=False) as client:
            fetcher = Fetcher(client, seconds=seconds, sleep=nap)
            answer = await fetch_list(wanted, fetcher, no_token, Asciidoctor({}))
        return await store_list(wanted, answer, library, parse)

    def started(self, *arguments: str, most: str = "") -> subprocess.Popen[str]:
        """A command on this library, whose files may have at most so many blocks of a disk."""
        limited = (*LIMITED, most) if most else ()
        environ = {
            key: value for key, value in os.environ.items() if not key.upper().endswith("_PROXY")
        }
        return subprocess.Popen(
            (*limited, sys.executable, "-m", "awesome_tui", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**environ, "XDG_DATA_HOME": str(self.path.parents[1])},
        )

    def complaint(self, running: subprocess.Popen[str]) -> str:
        """The one sentence with which a command fails."""
        _, said = running.communicate(timeout=60)
        assert running.returncode == 2
        assert re.fullmatch(r"awesome-tui: [^\n]+\.\n", said)
        return said


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    with serve() as server:
        kept = Kept(tmp_path / "awesome-tui" / "library.db", server)
        server.pages["/tea.md"] = lambda handler: handler.file(TEA)
        with Library(kept.path, lambda: 1000.0) as library:
            await kept.refresh(library)
            await library.bookmarks.add(CUP)
            await library.notes.write("https://pot.example", "Chipped.")
            await library.history.visit("https://pot.example")
        yield kept


def later() -> float:
    return 2000.0


def is_sentence(error: AwesomeError) -> bool:
    return re.fullmatch(r"[^\n]+\.", str(error)) is not None


# ---- the server

NOT_MODIFIED = r"an answer of no use \(304\)"
"""Of what is stored already, it is no fault."""


@pytest.mark.parametrize(
    "page",
    [
        *(page for page, words in FAULTS if words != NOT_MODIFIED),
        reply(500),
        reply(503, retry_after="86400"),
        reply(429, retry_after="86400"),
    ],
)
async def test_no_answer_of_a_server_touches_what_is_stored(
    kept: Kept, page: Callable[[Handler], None]
) -> None:
    before = kept.rows()
    kept.server.pages["/tea.md"] = page
    with Library(kept.path, later) as library, pytest.raises(AwesomeError) as caught:
        await kept.refresh(library)
    assert is_sentence(caught.value)
    assert kept.rows() == before


@pytest.mark.parametrize("page", [silence, dripping_body])
async def test_a_slow_server_touches_nothing(kept: Kept, page: Callable[[Handler], None]) -> None:
    before = kept.rows()
    kept.server.pages["/tea.md"] = page
    with Library(kept.path, later) as library, pytest.raises(AwesomeError) as caught:
        await kept.refresh(library, seconds=0.2)
    assert is_sentence(caught.value)
    assert kept.rows() == before


async def test_a_text_that_cannot_be_read_as_a_list_replaces_none(kept: Kept) -> None:
    async def refused(document: SourceText) -> Tree:
        raise TooSlow(f"{document.source} takes too long.")

    before = kept.rows()
    kept.server.pages["/tea.md"] = lambda handler: handler.file(TEA * 2)
    with Library(kept.path, later) as library, pytest.raises(TooSlow):
        await kept.refresh(library, refused)
    assert kept.rows() == before


@pytest.mark.parametrize("command", [("sync",), ("SOURCE", "--refresh")])
def test_a_page_that_says_not_found_replaces_no_list(kept: Kept, command: tuple[str, ...]) -> None:
    before = kept.rows()
    kept.server.pages["/tea.md"] = reply(body="<h1>Not found</h1>", content_type="text/html")
    running = kept.started(*(word.replace("SOURCE", kept.source) for word in command))
    said = kept.complaint(running)
    assert re.search(r"A web page came in place of \S+/tea\.md", said)
    assert kept.rows() == before


async def test_without_a_fault_it_would_be_replaced(kept: Kept) -> None:
    before = kept.rows()
    kept.server.pages["/tea.md"] = lambda handler: handler.file(TEA * 2)
    with Library(kept.path, later) as library:
        assert await kept.refresh(library)
    after = kept.rows()
    assert after["list"] != before["list"]
    assert [after[table] == before[table] for table in ("bookmark", "note", "visit")] == [True] * 3


# ---- the disk


def long_list() -> str:
    """One that does not get much shorter when it is packed."""
    chance = random.Random(1)
    items = (f"- [Tea](https://{chance.getrandbits(256):x}.example)\n" for _ in range(8000))
    return TEA + "".join(items)


@UNIX
@pytest.mark.parametrize("command", ["refresh", "sync", "import"])
def test_a_full_disk_takes_nothing_away(kept: Kept, tmp_path: Path, command: str) -> None:
    before, text = kept.rows(), long_list()
    kept.server.pages["/tea.md"] = lambda handler: handler.file(text)
    (tmp_path / "many.md").write_text(text)
    arguments = {
        "refresh": (kept.source, "--refresh"),
        "sync": ("sync",),
        "import": ("bookmarks", "import", str(tmp_path / "many.md")),
    }[command]
    said = kept.complaint(kept.started(*arguments, most="512"))
    assert re.search(r"library\.db could not be read or written \(.*\): .", said)
    assert kept.rows() == before


async def test_a_full_disk_is_told_with_what_to_do(kept: Kept) -> None:
    mugs = [Bookmark(f"https://mug.example/{n}", "Mug " * 100) for n in range(1000)]
    with Library(kept.path, later) as library:
        # SQLite's own limit says the same as a disk without room.
        await library.lists.store.ask(lambda db: db.execute("PRAGMA max_page_count = 50"))
        with pytest.raises(LibraryError, match=r"written \(.* full\): make room on its disk\.$"):
            await library.bookmarks.add(*mugs)
        assert [bookmark.url for bookmark in await library.bookmarks.all()] == [CUP.url]


@pytest.fixture
def foreign(kept: Kept) -> Iterator[Kept]:
    """The same in a folder that this process may read but not write."""
    folder = Path(tempfile.mkdtemp())
    foreign = replace(kept, path=folder / "library.db")
    shutil.copyfile(kept.path, foreign.path)
    foreign.path.chmod(0o444)
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield foreign
    os.seteuid(user)
    folder.chmod(0o755)
    shutil.rmtree(folder)


@UNIX
async def test_what_cannot_be_written_is_refreshed_for_the_moment_only(foreign: Kept) -> None:
    before = foreign.path.read_bytes()
    foreign.server.pages["/tea.md"] = lambda handler: handler.file(TEA * 2)
    with Library(foreign.path, later) as library:
        assert library.notice
        assert re.fullmatch(r"[^\n]+ cannot be written [^\n]+\.", library.notice)
        assert await foreign.refresh(library)
        assert bookmark_of(library, CUP.url)
    assert foreign.path.read_bytes() == before


# ---- other programs


def test_a_library_that_another_program_holds_is_left_to_it(kept: Kept, tmp_path: Path) -> None:
    before = kept.rows()
    kept.server.pages["/tea.md"] = lambda handler: handler.file(TEA * 2)
    (tmp_path / "some.md").write_text(TEA)
    with (
        Library(kept.path, later) as library,
        closing(sqlite3.connect(kept.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        # All wait at the same time, as long as a program may take that writes.
        running = [
            kept.started(*command)
            for command in (("sync",), ("bookmarks", "import", str(tmp_path / "some.md")))
        ]
        with pytest.raises(LibraryError) as caught:
            library.bookmarks.add(Bookmark("https://mug.example", "Mug")).result()
        said = [kept.complaint(each) for each in running]
        other.execute("ROLLBACK")
    assert is_sentence(caught.value)
    assert all("is in use by another program: try again." in each for each in said)
    assert kept.rows() == before


def test_a_library_of_a_newer_program_is_not_touched(kept: Kept, tmp_path: Path) -> None:
    kept.server.pages["/tea.md"] = lambda handler: handler.file(TEA * 2)
    (tmp_path / "some.md").write_text(TEA)
    with closing(sqlite3.connect(kept.path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = kept.rows()
    for command in (("sync",), ("library",), ("bookmarks", "import", str(tmp_path / "some.md"))):
        assert "newer awesome-tui: update this one" in kept.complaint(kept.started(*command))
    assert kept.rows() == before


def test_what_the_user_wrote_outlives_a_damaged_library(kept: Kept) -> None:
    before, size = kept.rows(), kept.path.stat().st_size
    with closing(sqlite3.connect(kept.path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'list'").fetchone()
        (length,) = db.execute("PRAGMA page_size").fetchone()
    with kept.path.open("r+b") as file:
        file.seek((page - 1) * length)
        file.write(b"\xa5" * length)
    _, said = kept.started("library").communicate(timeout=60)
    damage, nothing = said.splitlines()
    assert re.fullmatch(r"awesome-tui: The library was damaged: .+\.", damage)
    assert nothing.startswith("awesome-tui: No list is stored yet: ")
    assert kept.path.with_name("library.db.damaged-1").stat().st_size == size
    after = kept.rows()
    assert [after[table] for table in ("bookmark", "note", "visit")] == [
        before[table] for table in ("bookmark", "note", "visit")
    ]
