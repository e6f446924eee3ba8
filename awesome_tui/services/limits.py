"""Time and memory limits for parsing a text, by its size; no real list comes near them.

Time is CPU time of this program, so other processes on a busy machine do not count.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from _thread import interrupt_main
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Timer, current_thread, main_thread
from types import FrameType
from typing import NamedTuple, TypeVar

from awesome_tui.errors import TooLarge, TooSlow

_ORDINARY = 8 * 1024 * 1024
_SECONDS = 10
_MEMORY = 1024
_PATIENCE = 3
"""The extra factor of time for larger lists, which nobody opens by accident."""
_IN_COMMAND = 0.95
"""The share of the time limit for parsing within a command; the rest covers its start and end."""
_BUSY = 10
"""The factor of wall-clock time over CPU time, which allows for a busy machine."""
_GLANCE = 0.1
"""The interval in seconds of checking the time after the first check."""

_Item = TypeVar("_Item")


class Limits(NamedTuple):
    """The limits for reading one source."""

    source: str
    seconds: float
    memory: int
    """In MiB."""

    @property
    def by_the_clock(self) -> float:
        """The limit in seconds of wall-clock time; the only time limit on Windows."""
        return self.seconds * (1 if sys.platform == "win32" else _BUSY)

    def too_slow(self) -> TooSlow:
        """The error for exceeding the time limit."""
        return TooSlow(f"Cannot read {self.source}: it takes more than {self.seconds:.0f} seconds.")

    def too_large(self) -> TooLarge:
        """The error for exceeding the memory limit."""
        return TooLarge(
            f"Cannot read {self.source}: it takes more than {self.memory} MiB of memory."
        )


def limits_for_size(source: str, size: int) -> Limits:
    """The limits for a text of `size` characters; above 8 MiB they grow in proportion."""
    if size <= _ORDINARY:
        return Limits(source, _SECONDS, _MEMORY)
    share = size / _ORDINARY
    return Limits(source, _PATIENCE * _SECONDS * share, int(_MEMORY * share))


@contextmanager
def deadline(bound: Limits) -> Iterator[None]:
    """Raise `TooSlow` after the time limit; has no effect in other threads.

    It measures the CPU time of this process, and of the child processes that it has waited for; on
    Windows, that of the clock.
    """
    if current_thread() is main_thread():
        with _deadline_in_main_thread(bound):
            yield
    else:
        yield


if sys.platform == "win32":

    @contextmanager
    def _deadline_in_main_thread(bound: Limits) -> Iterator[None]:
        is_over = Event()

        def interrupt() -> None:
            is_over.set()
            interrupt_main()  # as ctrl+c does

        timer = Timer(_IN_COMMAND * bound.by_the_clock, interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield
        except KeyboardInterrupt:
            if is_over.is_set():
                raise bound.too_slow() from None
            raise
        finally:
            timer.cancel()

else:

    @contextmanager
    def _deadline_in_main_thread(bound: Limits) -> Iterator[None]:
        start = os.times()

        def check(number: int, frame: FrameType | None) -> None:
            if _is_over(start, _IN_COMMAND * bound.seconds, _IN_COMMAND * bound.by_the_clock):
                signal.setitimer(signal.ITIMER_REAL, 0)
                raise bound.too_slow()

        before = signal.signal(signal.SIGALRM, check)
        signal.setitimer(signal.ITIMER_REAL, _IN_COMMAND * bound.seconds, _GLANCE)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def within_time(items: Iterable[_Item], seconds: float, bound: Limits) -> Iterator[_Item]:
    """Yield `items`; raises `TooSlow` once this thread has used `seconds` of CPU time."""
    end = time.thread_time() + seconds
    for item in items:
        if time.thread_time() > end:
            raise bound.too_slow()
        yield item


def _is_over(start: os.times_result, seconds: float, by_the_clock: float) -> bool:
    now = os.times()
    worked = sum(now[:4]) - sum(start[:4])
    return worked > seconds or now.elapsed - start.elapsed > by_the_clock
