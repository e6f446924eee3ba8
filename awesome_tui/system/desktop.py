"""The user's browser and clipboard.

Every program is started in a session of its own, without the terminal, so that it neither blocks
nor writes on the screen; only a text browser is lent the terminal, until it ends. Messages say what
really happened.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import PurePath
from threading import Thread
from typing import NamedTuple, TypeAlias

from awesome_tui.system.openers import (
    Command,
    has_failed,
    is_remote,
    is_served,
    is_text_browser,
    openers,
)
from awesome_tui.system.osc52 import osc52
from awesome_tui.system.programs import (
    find_program,
    kill_session,
    python_command,
    with_home,
    with_safe_path,
)
from awesome_tui.system.terminal import Ended
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import SCHEMES, safe_url

Send: TypeAlias = Callable[[str], None]
"""A function that makes the terminal set its clipboard (OSC 52), which it never confirms."""

Show: TypeAlias = Callable[[str], None]
"""Opens a link in the browser that shows the screens as a page."""

Lend: TypeAlias = Callable[[Callable[[], int]], int]
"""Calls a function while the terminal is free for it, and returns its exit status.

It raises `Ended` if a signal ends this program meanwhile.
"""

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
_QUIET = (0, 130, -signal.SIGINT)
"""Exit statuses that are no failure: success, or ended by the user."""
_TO_END = 1.0
"""Seconds in which a program that has the terminal may end, before it is killed."""
_CHECK = """
text = sys.stdin.read()
sys.exit(pyperclip.paste().splitlines() != text.splitlines())
"""


class Outcome(NamedTuple):
    """The result of a request, as one line for the user."""

    message: str
    done: bool = True
    """False if nothing was opened or copied."""
    problem: str = ""
    """The reason why a link was copied in place of being opened."""
    is_opened: bool = True
    """False if a link was copied because the browser of this machine failed or is missing."""


class Desktop(NamedTuple):
    """The desktop services of an environment; the methods block, so call them in a thread."""

    environ: Mapping[str, str]
    platform: str = sys.platform
    kernel: str = ""
    """The content of `/proc/version`, where there is one."""
    clipboard: str = "auto"
    """The clipboard to copy to: `system`, `terminal`, or `auto` for the better one."""
    opening: float = 0.5
    """Seconds in which an opener may fail; after that it counts as started."""
    copying: float = 3.0
    """Seconds that the system clipboard may take to copy."""
    checking: float = 1.0
    """Seconds that the check of the clipboard may take."""

    def copy(self, text: str, send: Send, called: str = "") -> Outcome:
        """Copy `text` to the chosen clipboard, else to that of the user's machine, even over SSH.

        The message shows the text, or says what it is `called`.
        """
        shown = called or _in_short(text)
        if is_served(self.environ):
            send(text)
            return Outcome(f"Copied (browser's clipboard): {shown}")
        is_ours = self.clipboard == "system"
        wants_system = is_ours or (self.clipboard == "auto" and not is_remote(self.environ))
        if wants_system and self._copy_here(text):
            return Outcome(f"Copied: {shown}")
        if is_ours:
            return Outcome("Not copied: the system's clipboard does not work.", done=False)
        send(text)
        return Outcome(f"Copied (terminal clipboard): {shown}")

    def clipboard_sequence(self, text: str) -> str:
        """The sequence that makes the terminal, or the page, set its clipboard to `text`."""
        return osc52(text, {} if is_served(self.environ) else self.environ)

    def open(
        self, url: str, send: Send, lend: Lend | None = None, show: Show | None = None
    ) -> Outcome:
        """Open `url` in the browser; copy it if no browser starts.

        `lend` gives the terminal to a text browser; None where it cannot be given away. `show` is
        there if the screens are a page in a browser: then no program is started. Raises `Ended`.
        """
        link = safe_url(url)
        if link is None:
            return Outcome(f"Not opened: {_in_short(url)} is not a link.", done=False)
        if link.partition(":")[0].lower() not in SCHEMES:
            return Outcome(f"Not opened: {_in_short(url)} is not a web address.", done=False)
        if show is not None:
            show(link)
            return Outcome(f"Opened: {_in_short(link)}")
        is_far = is_remote(self.environ)
        problem = "No browser over SSH (set $BROWSER to one)" if is_far else "No browser found"
        for command in openers(link, self.environ, self.platform, self.kernel):
            failure = self._run(command, lend) if is_text_browser(command) else self._start(command)
            if failure is None:
                return Outcome(f"Opened in {_program_name(command)}: {_in_short(link)}")
            problem, is_far = failure, False
        told = self.copy(link, send).message
        return Outcome(f"{problem}. {told}", problem=problem, is_opened=is_far)

    def run(self, words: Command, lend: Lend | None, *, detached: bool) -> str | None:
        """Run a program in the terminal that `lend` lends, or `detached`; return why it failed.

        Beside the screens, it counts as started once it has not failed for a moment. In the
        terminal, what it says of a failure stays until enter is pressed.
        """
        program = find_program(words[0], self.environ) or ""
        if self.platform == "win32" and program.lower().endswith((".bat", ".cmd")):
            return f"{_program_name(words)} is a batch file, which would pass through a shell"
        try:
            return self._start(words) if detached else self._run(words, lend, waits=True)
        except ValueError:  # a character that arguments cannot contain
            return f"{_program_name(words)} cannot be given this text"
        except Ended:
            return f"{_program_name(words)} was ended by a signal"

    def _start(self, command: Command) -> str | None:
        """Start `command`; return the error if it fails at once."""
        try:
            process = self._spawn(command, subprocess.DEVNULL)
            status = process.wait(self.opening)
        except OSError as error:
            return _start_failure(command, error)
        except subprocess.TimeoutExpired:
            # Wait for its exit in a thread, to leave no zombie process.
            Thread(target=process.wait, daemon=True).start()
            return None
        return _failure(command, status)

    def _run(self, command: Command, lend: Lend | None, *, waits: bool = False) -> str | None:
        """Run `command` in the terminal until it ends; return the error if it fails.

        Where it `waits`, a failure is told in the terminal, too, until enter is pressed.
        """
        if lend is None:
            return f"{_program_name(command)} needs a terminal of its own"
        try:
            words = self._found(command)
        except OSError as error:
            return _start_failure(command, error)
        environ = with_safe_path(self.environ)
        run = _exit_status_when_read if waits else _exit_status
        return _failure(command, lend(lambda: run(words, environ)))

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
        return subprocess.Popen(
            self._found(command),
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=with_safe_path(self.environ),
        )

    def _found(self, command: Command) -> Command:
        """Complete `command` with the path of its program; raises `FileNotFoundError`."""
        program = find_program(with_home(command[0], self.environ), self.environ)
        if program is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return (program, *command[1:])


def _start_failure(command: Command, error: OSError) -> str:
    return f"Cannot start {_program_name(command)}: {error.strerror}"


def _exit_status(command: Command, environ: Mapping[str, str]) -> int:
    """The status of `command` in the terminal; as in a shell, 126 where it cannot be run."""
    try:
        process = subprocess.Popen(command, env=environ)
    except OSError:
        return 126
    with process:
        try:
            return process.wait()
        except Ended:  # it is to leave the terminal as it was
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_TO_END)
            raise
        finally:
            process.kill()


def _exit_status_when_read(command: Command, environ: Mapping[str, str]) -> int:
    """Return the same, after the user has read the output of a failure."""
    status = _exit_status(command, environ)
    if status not in _QUIET:
        say = f"\n{_program_name(command)} ended with status {status}. Press enter to go back. "
        os.write(2, say.encode())
        os.read(0, 1024)
    return status


def _failure(command: Command, status: int) -> str | None:
    failed = has_failed(command, status)
    return f"{_program_name(command)} failed with status {status}" if failed else None


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
