"""Libraries with something of everything in them, and what may happen to them on a disk.

python tests/damage.py --libraries 300 --seed 7     damage so many, and start with each
python tests/damage.py --columns                    put each odd value into each column
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import random
import re
import shutil
import sqlite3
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from building import a_list, entry, section
from driving import WIDE, Screens, forget_apps

from awesome_tui.cli.context import Context
from awesome_tui.cli.main import main
from awesome_tui.cli.open_command import make_parser
from awesome_tui.config.settings import Config
from awesome_tui.library import Bookmark, Library, ScreenState, SourceVersion, StoredReadme
from awesome_tui.model.entries import AwesomeList, RepoInfo
from awesome_tui.model.link_health import Observation
from awesome_tui.model.repositories import RepoReport
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.resolve import resolve_remote
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.start_frame import DamagedFrame, Frame, Start, load_frame
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.reader import ReaderScreen
from awesome_tui.version import __version__

NOW = 1_790_000_000.0
TEA, RIVERS = "https://tea.example/list.md", "https://rivers.example/list.md"
KEY = resolve_remote(TEA, {}).key
START = Start(TEA, "xterm")
LOOK = START.look(*WIDE, "quiet-dark", None)
SENTENCE = re.compile(r"awesome-tui: [^\n]+\.\n")
ODD: tuple[object, ...] = (
    None,
    -1,
    0,
    2**63 - 1,
    94_608_000_000_000,  # the year 3,000,000
    -(10**15),
    1.5,
    1e300,
    float("inf"),
    "",
    "odd",
    "null",
    "[]",
    '{"entry": 1}',
    '{"section": [1], "folded": 2, "entry": ["a"], "number": "x", "query": null, "sort": 3}',
    "\x1b]52;c;b2Rk\x07\r\n",
    "x" * 100_000,
    b"",
    b"\xff\x00\xfe",
)
"""Values that the program never writes."""
COLUMNS = {
    "list": "id key source title entries parser format base asked etag modified fetched visited",
    "tree": "list data",
    "version": "id list fetched text",
    "bookmark": "url_key url name description list_key tags added place",
    "note": "url_key text changed",
    "visit": "url_key last count",
    "screen": "name state",
    "holding": "link list",
    "alias": "key list",
    "frame": "start page look data",
    "used_filter": "text",
    "health": "url_key verdict reason final_url checked failing_since failures due",
    "repository": (
        "key name description stars pushed language licence archived branch active topics release"
        " released source asked state updated"
    ),
    "repository_alias": "key repository",
    "readme": "key source base format asked etag modified fetched text",
    "local": "source title entries stamp visited data",
    "local_holding": "link source",
}
PLACES = [(table, column) for table, columns in COLUMNS.items() for column in columns.split()]


def fill(path: Path) -> None:
    """Create a library with two lists, one of which has changed since it was read."""
    times = iter(range(10**9))
    with Library(path, lambda: NOW - 1_000_000 + next(times)) as library:
        for words in ("Green", "Green Black", "Green Black White"):
            teas = [entry(word, f"{word} tea.") for word in words.split()]
            document = AwesomeList("tea", "Tea", sections=(section("Kinds", *teas),))
            text = "# Tea\n\n## Kinds\n\n" + "".join(
                f"- [{word}](https://{word}.example) - {word} tea.\n" for word in words.split()
            )
            original = SourceVersion(text, etag='"1"', modified="yes", asked=TEA)
            library.lists.save(KEY, TEA, original, document, asked="old.example/tea.md").result()
            if words == "Green Black":
                library.lists.visit(KEY).result()
        rivers = a_list("Rivers", *(entry(f"River {n}", "Flows.") for n in range(50)))
        library.lists.save(
            resolve_remote(RIVERS, {}).key, RIVERS, SourceVersion("# Rivers"), rivers
        ).result()
        library.bookmarks.add(
            *(
                Bookmark(f"https://cup.example/{n}", f"Cup {n}", "Holds.", KEY, ("tea", "cup"))
                for n in range(300)
            )
        ).result()
        for number in range(20):
            library.notes.write(f"https://cup.example/{number}", f"Note {number}").result()
            library.history.visit(f"https://cup.example/{number}").result()
            gone = Observation(f"https://cup.example/{number}", statuses=(404,))
            library.health.observe([gone]).result()
            told = RepoReport(
                f"github.com/jane/cup{number}",
                "GitHub",
                RepoInfo(f"jane/mug{number}", stars=number, pushed=date(2025, 6, 30)),
                current_key=f"github.com/jane/mug{number}",
            )
            library.repositories.save([told]).result()
        readme = StoredReadme("# Cup", TEA, TEA, "markdown", TEA, '"1"', "yes")
        library.readmes.save(KEY, readme).result()
        state = ScreenState(("Kinds",), (), ("Black", "https://black.example"), 1, "t", "name")
        for screen in (KEY, "home"):
            library.states.save(screen, state).result()
        library.filters.use("green").result()
        for name in NAMES:  # searched from here, as long as nothing of it is damaged
            library.local_lists.keep(name, __version__, a_list(name, entry("Spoon"))).result()
        for start, page in ((TEA, KEY), ("", "home")):
            library.frames.save(Frame(start, page, LOOK, "Tea as it was\n")).result()


def put(path: Path, table: str, column: str, value: object, rows: str = "1") -> None:
    """Write `value` against the type of the column, as a damaged byte can."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        before = db.execute("SELECT rowid, sql FROM sqlite_master").fetchall()
        loose = [(_loose(sql), number) for number, sql in before if sql]
        db.executemany("UPDATE sqlite_master SET sql = ? WHERE rowid = ?", loose)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        with suppress(sqlite3.Error):  # the numbers of rows can be nothing else
            db.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {rows}", (value,))
        db.execute("PRAGMA writable_schema = ON")
        strict = [(sql, number) for number, sql in before if sql]
        db.executemany("UPDATE sqlite_master SET sql = ? WHERE rowid = ?", strict)


