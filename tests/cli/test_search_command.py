"""`awesome-tui search`: one query, several lists."""

from __future__ import annotations

import csv
import io
import json
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest
from commands import COMMAND, Terminal, lines, run_here

from awesome_tui import parse
from awesome_tui.library import Bookmark, Library, SourceVersion
from awesome_tui.model.link_health import Observation
from awesome_tui.services.parse_process import usable_cores

LOCKS = """\
# Locks

## Old

- [Warded lock](https://example.org/warded) - Opened by a skeleton *key*.
- [Padlock](https://example.org/pad) - Portable.
"""
KEYS = """\
# Keys

- [Key](https://example.org/key) - For a lock.

## Blanks

- [Skeleton](https://example.org/skeleton) - Fits many.
"""
WARDED = "Warded lock\thttps://example.org/warded\tOpened by a skeleton key.\tlocks.md\n"
KEY = "Key\thttps://example.org/key\tFor a lock.\tkeys.md\n"
BOTH = ("locks.md", "keys.md")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place where every command runs."""
    (tmp_path / "locks.md").write_text(LOCKS)
    (tmp_path / "keys.md").write_text(KEYS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def test_the_best_hit_of_all_lists_comes_first() -> None:
    assert lines("search", "key", *BOTH) == KEY + WARDED
    assert lines("search", "key", *reversed(BOTH)) == KEY + WARDED


def test_hits_that_nothing_ranks_keep_the_order_of_the_lists() -> None:
    names = [line.split("\t")[0] for line in lines("search", "url:example", *BOTH).splitlines()]
    assert names == ["Warded lock", "Padlock", "Key", "Skeleton"]


def test_a_single_list_need_not_be_named_in_each_line() -> None:
    assert lines("search", "padlock", "locks.md") == "Padlock\thttps://example.org/pad\tPortable.\n"


def test_a_link_in_several_lists_is_one_hit_with_all_of_them(folder: Path) -> None:
    (folder / "more.md").write_text("# More\n\n- [A key](http://example.org/key/) - Opens.\n")
    assert lines("search", "lock", "keys.md", "more.md") == (
        "Key\thttps://example.org/key\tFor a lock.\tkeys.md, more.md\n"
    )


def test_a_typo_is_forgiven_only_if_no_list_has_a_hit() -> None:
    assert lines("search", "skeletom", *BOTH).startswith("Skeleton\t")
    assert "Skeleton\t" in lines("search", "skeleton", *BOTH)


def test_the_number_of_hits_can_be_limited() -> None:
    assert lines("search", "key", *BOTH, "-n", "1") == KEY
    assert lines("search", "-n", "1", "key", "locks.md", "keys.md") == KEY
    assert lines("search", "key", "-n", "9", *BOTH) == KEY + WARDED


@pytest.mark.parametrize("count", ["0", "-1", "x", "²"])
def test_a_limit_that_is_no_number_is_an_error(count: str) -> None:
    ran = run_here("search", "key", *BOTH, f"-n{count}")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert f'-n: "{count}" is not a number from 1 on' in ran.stderr.decode()


def test_a_query_that_asks_for_nothing_finds_all_in_list_order() -> None:
    names = [line.split("\t")[0] for line in lines("search", "", *BOTH).splitlines()]
    assert names == ["Warded lock", "Padlock", "Key", "Skeleton"]


def test_no_hit_is_told_by_the_exit_status() -> None:
    for form in ((), ("-f", "json")):
        ran = run_here("search", "zzzzzz", *BOTH, *form)
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")


def test_one_of_the_lists_can_be_piped_in() -> None:
    assert (
        lines("search", "key", "locks.md", "-", text=KEYS) == KEY.replace("keys.md", "-") + WARDED
    )


def test_two_of_them_cannot() -> None:
    ran = run_here("search", "key", "-", "-", text=KEYS)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"awesome-tui: Standard input can be read only once: name - only once.\n"


def test_a_list_that_cannot_be_read_keeps_no_other_from_being_searched() -> None:
    ran = run_here("search", "key", "locks.md", "missing.md", "keys.md")
    assert ran.returncode == 2
    assert ran.stdout.decode() == KEY + WARDED
    assert b'No list called "missing.md"' in ran.stderr
    assert ran.stderr.count(b"\n") == 1


def test_where_no_list_can_be_read_each_is_told() -> None:
    ran = run_here("search", "key", "missing.md", "gone.md")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.count(b"\n") == 2


class TestStoredLists:
    """Without a SOURCE, everything that is stored is searched."""

    PLACES: ClassVar = {LOCKS: "https://locks.example/", KEYS: "https://keys.example/"}

    @pytest.fixture
    def library(self, folder: Path) -> Iterator[Library]:
        with Library(folder / "awesome-tui" / "library.db", lambda: 1000.0) as library:
            yield library

    @pytest.fixture
    def stored(self, library: Library) -> Library:
        """Locks, then keys, which was read last."""
        for text, url in self.PLACES.items():
            library.lists.save(url, url, SourceVersion(text), parse(text, source=url)).result()
        library.lists.visit("https://keys.example/").result()
        return library

    def test_the_best_hits_of_all_lists_come_with_their_list(self, stored: Library) -> None:
        key, *others = lines("search", "key").splitlines()
        (warded,) = (line for line in others if "microservices" not in line)
        assert key == "Key\thttps://example.org/key\tFor a lock.\thttps://keys.example/"
        assert warded.startswith("Warded lock\t")
        assert warded.endswith("\tOpened by a skeleton key.\thttps://locks.example/")
        assert lines("search", "key", "-n", "1") == f"{key}\n"

    def test_hits_that_nothing_ranks_come_from_the_list_read_last_first(
        self, stored: Library
    ) -> None:
        names = [line.split("\t")[0] for line in lines("search", "url:example.org").splitlines()]
        assert names == ["Key", "Skeleton", "Warded lock", "Padlock"]

    def test_a_format_has_all_that_the_lists_say(self, stored: Library) -> None:
        tree = json.loads(lines("search", "warded", "-f", "json"))
        (listed,) = tree["sections"]
        (section,) = listed["sections"]
        (entry,) = section["entries"]
        assert (listed["title"], section["title"]) == ("https://locks.example/", "Old")
        assert entry["links"] == [{"text": "Warded lock", "url": "https://example.org/warded"}]
        assert (entry["description"], entry["line"]) == ("Opened by a skeleton *key*.", 5)

    def test_a_format_has_all_that_the_bundled_list_says(self, stored: Library) -> None:
        entry = json.loads(lines("search", "^rabbitmq$", "-f", "jsonl"))
        assert entry["name"] == "RabbitMQ"
        assert entry["line"]
        assert entry["url"] in {link["url"] for link in entry["links"]}

    def test_no_hit_is_told_by_the_exit_status(self, stored: Library) -> None:
        ran = run_here("search", "zzzzzz")
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")

    def test_the_bundled_list_counts_as_stored(self, library: Library) -> None:
        ran = run_here("search", "^rabbitmq$")
        assert ran.returncode == 0
        assert ran.stdout.startswith(b"RabbitMQ\thttps://")
        assert ran.stdout.endswith(b"\tmicroservices\n")
        assert ran.stderr == (
            b"awesome-tui: No list is stored yet but the bundled one: name one, or fetch some with"
            b" awesome-tui sync.\n"
        )

    def test_what_is_kept_can_be_asked_for(self, stored: Library) -> None:
        stored.bookmarks.add(Bookmark("http://example.org/key/", "Key")).result()
        stored.notes.write("https://example.org/pad", "Mine.").result()
        stored.history.visit("https://example.org/skeleton").result()
        found = [
            lines("search", f"is:{what}", "-f", "urls")
            for what in ("bookmarked", "noted", "visited")
        ]
        assert found == [
            "https://example.org/key\n",
            "https://example.org/pad\n",
            "https://example.org/skeleton\n",
        ]
        assert lines("search", "!is:noted lock", "locks.md", "-f", "urls") == (
            "https://example.org/warded\n"
        )

    def test_what_a_check_has_found_can_be_asked_for(self, stored: Library) -> None:
        key, pad = "https://example.org/key", "https://example.org/pad"
        seen = (Observation(key, key, (404,)), Observation(pad, f"{pad}s", (301, 200)))
        stored.health.observe(seen).result()
        found = [lines("search", f"is:{what}", "-f", "urls") for what in ("gone", "moved")]
        assert found == [f"{key}\n", f"{pad}\n"]
        assert run_here("search", "is:dead").returncode == 1, "nothing was gone for three days"

    def test_tags_of_ones_own_are_found_like_those_of_lists(self, stored: Library) -> None:
        tagged = Bookmark("http://example.org/key/", "Key", tags=("steel",))
        stored.bookmarks.add(tagged).result()
        assert lines("search", "tag:steel", "-f", "urls") == "https://example.org/key\n"
        assert lines("search", "tag:steel key", "keys.md", "-f", "urls") == (
            "https://example.org/key\n"
        )

    def test_a_damaged_list_keeps_no_other_from_being_searched(
        self, folder: Path, stored: Library
    ) -> None:
        with closing(sqlite3.connect(folder / "awesome-tui/library.db")) as db, db:
            db.execute("UPDATE tree SET data = x'00' WHERE list = 1")
        ran = run_here("search", "key")
        assert (ran.returncode, ran.stdout.count(b"\thttps://keys.example/\n")) == (2, 1)
        assert b"locks.example" not in ran.stdout
        assert ran.stderr == (
            b"awesome-tui: The stored copy of https://locks.example/ is damaged:"
            b" refresh the list.\n"
        )

    def test_a_library_that_cannot_be_opened_is_an_error(self, folder: Path) -> None:
        (folder / "awesome-tui").mkdir()
        with closing(sqlite3.connect(folder / "awesome-tui/library.db")) as db:
            db.execute("PRAGMA user_version = 99")
        for command in (["search", "key"], ["library"], ["bookmarks", "export", "-o", "kept"]):
            ran = run_here(*command)
            assert (ran.returncode, ran.stdout) == (2, b"")
            assert b"newer awesome-tui" in ran.stderr
            assert ran.stderr.count(b"\n") == 1
        assert not (folder / "kept").exists()

    def test_only_lists_that_are_named_are_refreshed(self, stored: Library) -> None:
        ran = run_here("search", "key", "--refresh")
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr == (
            b"awesome-tui: --refresh wants a SOURCE:"
            b" awesome-tui sync refreshes all lists that are stored.\n"
        )


class TestFormats:
    def test_rows_keep_the_order_of_the_hits(self) -> None:
        rows = [
            json.loads(row) for row in lines("search", "key", *BOTH, "-f", "jsonl").split("\n")[:-1]
        ]
        assert [row["section"] for row in rows] == [["keys.md"], ["locks.md", "Old"]]
        assert [row["name"] for row in rows] == ["Key", "Warded lock"]
        table = csv.DictReader(io.StringIO(lines("search", "key", *BOTH, "-f", "csv")))
        assert [row["section"] for row in table] == ["keys.md", "locks.md › Old"]
        urls = lines("search", "key", *BOTH, "-f", "urls")
        assert urls == "https://example.org/key\nhttps://example.org/warded\n"

    def test_json_is_one_list_with_a_section_for_each_source(self) -> None:
        tree = json.loads(lines("search", "url:example", *BOTH, "-f", "json"))
        assert (tree["schema"], tree["title"], tree["source"]) == (
            2,
            "url:example",
            "locks.md keys.md",
        )
        old, top, blanks = tree["sections"]
        assert [old["title"], top["title"], blanks["title"]] == ["locks.md", "keys.md", "keys.md"]
        assert [entry["name"] for entry in old["sections"][0]["entries"]] == [
            "Warded lock",
            "Padlock",
        ]

    def test_only_hits_are_in_it(self, folder: Path) -> None:
        (folder / "nested.md").write_text(
            "# Nested\n\n- [Chest](https://example.org/chest)\n  - [Lid](https://example.org/lid)\n"
        )
        rows = lines("search", "chest$", "nested.md", "-f", "jsonl").splitlines()
        assert [json.loads(row)["name"] for row in rows] == ["Chest"]


class TestOnATerminal:
    def shown(self, environ: str = "", *arguments: str) -> str:
        typed = " ".join(("env", "TERM=xterm", environ, *COMMAND, "search", *arguments))
        with Terminal(f"{typed}; echo status $?") as terminal:
            return terminal.shows(b"status 0").decode().replace("\r\n", "\n")

    def test_names_stand_out_and_what_matched_has_a_colour(self) -> None:
        assert self.shown("", "padlock", "locks.md").startswith(
            "\x1b[1;31mPadlock\x1b[m  \x1b[2mhttps://example.org/pad\x1b[m  Portable.\n"
        )
        name, rest = self.shown("", "skeleton", *BOTH).splitlines()[1].split("  ", 1)
        assert name == "\x1b[1mWarded lock\x1b[m"
        assert "Opened by a \x1b[1;31mskeleton\x1b[m key." in rest
        assert rest.endswith("  \x1b[2mlocks.md\x1b[m")

    def test_what_other_lists_say_of_a_link_stands_beneath(self, folder: Path) -> None:
        (folder / "more.md").write_text("# More\n\n- [A key](http://example.org/key/) - Opens.\n")
        told = self.shown("NO_COLOR=1", "opens", "keys.md", "more.md")
        assert told.startswith(
            "A key  http://example.org/key/  Opens.  more.md, keys.md\n"
            "    Key  For a lock.  keys.md\n"
        )

    @pytest.mark.parametrize("environ", ["NO_COLOR=1", "TERM=dumb"])
    def test_colours_can_be_declined(self, environ: str) -> None:
        line = "Padlock  https://example.org/pad  Portable.\n"
        assert self.shown(environ, "padlock", "locks.md").startswith(line)

    def test_an_empty_no_color_declines_nothing(self) -> None:
        assert "\x1b[1;31mPadlock" in self.shown("NO_COLOR=", "padlock", "locks.md")


class TestManyLists:
    @pytest.fixture(autouse=True)
    def many(self, folder: Path) -> list[str]:
        """Lists of many lines, the first larger than a pipe's buffer."""
        for number in range(20):
            (folder / f"{number:02}.md").write_text(
                f"# List {number}\n\n"
                + "".join(
                    f"- [Brook {number} {line}](https://example.org/{number}/{line})\n"
                    for line in range(2000 if number == 0 else 50)
                )
            )
        return sorted(path.name for path in folder.glob("??.md"))

    def test_they_are_told_in_their_order(self, many: list[str]) -> None:
        rows = lines("search", "url:example.org", *many).splitlines()
        assert len(rows) == 2000 + 19 * 50
        sources = [row.split("\t")[3] for row in rows]
        assert sources == sorted(sources)

    def test_a_reader_that_has_enough_is_no_error(self, many: list[str]) -> None:
        with subprocess.Popen(
            (*COMMAND, "search", "brook", *many), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as ran:
            assert ran.stdout
            assert ran.stderr
            assert ran.stdout.readline().startswith(b"Brook 0 0\t")
            ran.stdout.close()
            assert ran.stderr.read() == b"", "nobody holds it open any more"
        assert ran.returncode == 0

    @pytest.mark.skipif(usable_cores() < 2, reason="a single core needs no worker")
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
    def test_its_processes_end_with_it_and_say_nothing(
        self, many: list[str], number: signal.Signals
    ) -> None:
        with subprocess.Popen(
            (*COMMAND, "search", "brook", *many, *(["00.md"] * 60)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as ran:
            workers = _workers(ran.pid)
            ran.send_signal(number)
            assert ran.communicate(timeout=60) == (b"", b"")
        assert ran.returncode == (130 if number == signal.SIGINT else -number)
        while any(map(_is_alive, workers)):
            pass


def _workers(parent: int) -> list[int]:
    """The processes that parse for `parent`, once there are some."""
    workers: list[int] = []
    while not workers:
        children = Path(f"/proc/{parent}/task").glob("*/children")
        workers = [int(child) for path in children for child in path.read_text().split()]
    return workers


def _is_alive(process: int) -> bool:
    """True while it runs; one that has ended may wait for somebody to notice."""
    status = Path(f"/proc/{process}/status")
    return status.exists() and "State:\tZ" not in status.read_text()
