"""Coming to a terminal that shows already what will be shown."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

_OTHER_SCREEN = "\x1b[?1049h"


class TakeoverDriver(LinuxDriver):
    """Does not ask once more for the screen that is there: some terminals would blank it."""

    _is_there = True

    def write(self, data: str) -> None:
        if self._is_there and data == _OTHER_SCREEN:
            self._is_there = False
        else:
            super().write(data)