def _loose(sql: str) -> str:
    return re.sub(r"\b(?:TEXT|REAL|BLOB|INTEGER(?! PRIMARY)|NOT NULL)\b", "", sql)


Damage = Callable[[Path, random.Random], None]


def flip_bytes(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 10, 100))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data)


def flip_in_header(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(4096)] = chance.randrange(256)
    path.write_bytes(data)


def overwrite_pages(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 3))):
        start = chance.randrange(len(data) // 4096) * 4096
        length = chance.choice((100, 4096))
        data[start : start + length] = chance.choice((b"\0", b"\xa5", b"{")) * length
    path.write_bytes(data)


def cut_short(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.choice((0, 1, 50, 99, 100, 512, 4096, chance.randrange(100_000))))


def swap_pages(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    pages = [data[start : start + 4096] for start in range(0, len(data), 4096)]
    one, other = chance.randrange(len(pages)), chance.randrange(len(pages))
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))


def put_something_odd(path: Path, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 5))):
        table, column = chance.choice(PLACES)
        put(path, table, column, chance.choice(ODD), chance.choice(("1", "rowid = 1", "rowid % 2")))


def change_modes(path: Path, chance: random.Random) -> None:
    path.chmod(chance.choice((0o000, 0o400, 0o444, 0o644, 0o666, 0o777)))
    path.parent.chmod(chance.choice((0o700, 0o755, 0o777)))


def drop_a_table(path: Path, chance: random.Random) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA legacy_alter_table = ON")  # triggers may name a table that is gone
        table = chance.choice([*COLUMNS])
        change = chance.choice(
            (
                f"DROP TABLE {table}",
                f"ALTER TABLE {table} RENAME TO other",
                f"PRAGMA user_version = {chance.choice((-1, 0, 1, 3, 2**31 - 1))}",
                f"CREATE TABLE other AS SELECT * FROM {table}",
                "CREATE TRIGGER t AFTER INSERT ON visit BEGIN SELECT RAISE(ABORT, 'no'); END",
            )
        )
        db.execute(change)
        if change.startswith("CREATE TABLE"):
            db.execute(f"DROP TABLE {table}")
            db.execute(f"ALTER TABLE other RENAME TO {table}")
        db.commit()


def leave_an_odd_log(path: Path, chance: random.Random) -> None:
    part = chance.choice(("-wal", "-shm", "-journal"))
    Path(f"{path}{part}").write_bytes(chance.randbytes(chance.choice((0, 1, 32, 5000))))


DAMAGES: tuple[Damage, ...] = (
    flip_bytes,
    flip_in_header,
    overwrite_pages,
    cut_short,
    swap_pages,
    put_something_odd,
    put_something_odd,
    change_modes,
    drop_a_table,
    leave_an_odd_log,
)


@dataclass(frozen=True)
class Count:
    """The amounts of the user's data."""

    bookmarks: int = 0
    notes: int = 0
    visits: int = 0
    lists: int = 0

    @classmethod
    def of(cls, library: Library) -> Count:
        asked = (
            library.bookmarks.all(),
            library.notes.all(),
            library.history.all(),
            library.lists.all(),
        )
        return cls(*(len(pending.result()) for pending in asked))

    def is_less_than(self, other: Count) -> bool:
        pairs = zip(_numbers(self), _numbers(other), strict=True)
        return any(mine < theirs for mine, theirs in pairs)


