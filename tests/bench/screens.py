"""Time the screens from outside, in turn with a bare Textual app: `python tests/bench/screens.py`.

Prints medians of the start (exec to the first entry in the terminal) with a library that has not
seen the list and with one that has, of a cursor key and of a letter in the filter (key to the last
byte of what it changes), and the bytes that they send.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import sqlite3
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 7
PRESSES = 60
ENTRY = "▌".encode()
QUIET = 0.08
"""Seconds of silence that end a response."""
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY")
Bare().run()
"""


@dataclass(frozen=True)
class Answer:
    """A response: seconds until its last byte, and its size in bytes."""

    seconds: float
    size: int


class Terminal:
    """A program in a pseudoterminal of 120 by 40 cells."""

    def __init__(self, command: Sequence[str], library: str) -> None:
        self.data = library
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", XDG_DATA_HOME=library)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.execv(command[0], list(command))

    def wait_for(self, text: bytes) -> float:
        """Read until `text` arrives; return the seconds since the start."""
        seen = b""
        while text not in seen:
            seen = seen[-len(text) :] + os.read(self.fd, 1 << 16)
        return time.perf_counter() - self.started

    def press(self, key: bytes, quiet: float = QUIET) -> Answer:
        """Type `key`, and wait for `quiet` seconds of silence."""
        began = last = time.perf_counter()
        os.write(self.fd, key)
        size = 0
        while select.select([self.fd], [], [], quiet if size else 1.0)[0]:
            size += len(os.read(self.fd, 1 << 16))
            last = time.perf_counter()
        return Answer(last - began, size)

    def wait_for_library(self) -> None:
        """Wait until the library is open and knows of the visit; only then is a frame kept."""
        path = Path(self.data, "awesome-tui", "library.db")
        while not _has_visit(path):
            self.press(b"", 0.01)

    def close(self) -> None:
        """Quit, and wait for the exit."""
        os.write(self.fd, b"\x11")
        try:
            while os.read(self.fd, 1 << 16):
                pass
        except OSError:  # the other side is closed
            pass
        os.waitpid(self.pid, 0)


def _has_visit(library: Path) -> bool:
    """True once a list was visited: a bundled one or a file, or one from the network."""
    visited = "SELECT source FROM local WHERE visited UNION SELECT source FROM list WHERE visited"
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{library.as_uri()}?mode=ro", uri=True)) as db,
    ):
        return db.execute(visited).fetchone() is not None
    return False


def main() -> None:
    """Print the measurements."""
    source = sys.argv[1] if len(sys.argv) > 1 else "microservices"
    command = [sys.executable, "-m", "awesome_tui", source]
    bare = [sys.executable, "-c", BARE]
    starts: dict[str, list[float]] = {"bare Textual app": [], "first time": [], "again": []}
    keys: list[Answer] = []
    letters: list[Answer] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as library:
            programs = zip(starts, (bare, command, command), (b"READY", ENTRY, ENTRY), strict=True)
            for name, program, text in programs:
                terminal = Terminal(program, library)
                starts[name].append(terminal.wait_for(text))
                terminal.press(b"")
                if name != "bare Textual app":
                    terminal.wait_for_library()
                if name == "again" and not keys:
                    keys = [terminal.press(b"j") for _ in range(PRESSES)]
                    terminal.press(b"/")
                    word = b"kafka" + 5 * b"\x7f"
                    letters = [terminal.press(bytes([key])) for key in word * 6]
                terminal.close()
    for name, seconds in starts.items():
        print(f"start, {name}: {statistics.median(seconds) * 1000:.0f} ms")
    for name, answers in (("cursor key", keys), ("letter in the filter", letters)):
        middle = statistics.median(answer.seconds for answer in answers) * 1000
        size = statistics.median(answer.size for answer in answers)
        print(f"{name}: {middle:.1f} ms, {size:.0f} bytes")


if __name__ == "__main__":
    main()
