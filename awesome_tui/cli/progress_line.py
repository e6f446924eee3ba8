"""A line on standard error that tells how far a command is, where a terminal shows it."""

from __future__ import annotations

import shutil

from awesome_tui.cli.context import Context
from awesome_tui.system.output import write_error
from awesome_tui.text.sanitize import clean

_CLEAR_LINE = "\r\x1b[K"


class ProgressLine:
    """One line that each text replaces; nothing where standard error is no terminal."""

    def __init__(self, context: Context) -> None:
        self._stderr = context.stderr
        is_terminal = context.stderr is not None and context.stderr.isatty()
        self._is_shown = is_terminal and not context.has_plain_terminal

    def show(self, text: str) -> None:
        """Show `text`, as far as it fits; empty to leave a clean line."""
        if self._is_shown:
            width = shutil.get_terminal_size().columns - 1
            write_error(_CLEAR_LINE + clean(text)[:width], self._stderr)
