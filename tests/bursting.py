"""Keys that come faster than the program, typed into a terminal of its own."""

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
"""On the screen once the list is."""

Keys = Iterable[bytes | float | str]
"""What is typed, pauses in seconds, and texts that are waited for."""


@dataclass
class Ran:
    """How a program ended."""

    status: int | None
    """None where it goes on all the same."""
    screen: bytes
    """All that it sent to its terminal."""
    printed: str
    """What went to standard output, where that is no terminal."""
    seconds: float
    """From the last key to the end."""


@dataclass
class Desk:
    """A folder with a list, a browser, a clipboard and a library of its own."""

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
        """What the clipboard holds."""
        return self._text("kept")

    @property
    def opened(self) -> list[str]:
        """What the browser was given."""
        return self._text("opened").split()

    @property
    def bookmarks(self) -> list[str]:
        """The bookmarked URLs."""
        return self._column("SELECT url FROM bookmark ORDER BY rowid")

    @property
    def notes(self) -> list[str]:
        """All notes."""
        return self._column("SELECT text FROM note ORDER BY rowid")

    def run(
        self,
        arguments: Sequence[str],
        keys: Keys,
        wait_for: str = READY,
        to_pipe: bool = False,
    ) -> Ran:
        """Type `keys` once `wait_for` is on the screen, and wait for the end of the program."""
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
        """The environment."""
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
        """Where the library lies."""
        return self.folder / "data" / "awesome-tui" / "library.db"

    def _column(self, query: str) -> list[str]:
        if not self.library.exists():
            return []
        with closing(sqlite3.connect(self.library)) as db:
            return [str(value) for (value,) in db.execute(query)]


class Terminal:
    """The program in a pseudoterminal of 120 by 30 cells, which is its only one."""

    def __init__(
        self, arguments: Sequence[str], folder: Path, environ: Mapping[str, str], to_pipe: bool
    ) -> None:
        self.hand, terminal = pty.openpty()
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
        self.screen = b""
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
        """Read until `text` has come."""
        end = time.monotonic() + 60
        while text.encode() not in self.screen:
            assert time.monotonic() < end, self.screen[-3000:]
            assert self._read(0.1), self.screen[-3000:]

    def read_for(self, seconds: float) -> None:
        """Read what comes meanwhile."""
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            self._read(rest)

    def end(self) -> Ran:
        """Wait for the end of the program."""
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
        """Close the terminal, as one who closes its window does."""
        os.close(self.hand)
        self.hand = -1

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.send_signal(SIGTERM)
            self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()
        if self.hand >= 0:
            self.hang_up()

    def _read(self, seconds: float) -> bool:
        """Whether the terminal is still there."""
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
