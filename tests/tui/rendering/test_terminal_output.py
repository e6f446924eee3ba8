"""A terminal that goes away while something is drawn holds up nobody."""

from __future__ import annotations

import os
import pty
from contextlib import suppress
from typing import TextIO, cast

from textual.drivers._writer_thread import WriterThread

from awesome_tui.tui.rendering.terminal_output import TerminalOutput


def test_leaving_waits_for_no_terminal_that_is_gone() -> None:
    hand, terminal = pty.openpty()
    with suppress(OSError), os.fdopen(terminal, "w") as file:
        writer = WriterThread(cast("TextIO", TerminalOutput(file)))
        writer.start()
        writer.write("first")
        os.close(hand)
        for _ in range(100):
            writer.write("then this")
        writer.stop()
    assert not writer.is_alive()


def test_what_is_written_reaches_the_terminal() -> None:
    hand, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as file:
        output = TerminalOutput(file)
        output.write("tea")
        output.flush()
        assert os.read(hand, 99) == b"tea"
        assert output.isatty()
        assert output.fileno() == terminal
    os.close(hand)
