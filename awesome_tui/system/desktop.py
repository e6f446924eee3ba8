"""The user's browser and clipboard.

Every program is started in a session of its own, without the terminal, so that it neither blocks
nor writes on the screen. Messages say what really happened.
"""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from threading import Thread
from typing import TypeAlias

from awesome_tui.system.programs import find_program, kill_session, python_command, with_safe_path
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import SCHEMES, safe_url

Send: TypeAlias = Callable[[str], None]
"""A function that makes the terminal set its clipboard (OSC 52), which it never confirms."""

Command: TypeAlias = Sequence[str]

# pyperclip runs in child processes because it has no timeout and lets xclip write on the screen.
# It ignores xclip's exit status, hence a second process that checks the clipboard. Each has its
# own session: if the check hangs, it is killed alone, without the program that serves the text
# (`wl-copy`). The alarm ends it even if the parent has exited.
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
"""Programs that open links, by the environment variable of the desktop that they need."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a request, as one line for the user."""

    message: str
    done: bool = True
    """False if nothing was opened or copied."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """The desktop services of an environment; the methods block, so call them in a thread."""

    environ: Mapping[str, str]
    platform: str = sys.platform
    opening: float = 0.5
    """Seconds in which an opener may fail; after that it counts as started."""
    copying: float = 3.0
    """Seconds that the system clipboard may take to copy."""
    checking: float = 1.0
    """Seconds that the check of the clipboard may take."""

    def copy(self, text: str, send: Send) -> Outcome:
        """Copy `text` to the clipboard of the user's machine, even over SSH."""
        if not self._is_remote() and self._copy_here(text):
            return Outcome(f"Copied {_in_short(text)}")
        send(text)
        return Outcome(f"Sent to the terminal: {_in_short(text)}")

    def open(self, url: str, send: Send) -> Outcome:
        """Open `url` in the browser; copy it if no browser starts."""
        link = safe_url(url)
        if link is None:
            return Outcome(f"Not opened, as it is no link: {_in_short(url)}", done=False)
        if link.partition(":")[0].lower() not in SCHEMES:
            return Outcome(f"Not opened, as its site is not known: {_in_short(url)}", done=False)
        problem = "No browser over SSH" if self._is_remote() else "No browser found"
        for command in self._openers(link):
            failure = self._start(command)
            if failure is None:
                return Outcome(f"Handed to {_program_name(command)}: {_in_short(link)}")
            problem = failure
        return Outcome(f"{problem}. {self.copy(link, send).message}")

    def _is_remote(self) -> bool:
        return bool(self.environ.get("SSH_CONNECTION") or self.environ.get("SSH_TTY"))

    def _openers(self, link: str) -> list[Command]:
        chosen = self.environ.get("BROWSER", "").split(os.pathsep)
        return [_with_link(words, link) for words in map(_split_command, chosen) if words] or [
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
        """Start `command`; return the error if it fails at once."""
        try:
            process = self._spawn(command, subprocess.DEVNULL)
            status = process.wait(self.opening)
        except OSError as error:
            return f"{_program_name(command)} cannot be started: {error.strerror}"
        except subprocess.TimeoutExpired:
            # Wait for its exit in a thread, to leave no zombie process.
            Thread(target=process.wait, daemon=True).start()
            return None
        return f"{_program_name(command)} failed with status {status}" if status else None

    def _copy_here(self, text: str) -> bool:
        """Copy `text` to the system clipboard; return True if the check confirms it."""
        data = text.encode("utf-8", "replace")
        try:
            # The check starts in parallel, to be ready when the copy is done.
            with self._clipboard(_CHECK) as check, self._clipboard(_COPY) as copy:
                return _succeeds(copy, data, self.copying) and _succeeds(check, data, self.checking)
        except OSError:
            return False

    @contextmanager
    def _clipboard(self, code: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run `code` in a process that is killed at the end of the context."""
        bounded = _BOUNDED.format(seconds=self.copying + self.checking)
        process = self._spawn(python_command(bounded + code), subprocess.PIPE)
        try:
            yield process
        finally:
            kill_session(process)
            process.communicate()

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
            env=with_safe_path(self.environ),
        )


def _split_command(command: str) -> list[str]:
    """Split a command of `$BROWSER`, dropping the `&` that some users append."""
    try:
        words = shlex.split(command, posix=os.name == "posix")
    except ValueError:  # an unclosed quote
        words = command.split()
    return words[:-1] if words[-1:] == ["&"] else words


def _with_link(words: list[str], link: str) -> Command:
    filled = [word.replace("%s", link) for word in words]
    return filled if filled != words else [*words, link]


def _succeeds(process: subprocess.Popen[bytes], data: bytes, seconds: float) -> bool:
    """Send `data` to `process`; return True if it succeeds within `seconds`."""
    try:
        process.communicate(data, seconds)
    except subprocess.TimeoutExpired:
        return False
    return process.returncode == 0


def _program_name(command: Command) -> str:
    return clean(PurePath(command[0]).name)


def _in_short(text: str) -> str:
    line = clean(text)
    return line if len(line) <= 200 else f"{line[:199]}…"