def _numbers(count: Count) -> tuple[int, ...]:
    return count.bookmarks, count.notes, count.visits, count.lists


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("library",),
    ("bookmarks", "list"),
    ("bookmarks", "export", "-f", "json"),
    ("bookmarks", "export", "-f", "html"),
    ("bookmarks", "export", "-f", "markdown"),
    ("search", "tea"),
    ("search", "river is:visited", "-f", "json"),
    (TEA, "--offline"),
    ("diff", TEA, "--offline"),
    ("diff", f"{TEA}@2026-09-18", "--offline"),
    ("export", RIVERS, "--offline"),
)


def make_context(path: Path) -> Context:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    environ = {"XDG_DATA_HOME": str(path.parents[1]), "PATH": ""}
    return Context(environ, io.BytesIO(), out, err, lambda: NOW)


def run(path: Path, *arguments: str) -> tuple[int, str]:
    """Run a command on this library; return its exit status and its error output."""
    context = make_context(path)
    assert context.stderr
    status = main(arguments, context)
    assert status in (0, 1, 2), (arguments, status)
    context.stderr.flush()
    said = context.stderr.buffer.getvalue().decode()  # type: ignore[attr-defined]
    lines = said.splitlines(keepends=True)
    assert all(map(SENTENCE.fullmatch, lines)), (arguments, said)
    return status, said


async def show(path: Path, source: str) -> str:
    """Open the screens on this library; return the message once everything has loaded."""
    with ExitStack() as until_the_end:
        context = make_context(path)
        with suppress(DamagedFrame):
            load_frame(path, START.name, LOOK)
        screen = ReaderScreen(
            source,
            None,
            lambda: context.apps.open_services(
                Config(), make_parser().parse_args([TEA, "--offline"]), until_the_end
            ),
            Desktop({"PATH": ""}),
        )
        app = AwesomeApp(screen)
        async with app.run_test(size=WIDE) as pilot:
            screens = Screens(pilot)
            if app.return_code is None:
                await screens.settle()
            said = screens.message if app.return_code is None else ""
            await pilot.press("q")
        assert app.return_code == 0 or (app.return_code == 2 and source != "home")
        return said


class Shelves:
    """Copies of one library, each in its own folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0
        self.path = folder / "library.db"
        fill(self.path)
        with Library(self.path, lambda: NOW) as library:
            self.whole = Count.of(library)

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """The path of a new copy."""
        self._made += 1
        folder = self._folder / str(self._made) / "awesome-tui"
        folder.mkdir(parents=True)
        yield Path(shutil.copy(self.path, folder))
        shutil.rmtree(folder.parent)

    def check(self, path: Path, commands: Iterable[tuple[str, ...]], said: str = "") -> Count:
        """Run `commands`, check that every loss was reported, and return what remains."""
        said += "".join(run(path, *command)[1] for command in commands)
        with Library(path, lambda: NOW) as library:
            left, said = Count.of(library), said + (library.take_notice() or "")
        assert said or not left.is_less_than(self.whole), f"gone without a word: {left}"
        return left


def damage(path: Path, seed: int) -> str:
    """Damage the file at `path` at random; return a description of the damage."""
    chance = random.Random(seed)
    kind = chance.choice(DAMAGES)
    kind(path, chance)
    return kind.__name__


def _main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--libraries", type=int, default=0)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--columns", action="store_true")
    options.add_argument("--screens", type=int, default=1, help="show every n-th on the screens")
    args = options.parse_args()
    with TemporaryDirectory() as folder:
        shelves, faults = Shelves(Path(folder)), 0
        cases: list[Callable[[Path], object]] = []
        for seed in range(args.seed, args.seed + args.libraries):
            cases.append(partial(damage, seed=seed))
        if args.columns:
            cases += [
                partial(put, table=table, column=column, value=value, rows=rows)
                for table, column in PLACES
                for value in ODD
                for rows in ("1", "rowid = 1")
            ]
        for number, case in enumerate(cases):
            if number and not number % 100:
                print(f"{number} of {len(cases)}, {faults} faults", flush=True)
            with shelves.copied() as path:
                case(path)
                try:
                    said = ""
                    if number % args.screens == 0:
                        said = asyncio.run(show(path, "home")) + asyncio.run(show(path, TEA))
                        forget_apps()
                    shelves.check(path, COMMANDS, said)
                except Exception:
                    faults += 1
                    print(case)
                    traceback.print_exc()
        print(f"{len(cases)} libraries damaged, {faults} faults")


if __name__ == "__main__":
    _main()
