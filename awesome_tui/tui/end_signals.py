"""Signals that end the screens: as a key does, or at once where the terminal takes nothing."""

from __future__ import annotations

import os
import signal
from asyncio import AbstractEventLoop
from collections.abc import Callable
from time import monotonic

from awesome_tui.system.terminal import handled_signals

_TOGETHER = 0.1
"""Seconds within which two signals are one: `timeout` sends its to the process and to its group."""


class EndSignals:
    """Ends by the first signal; by another SIGTERM, without waiting for anything.

    A terminal that nobody reads from, such as that of a connection that is broken, holds up all who
    write to it, and the event loop among them.
    """

    def __init__(self, end: Callable[[int], None], abandon: Callable[[], None]) -> None:
        """`end` is called on the event loop, with the exit status; `abandon` frees the terminal."""
        self._end = end
        self._abandon = abandon
        self._asked: float | None = None
        """The time of the first SIGTERM."""

    def watch(self, loop: AbstractEventLoop) -> None:
        """Handle them from now on; without, they leave the terminal in the state of the screens.

        Not by the loop, which may be held up, and which would still handle ctrl+c after a program
        that had the terminal.
        """

        def take(number: int, _: object) -> None:
            self._take(number, loop)

        try:
            if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
                signal.signal(signal.SIGINT, take)
            for number in handled_signals():
                signal.signal(number, take)
        except ValueError:  # not the main thread
            return

    def _take(self, number: int, loop: AbstractEventLoop) -> None:
        status = 128 + number
        if loop.is_closed():  # the screens are gone
            is_interrupt = number == signal.SIGINT
            signal.signal(number, signal.default_int_handler if is_interrupt else signal.SIG_DFL)
            signal.raise_signal(number)
        if number == signal.SIGTERM and self._is_asked_again():
            self._abandon()
            os._exit(status)
        loop.call_soon_threadsafe(self._end, status)

    def _is_asked_again(self) -> bool:
        now = monotonic()
        if self._asked is None:
            self._asked = now
        return now > self._asked + _TOGETHER
