"""Progress of a command, shown on standard error if that is a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from awesome_tui.cli.context import Context
from awesome_tui.system.output import write_error
from awesome_tui.text.sanitize import clean

_CLEAR_LINE = "\r\x1b[K"
_PATIENCE = 2
"""Seconds after which a user wonders whether anything goes on."""


class ProgressLine:
    """A line that each text replaces; hidden if standard error is not a terminal."""

    def __init__(self, context: Context) -> None:
        self._stderr = context.stderr
        self._is_shown = _is_seen(context) and not context.has_plain_terminal

    def show(self, text: str) -> None:
        """Show `text`, as far as it fits; empty to leave a clean line."""
        if self._is_shown:
            width = shutil.get_terminal_size().columns - 1
            write_error(_CLEAR_LINE + clean(text)[:width], self._stderr)


@contextmanager
def told_if_slow(doing: str, context: Context) -> Iterator[None]:
    """Say what the program is `doing`, such as "Opening FILE", if that takes a while."""
    timer = Timer(_PATIENCE, context.complain, [f"{doing} takes a while: ctrl+c stops it."])
    if _is_seen(context):
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _is_seen(context: Context) -> bool:
    return context.stderr is not None and context.stderr.isatty()
