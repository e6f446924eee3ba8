"""The terminal for the screens, also where the standard streams are pipes."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from awesome_tui.errors import TerminalError

_OTHER_SCREEN, _BACK = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"
"""To the screen that programs fill, without cursor and wrapping; back to that of the shell."""
ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What ends a program without a word, whatever it has left undone; Windows lacks one of them."""


def heeded_ends() -> tuple[int, ...]:
    """Those of `ENDS` that are to end this program: `nohup` has it ignore one."""
    return tuple(number for number in ENDS if signal.getsignal(number) != signal.SIG_IGN)


def attach_terminal() -> None:
    """Make the terminal the standard input, output and error of this process.

    Textual reads, writes and measures through the three descriptors; a pipe left on the first
    would be taken for keys.
    """
    if sys.__stdin__ is None or sys.__stderr__ is None:
        raise TerminalError(
            "The screens need standard input and standard error: do not close them."
        )
    pipes = [stream for stream in (0, 1, 2) if not os.isatty(stream)]
    if pipes:
        terminal = _open_terminal()
        for stream in pipes:
            os.dup2(terminal, stream)
        os.close(terminal)


def _open_terminal() -> int:
    try:
        return os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise TerminalError(
            "No terminal can be opened for the screens:"
            " run awesome-tui in one, or send its output to a file or a pipe."
        ) from error


class Preview:
    """`frame` on the terminal until the screens take it over; keys typed meanwhile are for them."""

    def __init__(self, frame: str) -> None:
        self._frame = frame
        self._settings: list[Any] = []
        self._is_ours = True
        self._handlers: dict[int, Any] = {}
        """What the signals did before."""

    def hand_over(self) -> None:
        """From now on, the screens leave the terminal."""
        self._is_ours = False

    def __enter__(self) -> Self:
        # No frame is kept where this module is missing.
        import termios  # noqa: PLC0415

        self._settings = termios.tcgetattr(0)
        unread = termios.tcgetattr(0)
        # As the screens set it: no echo, and no key has a meaning of its own.
        unread[0] &= ~(termios.ICRNL | termios.IXON)
        unread[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        termios.tcsetattr(0, termios.TCSANOW, unread)
        for number in heeded_ends():
            self._handlers[number] = signal.signal(number, _end)
        _write(_OTHER_SCREEN + self._frame)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        import termios  # noqa: PLC0415  as above

        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        with suppress(OSError, termios.error):  # the terminal may be gone
            termios.tcsetattr(0, termios.TCSANOW, self._settings)
            if self._is_ours:
                _write(_BACK)


def _end(number: int, _: object) -> None:
    sys.exit(128 + number)


def _write(text: str) -> None:
    with open(2, "wb", closefd=False) as terminal:
        # Without standard error there are no screens.
        terminal.write(text.encode(sys.__stderr__.encoding if sys.__stderr__ else "ascii"))
