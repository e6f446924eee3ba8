"""Keys typed faster than the program handles them, into a real pseudoterminal."""

from __future__ import annotations

import os
import pty
import select
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path
from signal import SIGTERM

LIST = """\
# Awesome Letters

- [alpha](https://example.com/alpha) - The first.
- [beta](https://example.com/beta) - The second.
- [gamma](https://example.com/gamma) - The third.
"""
READY = "alpha "
"""A text that is on the screen once the list is."""

Keys = Iterable[bytes | float | str]
"""Bytes to type, pauses in seconds, and texts to wait for."""


@dataclass
class Ran:
    """The end of a run of the program."""

    status: int | None
    """The exit status; None if it still runs."""
    screen: bytes
    """All output to the terminal."""
    printed: str
    """Standard output, if that is a pipe."""
    seconds: float
    """The time from the last key to the exit."""


@dataclass
class Desk:
    """A folder with a list, a fake browser, a fake clipboard and a library."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        programs = self.folder / "programs"
        programs.mkdir()
        self.put("letters.md", LIST)
        self.program("elk", f'echo "$1" >> {self.folder}/opened')
        self.program(
            "xclip",
            f'case "$*" in *-o) cat {self.folder}/kept;; *) cat > {self.folder}/kept;; esac',
        )

    def put(self, name: str, text: str) -> None:
        """Write a file."""
        (self.folder / name).write_text(text)

    def program(self, name: str, script: str) -> None:
        """Put a program on the PATH."""
        path = self.folder / "programs" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    @property
    def copied(self) -> str:
        """The content of the clipboard."""
        return self._text("kept")

    @property
    def opened(self) -> list[str]:
        """The URLs that the browser was started with."""
        return self._text("opened").split()

    @property
    def bookmarks(self) -> list[str]:
        """The bookmarked URLs."""
        return self._column("SELECT url FROM bookmark ORDER BY rowid")

    @property
    def notes(self) -> list[str]:
        """All notes."""
        return self._column("SELECT text FROM note ORDER BY rowid")

    @property
    def exported(self) -> str:
        """The text of the file that is proposed for URLs, once it is exported."""
        return self._text("awesome-letters.txt")

    @property
    def tags(self) -> list[str]:
        """The tags of each bookmark, between commas."""
        return self._column("SELECT tags FROM bookmark ORDER BY rowid")

    def run(
        self,
        arguments: Sequence[str],
        keys: Keys,
        wait_for: str = READY,
        to_pipe: bool = False,
    ) -> Ran:
        """Type `keys` once `wait_for` is on the screen, and wait for the exit of the program."""
        terminal = Terminal(arguments, self.folder, self.variables, to_pipe)
        try:
            terminal.wait_to_see(wait_for)
            for key in keys:
                if isinstance(key, bytes):
                    os.write(terminal.hand, key)
                elif isinstance(key, str):
                    terminal.wait_to_see(key)
                else:
                    terminal.read_for(key)
            return terminal.end()
        finally:
            terminal.close()

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables of the program."""
        return {
            "PATH": f"{self.folder}/programs:/usr/bin:/bin",
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "BROWSER": "elk",
            "DISPLAY": ":0",
            **self.environ,
        }

    def _text(self, name: str) -> str:
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    @property
    def library(self) -> Path:
        """The path of the library."""
        return self.folder / "data" / "awesome-tui" / "library.db"

    def _column(self, query: str) -> list[str]:
        if not self.library.exists():
            return []
        with closing(sqlite3.connect(self.library)) as db:
            return [str(value) for (value,) in db.execute(query)]


class Terminal:
    """The program in a pseudoterminal of 120 by 30 cells, which is its controlling terminal."""

    def __init__(
        self, arguments: Sequence[str], folder: Path, environ: Mapping[str, str], to_pipe: bool
    ) -> None:
        self.hand, terminal = pty.openpty()
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
        self.name, self.screen = os.ttyname(terminal), b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LEAD, *arguments],
            stdin=terminal,
            stdout=subprocess.PIPE if to_pipe else terminal,
            stderr=terminal,
            start_new_session=True,
            cwd=folder,
            env=dict(environ),
        )
        os.close(terminal)

    def wait_to_see(self, text: str) -> None:
        """Read until `text` has arrived."""
        end = time.monotonic() + 60
        while text.encode() not in self.screen:
            assert time.monotonic() < end, self.screen[-3000:]
            assert self._read(0.1), self.screen[-3000:]

    def read_for(self, seconds: float) -> None:
        """Read the output of so many seconds."""
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            self._read(rest)

    def end(self) -> Ran:
        """Wait for the exit of the program."""
        began = time.monotonic()
        while self.process.poll() is None and time.monotonic() < began + 30:
            self._read(0.005)
        seconds = time.monotonic() - began
        if self.process.poll() is None:
            return Ran(None, self.screen, "", seconds)
        while select.select([self.hand], [], [], 0)[0] and self._read(0):
            pass
        printed = self.process.stdout.read().decode() if self.process.stdout else ""
        return Ran(self.process.returncode, self.screen, printed, seconds)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does."""
        os.close(self.hand)
        self.hand = -1

    def close(self) -> None:
        """Kill the program and release its resources."""
        if self.process.poll() is None:
            self.process.send_signal(SIGTERM)
            self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()
        if self.hand >= 0:
            self.hang_up()

    def _read(self, seconds: float) -> bool:
        """Read once; return False if the terminal is closed."""
        if not select.select([self.hand], [], [], seconds)[0]:
            return True
        try:
            more = os.read(self.hand, 1 << 16)
        except OSError:
            return False
        self.screen += more
        return bool(more)


# The terminal becomes that of the session, which the program can open as /dev/tty.
_LEAD = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.argv[0] = "awesome-tui"
from awesome_tui.__main__ import run
run()
"""
