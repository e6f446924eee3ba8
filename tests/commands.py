"""The program as its users run it: a command with pipes, terminals and an exit status."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

from awesome_tui.cli.context import Context
from awesome_tui.cli.main import main

RIVERS = """\
# Rivers

## North

- [Elbe](https://example.org/elbe) - Long *and* `wide`.
- [Eider](https://example.org/eider)

## South

- [Isar](https://example.org/isar) - Cold, from the Alps.

### Tributaries

- [Amper](https://example.org/amper) - Slow – through a fen.
"""
ELBE = "Elbe\thttps://example.org/elbe\tLong and wide.\n"
EIDER = "Eider\thttps://example.org/eider\t\n"
ISAR = "Isar\thttps://example.org/isar\tCold, from the Alps.\n"
AMPER = "Amper\thttps://example.org/amper\tSlow – through a fen.\n"

OTHER_RIVERS = RIVERS.replace("- [Eider](https://example.org/eider)\n", "").replace(
    "## South\n", "## South\n\n- [Inn](https://example.org/inn)"
)

ALTERNATE_SCREEN = b"\x1b[?1049h"
COMMAND = (sys.executable, "-m", "awesome_tui")

TEA = """\
# Tea

## Green

- [Sencha](https://tea.example/sencha) - Steamed.
- [Notes](notes.md)
"""
SENCHA = "Sencha\thttps://tea.example/sencha\tSteamed.\n"


def run(*arguments: str, text: str = "", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command, with `text` piped into it, or a `stdin` among `options`."""
    source = {} if "stdin" in options else {"input": text.encode()}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    every = {**streams, **source, "timeout": 60, **options}
    return subprocess.run((*COMMAND, *arguments), check=False, **every)


def run_here(*arguments: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command in this process, a quarter of a second quicker: where no promise is about one."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    status = main(arguments, Context(os.environ, io.BytesIO(text.encode()), out, err))
    return subprocess.CompletedProcess(arguments, status, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.seek(0)
    return stream.read().encode()


@contextmanager
def _set_environ(environ: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def lines(*arguments: str, text: str = "") -> str:
    """The output of a command where all goes well."""
    ran = run_here(*arguments, text=text)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode()


def complaint(*arguments: str) -> str:
    """The one sentence with which the command fails."""
    ran = run_here(*arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    sentence = ran.stderr.decode()
    assert sentence.startswith("awesome-tui: ")
    assert sentence.endswith(".\n")
    assert sentence.count("\n") == 1
    return sentence


# Makes the terminal on standard input the one of the session, then runs a shell line in it.
SESSION = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp("sh", ["sh", "-c", sys.argv[1]])
"""
_SEQUENCE = re.compile(rb"(?:\r\n)?\x1b\[[\d;]*[Hm]")
"""Places and colours a piece of a line: a message over the panes is cut where they meet."""


class Terminal:
    """A terminal of 80 by 24 cells in which a shell line runs."""

    def __init__(self, line: str) -> None:
        if sys.platform == "win32":
            pytest.skip("needs a pseudoterminal")
        import pty  # not on Windows
        import termios

        self._hand, terminal = pty.openpty()
        termios.tcsetwinsize(terminal, (24, 80))
        self._process = subprocess.Popen(
            (sys.executable, "-c", SESSION, line),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._hand)

    def type(self, keys: bytes) -> None:
        os.write(self._hand, keys)

    def shows(self, text: bytes) -> bytes:
        """All that is written up to `text`, which may be drawn in several pieces."""
        written, end = b"", time.monotonic() + 60  # a cursor may blink for ever
        while text not in written and text not in _SEQUENCE.sub(b"", written):
            ready, _, _ = select.select([self._hand], [], [], max(0, end - time.monotonic()))
            assert ready, f"{text!r} did not appear after {written!r}"
            written += os.read(self._hand, 65536)
        return written


class Window(io.TextIOWrapper):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def usual_environ() -> dict[str, str]:
    """The environment of the tests, without the tokens and proxies of whoever runs them."""
    unwanted = re.compile(r"(GITHUB|GH|GITLAB|CODEBERG)_TOKEN|\w*_PROXY", re.IGNORECASE)
    return {name: value for name, value in os.environ.items() if not unwanted.fullmatch(name)}


@dataclass(frozen=True)
class Shell:
    """A place to run commands: with this environment, in this folder."""

    environ: dict[str, str]
    folder: Path

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        with chdir(self.folder), _set_environ({**self.environ, **more}):
            ran = run_here(*arguments)
        told = ran.stdout.decode(), ran.stderr.decode()
        return subprocess.CompletedProcess(arguments, ran.returncode, *told)

    def lines(self, *arguments: str) -> str:
        """The output of a command where all goes well."""
        ran = self.run(*arguments)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    def complaint(self, *arguments: str) -> str:
        """The one sentence with which the command fails."""
        ran = self.run(*arguments)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.startswith("awesome-tui: ")
        assert ran.stderr.endswith(".\n")
        assert ran.stderr.count("\n") == 1
        return ran.stderr
