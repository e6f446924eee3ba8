"""The terminal for the screens, also where the standard streams are pipes."""

from __future__ import annotations

import os
import sys

from awesome_tui.errors import TerminalError


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
