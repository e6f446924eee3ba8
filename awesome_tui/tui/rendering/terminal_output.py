"""Writing to a terminal that may go away at any moment."""

from __future__ import annotations

from typing import TextIO


class TerminalOutput:
    """A terminal; once it is gone, all that is written is dropped.

    Textual's thread that writes ends with the first error, after which its queue fills up, and
    leaving waits for it for ever.
    """

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._is_gone = False

    def write(self, text: str) -> int:
        """Write `text`, as long as the terminal is there."""
        if not self._is_gone:
            try:
                return self._terminal.write(text)
            except (OSError, ValueError):  # hung up; closed
                self._is_gone = True
        return len(text)

    def flush(self) -> None:
        """Send what was written, as long as the terminal is there."""
        if not self._is_gone:
            try:
                self._terminal.flush()
            except (OSError, ValueError):
                self._is_gone = True

    def drop_rest(self) -> None:
        """Write nothing more."""
        self._is_gone = True

    def fileno(self) -> int:
        """The number of the terminal's file."""
        return self._terminal.fileno()

    def isatty(self) -> bool:
        """True, if that was a terminal at all."""
        return self._terminal.isatty()
