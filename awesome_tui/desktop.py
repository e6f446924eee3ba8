"""The user's browser and clipboard: neither blocks, neither draws over the screen.

Whatever is started gets a session of its own, without the terminal, and what is told is what
happened.
"""

from __future__ import annotations

import errno
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from threading import Thread
from typing import TypeAlias

from awesome_tui.programs import find_program, python_command, without_here
from awesome_tui.text import clean
from awesome_tui.urls import SCHEMES, safe

Send: TypeAlias = Callable[[str], None]
"""Asks the terminal to put a text into its clipboard (OSC 52), which it never confirms."""

Command: TypeAlias = Sequence[str]

# pyperclip runs in children because it has no timeout and lets xclip write on the screen; it does
# not look at xclip's exit status either, hence the second look at the clipboard. Each has a session
# of its own: where that look hangs, it ends alone, not with what serves the text (`wl-copy`); it
# does so also where the program that waits for it has gone.
_BOUNDED = """
import os, pyperclip, signal, sys
if hasattr(signal, "setitimer"):
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(0, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, {seconds})
"""
_COPY = "pyperclip.copy(sys.stdin.read())"
_CHECK = """
text = sys.stdin.read()
sys.exit(pyperclip.paste().splitlines() != text.splitlines())
"""

_OPENERS = (
    ("WSL_DISTRO_NAME", "wslview"),
    ("TERMUX_VERSION", "termux-open-url"),
    ("WAYLAND_DISPLAY", "xdg-open"),
    ("DISPLAY", "xdg-open"),
)
"""What opens links where a variable tells that there is something to open them on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request, in one line for the user."""

    message: str
    done: bool = True
    """False where nothing at all was opened or copied."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """What the user's environment offers; its methods take a while and belong in a thread."""

    environ: Mapping[str, str]
    platform: str = sys.platform
    opening: float = 0.5
    """Seconds in which an opener may fail; one that still runs is taken for started."""
    copying: float = 3.0
    """Seconds that the system's clipboard may take."""
    checking: float = 1.0
    """Seconds in which it may tell what it holds."""

    def copy(self, text: str, send: Send) -> Outcome:
        """Put `text` into the clipboard of the machine that the user sits at."""
        if not self._is_remote() and self._copy_here(text):
            return Outcome(f"Copied {_in_short(text)}")
        send(text)
        return Outcome(f"Sent to the terminal: {_in_short(text)}")

    def open(self, url: str, send: Send) -> Outcome:
        """Open `url` in the browser; where none can be started, copy it instead."""
        link = safe(url)
        if link is None:
            return Outcome(f"Not opened, as it is no link: {_in_short(url)}", done=False)
        if link.partition(":")[0].lower() not in SCHEMES:
            return Outcome(f"Not opened, as its site is not known: {_in_short(url)}", done=False)
        problem = "No browser over SSH" if self._is_remote() else "No browser found"
        for command in self._openers(link):
            failure = self._start(command)
            if failure is None:
                return Outcome(f"Handed to {_program(command)}: {_in_short(link)}")
            problem = failure
        return Outcome(f"{problem}. {self.copy(link, send).message}")

    def _is_remote(self) -> bool:
        return bool(self.environ.get("SSH_CONNECTION") or self.environ.get("SSH_TTY"))

    def _openers(self, link: str) -> list[Command]:
        chosen = self.environ.get("BROWSER", "").split(os.pathsep)
        return [_with_link(words, link) for words in map(_words, chosen) if words] or [
            (*command, link) for command in self._system_openers()
        ]

    def _system_openers(self) -> list[Command]:
        if self._is_remote():
            return []
        if self.platform == "darwin":
            return [("open",)]
        if self.platform == "win32":
            return [("rundll32", "url.dll,FileProtocolHandler")]
        found = [(opener,) for variable, opener in _OPENERS if self.environ.get(variable)]
        return list(dict.fromkeys(found))

    def _start(self, command: Command) -> str | None:
        """What went wrong with `command`, as far as that shows at once."""
        try:
            process = self._spawn(command, subprocess.DEVNULL)
            status = process.wait(self.opening)
        except OSError as error:
            return f"{_program(command)} cannot be started: {error.strerror}"
        except subprocess.TimeoutExpired:
            # Somebody must wait for the end of it, or it stays behind as a zombie.
            Thread(target=process.wait, daemon=True).start()
            return None
        return f"{_program(command)} failed with status {status}" if status else None

    def _copy_here(self, text: str) -> bool:
        """Whether the system's clipboard now holds `text`."""
        data = text.encode("utf-8", "replace")
        try:
            # The check starts beside the copy, which it has to wait for, to be there when it is.
            with self._clipboard(_CHECK) as check, self._clipboard(_COPY) as copy:
                return _succeeds(copy, data, self.copying) and _succeeds(check, data, self.checking)
        except OSError:
            return False

    @contextmanager
    def _clipboard(self, code: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process that runs `code`, and does not outlive this."""
        bounded = _BOUNDED.format(seconds=self.copying + self.checking)
        process = self._spawn(python_command(bounded + code), subprocess.PIPE)
        try:
            yield process
        finally:
            if process.poll() is None:
                _end(process)

    def _spawn(self, command: Command, stdin: int) -> subprocess.Popen[bytes]:
        program = find_program(command[0], self.environ)
        if program is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return subprocess.Popen(
            (program, *command[1:]),
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=without_here(self.environ),
        )


def _words(command: str) -> list[str]:
    """The words of a command in `$BROWSER`, where `&` at the end is a habit of old."""
    try:
        words = shlex.split(command, posix=os.name == "posix")
    except ValueError:  # an open quote
        words = command.split()
    return words[:-1] if words[-1:] == ["&"] else words


def _with_link(words: list[str], link: str) -> Command:
    filled = [word.replace("%s", link) for word in words]
    return filled if filled != words else [*words, link]


def _succeeds(process: subprocess.Popen[bytes], data: bytes, seconds: float) -> bool:
    """Whether `process`, given `data`, ends well within so many `seconds`."""
    try:
        process.communicate(data, seconds)
    except subprocess.TimeoutExpired:
        return False
    return process.returncode == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """End `process` together with the programs that it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def _program(command: Command) -> str:
    return clean(PurePath(command[0]).name)


def _in_short(text: str) -> str:
    line = clean(text)
    return line if len(line) <= 200 else f"{line[:199]}…"
