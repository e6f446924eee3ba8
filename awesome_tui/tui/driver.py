"""The way to the terminal."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from awesome_tui.tui.sgr import shortened

_OTHER_SCREEN = "\x1b[?1049h"
_END_OF_LOOK = "\x1b[0m"


class TerminalDriver(LinuxDriver):
    """Sends frames in fewer bytes."""

    def write(self, data: str) -> None:
        super().write(shortened(data) if _END_OF_LOOK in data else data)


class TakeoverDriver(TerminalDriver):
    """The same for a terminal on the other screen already: told again, some would blank it."""

    _is_there = True

    def write(self, data: str) -> None:
        if self._is_there and data == _OTHER_SCREEN:
            self._is_there = False
        else:
            super().write(data)
