"""The terminal for the screens, also where the standard streams are pipes."""

from __future__ import annotations

import os

from awesome_tui.errors import TerminalError


def attach_terminal() -> None:
    """Make the terminal the standard input, output and error of this process.

    Textual reads, writes and measures through the three descriptors; a pipe left on the first
    would be taken for keys.
    """
    streams = [fd for fd in (0, 1, 2) if not os.isatty(fd)]
    if not streams:
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise TerminalError(
            "No terminal can be opened for the screens:"
            " run awesome-tui in one, or send its output to a file or a pipe."
        ) from error
    for fd in streams:
        os.dup2(terminal, fd)
    os.close(terminal)
