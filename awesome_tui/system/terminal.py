"""Setting up the terminal for the screens, also if the standard streams are pipes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

from awesome_tui.errors import ScreenError
from awesome_tui.system import windows_console

with suppress(ImportError):  # Windows lacks it, and no frames are kept there
    import termios

_OTHER_SCREEN, _BACK = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"
"""Enter the alternate screen, without cursor and line wrapping; leave it again."""
_ALL_BACK = (
    b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[<u"
    + _BACK.encode()
)
"""The same, after the screens: no mouse, focus, pastes, sizes or other codes of keys any more."""
ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that end a program immediately by default; Windows lacks SIGHUP."""

_TRIES, _MOMENT = 20, 0.005
"""How often, and for how many seconds each, an interrupted thread may let go of the terminal."""
_OPEN_FILES = 64
"""Open files that must be allowed: the screens use 24, and more to fetch a catalogue."""


def handled_signals() -> tuple[int, ...]:
    """The signals of `ENDS` that this process does not ignore: `nohup` ignores SIGHUP."""
    return tuple(number for number in ENDS if signal.getsignal(number) != signal.SIG_IGN)


def check_file_limit() -> None:
    """Raise an error if the system allows too few open files for the screens."""
    if sys.platform == "win32":
        return
    limit = os.sysconf("SC_OPEN_MAX")
    if 0 <= limit < _OPEN_FILES:  # negative without a limit
        raise ScreenError(
            f"The screens need {_OPEN_FILES} open files, of which this shell grants {limit}:"
            " raise the limit (ulimit -n 256)."
        )


def attach_terminal() -> None:
    """Connect standard input, output and error of this process to the terminal.

    Textual reads, writes and measures through these descriptors; it would take a pipe's content
    for keys.
    """
    if sys.__stdin__ is None or sys.__stderr__ is None:
        raise ScreenError("The screens need standard input and standard error: do not close them.")
    pipes = [stream for stream in (0, 1, 2) if not os.isatty(stream)]
    try:
        for stream in pipes:
            _attach(stream)
    except OSError as error:
        raise ScreenError(
            "No terminal can be opened for the screens:"
            " run awesome-tui in one, or send its output to a file or a pipe."
        ) from error
    if sys.platform == "win32":
        _prepare_console(pipes)


def _attach(stream: int) -> None:
    """Connect one of the standard streams to the terminal."""
    name = "/dev/tty"
    if sys.platform == "win32":
        name = "CONOUT$" if stream else "CONIN$"
    terminal = os.open(name, os.O_RDWR)
    os.dup2(terminal, stream)
    os.close(terminal)


def _prepare_console(attached: Sequence[int]) -> None:
    """Prepare the console of Windows for UTF-8 and escape sequences."""
    if 1 in attached:  # the stream has the encoding of what standard output was before
        sys.__stdout__ = open("CONOUT$", "w", encoding="utf-8")  # type: ignore[misc]  # noqa: SIM115
    if not windows_console.understands_escapes():
        raise ScreenError(
            "This console understands no escape sequences, with which the screens are drawn:"
            " run awesome-tui in Windows Terminal."
        )


class Ended(Exception):  # noqa: N818  as in what it tells
    """A signal ends this program while another one has the terminal."""


@contextmanager
def lent_terminal() -> Iterator[None]:
    """Ignore ctrl+c, which is for the program that has the terminal, and raise `Ended` for `ENDS`.

    The usual handlers get these signals afterwards. Main thread only.
    """
    came: list[int] = []

    def end(number: int, _: object) -> None:
        came.append(number)
        raise Ended

    before: dict[int, Any] = {}
    try:
        # By a handler, as the other program would inherit an ignored signal.
        before[signal.SIGINT] = signal.signal(signal.SIGINT, lambda *_: None)
        for number in handled_signals():
            before[number] = signal.signal(number, end)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


class Preview:
    """The stored `frame` on the terminal until the screens take over; typed keys stay unread."""

    def __init__(self, frame: str) -> None:
        self._frame = frame
        self._settings: list[Any] = []
        self._is_ours = True
        self._handlers: dict[int, Any] = {}
        """The previous signal handlers."""

    def hand_over(self) -> None:
        """Do not restore the terminal on exit, as the screens will."""
        self._is_ours = False

    def __enter__(self) -> Self:
        self._settings = leave_keys_unread()
        try:
            for number in handled_signals():
                self._handlers[number] = signal.signal(number, _end)
            _write(_OTHER_SCREEN + self._frame)
        except BaseException:  # a signal, while a slow terminal reads the frame
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        with suppress(OSError):  # the terminal may be closed
            _restore(self._settings)
            if self._is_ours:
                _write(_BACK)


def leave_keys_unread() -> list[Any]:
    """Keep the terminal from echoing and interpreting keys; return its settings before.

    On Windows, where no frames are kept, there is nothing to do.
    """
    if sys.platform == "win32":
        return []
    before, unread = termios.tcgetattr(0), termios.tcgetattr(0)
    # The same settings as Textual's.
    unread[0] &= ~(termios.ICRNL | termios.IXON)
    unread[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    termios.tcsetattr(0, termios.TCSANOW, unread)
    return before


def give_back_at_once(settings: list[Any], writer: int | None) -> None:
    """Give the terminal its settings and its screen back, even if it takes nothing more.

    What it has not taken yet is dropped. `writer` is the thread that waits for it to do so.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        _restore(settings)
        os.set_blocking(2, False)
        if writer is not None:  # nobody else can write before it is interrupted
            signal.signal(signal.SIGWINCH, lambda *_: None)
            signal.pthread_kill(writer, signal.SIGWINCH)
        _write_in_place_of_all()
    with suppress(OSError):
        os.set_blocking(2, True)  # as for the shell, which has the same terminal


def _write_in_place_of_all() -> None:
    if sys.platform == "win32":
        return
    for _ in range(_TRIES):
        time.sleep(_MOMENT)
        with suppress(BlockingIOError, termios.error):
            termios.tcflush(2, termios.TCOFLUSH)
            os.write(2, _ALL_BACK)
            return


def _restore(settings: list[Any]) -> None:
    """Give the terminal its settings back; raises `OSError` if it is closed."""
    if sys.platform == "win32":
        return
    try:
        termios.tcsetattr(0, termios.TCSANOW, settings)
    except termios.error as error:
        raise OSError(*error.args) from error


def _end(number: int, _: object) -> None:
    sys.exit(128 + number)


def _write(text: str) -> None:
    with open(2, "wb", closefd=False) as terminal:
        # Never None here: without standard error the screens do not start.
        terminal.write(text.encode(sys.__stderr__.encoding if sys.__stderr__ else "ascii"))
