"""Keys that come at once take effect in their order, and nothing that they begin is lost."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from pipes import nobody_reads
from signal import SIGHUP, SIGTERM

import pytest
from bursting import LIST, READY, Desk, Terminal
from forge_server import Repo, serve

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")

ALPHA, BETA = "https://example.com/alpha", "https://example.com/beta"
BURSTS: dict[str, tuple[bytes, Callable[[Desk], bool]]] = {
    "a copy": (b"yq", lambda desk: desk.copied == ALPHA),
    "a copy of marked ones": (b"  yq", lambda desk: desk.copied == f"{ALPHA}\n{BETA}"),
    "a copy in another form": (b"Y3q", lambda desk: desk.copied == "alpha"),
    "a bookmark": (b"b\x11", lambda desk: desk.bookmarks == [ALPHA]),
    "a link": (b"oq", lambda desk: desk.opened == [ALPHA]),
    "a chosen link": (b"f1q", lambda desk: desk.opened == [ALPHA]),
    "a note": (b"eQuite good\rq", lambda desk: desk.notes == ["Quite good"]),
    "tags": (b"e\tgood\rq", lambda desk: desk.tags == ["good"]),
    "an export": (b"  x8\rq", lambda desk: desk.exported == f"{ALPHA}\n{BETA}\n"),
    "a hit": (b"/beta\royq", lambda desk: (desk.opened, desk.copied) == ([BETA], BETA)),
    "the link of a hit": (b"/beta\r\rq", lambda desk: desk.opened == [BETA]),
    "a link from the detail": (b"\x1b[C\rq", lambda desk: desk.opened == [ALPHA]),
    "an undone bookmark": (b"bjbuq", lambda desk: desk.bookmarks == [ALPHA]),
    "a copy of all hits": (b"/bet\r*yq", lambda desk: desk.copied == BETA),
    "a mark that is back": (b" k uyq", lambda desk: desk.copied == ALPHA),
    "a bookmark before another list": (b"jbHq", lambda desk: desk.bookmarks == [BETA]),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("name", BURSTS)
def test_what_is_typed_at_once_is_done_before_the_program_ends(desk: Desk, name: str) -> None:
    keys, is_done = BURSTS[name]
    ran = desk.run(("letters.md",), (keys,), READY)
    assert ran.status == 0
    assert is_done(desk)


def test_a_readme_takes_the_keys_typed_behind_the_one_that_opens_it(tmp_path: Path) -> None:
    with serve() as server:
        server.github["jane/tea"] = Repo(
            {"README.md": "[a](https://a.example)\n\n[b](https://b.example)"}
        )
        desk = Desk(tmp_path, server.environ)
        desk.put("letters.md", f"# Letters\n\n- [alpha]({server.url}/github/jane/tea) - Tea.\n")
        desk.run(("letters.md",), (b"p", "jane/tea on GitHub", b"q"), READY)
    assert desk.run(("letters.md",), (b"pJyq",), READY).status == 0
    assert desk.copied == "https://b.example"


@pytest.mark.parametrize("keys", [b"bq", b"eQuite good\rbq"])
def test_what_is_typed_before_the_program_is_there_counts(desk: Desk, keys: bytes) -> None:
    desk.run(("letters.md",), (keys,), "")
    assert desk.bookmarks == [ALPHA]
    assert desk.notes == (["Quite good"] if b"e" in keys else [])


@pytest.mark.parametrize("wait_for", [READY, ""])
def test_pick_gives_the_hit_of_what_was_typed(desk: Desk, wait_for: str) -> None:
    ran = desk.run(("pick", "letters.md"), (b"/beta\r\r",), wait_for, to_pipe=True)
    assert (ran.printed, ran.status) == (f"{BETA}\n", 0)


@pytest.mark.parametrize("wait_for", [READY, ""])
def test_pick_types_into_the_filter_from_the_first_key_on(desk: Desk, wait_for: str) -> None:
    ran = desk.run(("pick", "letters.md"), (b"beta\r",), wait_for, to_pipe=True)
    assert (ran.printed, ran.status) == (f"{BETA}\n", 0)


def test_q_is_a_letter_at_the_start_of_pick_and_ctrl_q_leaves(desk: Desk) -> None:
    ran = desk.run(("pick", "letters.md"), (b"q", "Nothing matches q", b"\x11"), to_pipe=True)
    assert (ran.printed, ran.status) == ("", 130)


def test_pick_gives_all_that_tab_marked(desk: Desk) -> None:
    arguments = "pick", "letters.md", "--multi"
    ran = desk.run(arguments, (b"beta\t\x15alp\t\r",), to_pipe=True)
    assert (ran.printed, ran.status) == (f"{ALPHA}\n{BETA}\n", 0)


def test_pick_waits_for_the_index_of_a_long_list(desk: Desk) -> None:
    many = "".join(f"- [n{n}](https://example.com/{n}) - Number {n}.\n" for n in range(10_000))
    desk.put("long.md", LIST + many)
    ran = desk.run(("pick", "long.md"), (b"/n9999\r\r",), "", to_pipe=True)
    assert (ran.printed, ran.status) == ("https://example.com/9999\n", 0)


def test_what_takes_longer_than_a_second_is_left_and_told(desk: Desk) -> None:
    os.mkfifo(desk.folder / "never")
    desk.program("xclip", f"read line < {desk.folder}/never")
    ran = desk.run(("letters.md",), (b"yq",))
    assert "Waiting for the copy …".encode() in ran.screen
    assert b"awesome-tui: Ended before this was done: the copy." in ran.screen
    assert ran.status == 0
    assert nobody_reads(desk.folder / "never")


def test_who_quits_waits_for_no_list_that_does_not_come(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        source = f"http://127.0.0.1:{silent.getsockname()[1]}/list.md"
        ran = desk.run((source,), (b"yq",), "reading")
    assert b"awesome-tui: Ended before this was done: the last keys." in ran.screen
    assert ran.status == 0


def test_a_change_that_fails_behind_the_screen_is_told(desk: Desk) -> None:
    terminal = Terminal(("letters.md",), desk.folder, desk.variables, to_pipe=False)
    try:
        terminal.wait_to_see(READY)
        os.write(terminal.hand, b"b")
        terminal.wait_to_see("Bookmarked")
        with closing(sqlite3.connect(desk.library, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")  # and so nobody else can write
            os.write(terminal.hand, b"o")
            terminal.wait_to_see("The library ")
    finally:
        terminal.close()


@pytest.mark.parametrize("number", [SIGTERM, SIGHUP])
def test_a_signal_takes_no_bookmark_with_it(desk: Desk, number: int) -> None:
    terminal = Terminal(("letters.md",), desk.folder, desk.variables, to_pipe=False)
    try:
        terminal.wait_to_see(READY)
        os.write(terminal.hand, b"b")
        terminal.wait_to_see("Bookmarked")
        terminal.process.send_signal(number)
        assert terminal.end().status == 128 + number
    finally:
        terminal.close()
    assert desk.bookmarks == [ALPHA]


def test_a_terminal_that_is_closed_takes_no_bookmark_with_it(desk: Desk) -> None:
    terminal = Terminal(("letters.md",), desk.folder, desk.variables, to_pipe=False)
    try:
        terminal.wait_to_see(READY)
        os.write(terminal.hand, b"b")
        terminal.wait_to_see("Bookmarked")
        terminal.hang_up()
        assert terminal.process.wait(30) == 128 + SIGHUP
    finally:
        terminal.close()
    assert desk.bookmarks == [ALPHA]


@pytest.mark.parametrize("keys", [b"", b"jk" * 50], ids=["idle", "busy"])
def test_a_second_signal_ends_the_program_whose_terminal_takes_nothing(
    desk: Desk, keys: bytes
) -> None:
    terminal = Terminal(("letters.md",), desk.folder, desk.variables, to_pipe=False)
    try:
        terminal.wait_to_see(READY)
        with full(terminal.name) as screen:
            os.write(terminal.hand, keys)
            terminal.process.send_signal(SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                terminal.process.wait(0.5)
            terminal.process.send_signal(SIGTERM)
            assert terminal.process.wait(30) == 128 + SIGTERM
            modes = termios.tcgetattr(screen)[3]
        assert modes & termios.ECHO
        assert modes & termios.ICANON
        assert terminal.end().screen.endswith(b"\x1b[?1049l")
    finally:
        terminal.close()


@contextmanager
def full(name: str) -> Iterator[int]:
    """A terminal that nobody reads from, filled to the last byte."""
    terminal = os.open(name, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        with suppress(BlockingIOError):
            while True:
                os.write(terminal, b"-" * 1024)
        with suppress(BlockingIOError):
            while True:
                os.write(terminal, b"-")
        yield terminal
    finally:
        os.close(terminal)


def test_two_signals_at_once_are_one_and_take_no_bookmark_with_them(desk: Desk) -> None:
    terminal = Terminal(("letters.md",), desk.folder, desk.variables, to_pipe=False)
    try:
        terminal.wait_to_see(READY)
        os.write(terminal.hand, b"b")
        terminal.wait_to_see("Bookmarked")
        terminal.process.send_signal(SIGTERM)  # as `timeout` does: to the process and to its group
        terminal.process.send_signal(SIGTERM)
        assert terminal.end().status == 128 + SIGTERM
    finally:
        terminal.close()
    assert desk.bookmarks == [ALPHA]


OBEYS = (
    "trap 'stty sane; echo well > ended; kill $!; exit' TERM\n"
    "stty raw -echo; sleep 60 & echo page; wait $!"
)
STAYS = "trap '' TERM; stty -echo; echo page; read line"


@pytest.mark.parametrize(
    ("reader", "number"), [(OBEYS, SIGTERM), (OBEYS, SIGHUP), (STAYS, SIGTERM)]
)
def test_a_signal_ends_a_text_browser_too(desk: Desk, reader: str, number: int) -> None:
    desk.program("w3m", reader)
    variables = {**desk.variables, "BROWSER": "w3m"}
    terminal = Terminal(("letters.md",), desk.folder, variables, to_pipe=False)
    try:
        terminal.wait_to_see(READY)
        os.write(terminal.hand, b"o")
        terminal.wait_to_see("page")
        terminal.process.send_signal(number)
        ran = terminal.end()
    finally:
        terminal.close()
    assert ran.status == 128 + number
    assert ran.screen.count(b"\x1b[?1049l") > 1, "before the browser and at the end"
    assert (desk.folder / "ended").exists() is (reader is OBEYS)
