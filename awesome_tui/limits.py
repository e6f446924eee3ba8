"""How much time and memory a text may take, by its size; no honest list comes near.

Time is that of the processor, spent by this program: what others do at once costs a list nothing.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from types import FrameType
from typing import TypeVar

from awesome_tui.errors import TooLarge, TooSlow

_ORDINARY = 8 * 1024 * 1024
_SECONDS = 10
_MEMORY = 1024
_PATIENCE = 3
"""Nobody opens a larger list by accident."""
_IN_COMMAND = 0.95
"""Of the seconds; the rest is for the start of the program, and for its end."""
_BUSY = 10
"""How many times as long a text may take by the clock; so many others may be at work, too."""
_GLANCE = 0.1
"""So many seconds later it is looked again whether the time is over."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the text of one source may take, all in all."""

    source: str
    seconds: float
    memory: int
    """In MiB."""

    @property
    def by_the_clock(self) -> float:
        """The seconds after which it is given up in any case; Windows sets no other limit."""
        return self.seconds * (_BUSY if hasattr(signal, "setitimer") else 1)

    def too_slow(self) -> TooSlow:
        """The time is over."""
        return TooSlow(f"Cannot read {self.source}: it takes more than {self.seconds:.0f} seconds.")

    def too_large(self) -> TooLarge:
        """The memory is used up."""
        return TooLarge(
            f"Cannot read {self.source}: it takes more than {self.memory} MiB of memory."
        )


def limits(source: str, size: int) -> Limits:
    """The limits of a text of `size` characters; above 8 MB they grow with it."""
    if size <= _ORDINARY:
        return Limits(source, _SECONDS, _MEMORY)
    share = size / _ORDINARY
    return Limits(source, _PATIENCE * _SECONDS * share, int(_MEMORY * share))


@contextmanager
def deadline(bound: Limits) -> Iterator[None]:
    """Raise `TooSlow` where the time is over; has no effect in other threads, and on Windows.

    Counted is what this process works meanwhile, and the children that it has waited for.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
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


def in_time(items: Iterable[_Item], seconds: float, bound: Limits) -> Iterator[_Item]:
    """The same items, until this thread has worked for `seconds` on them: then `TooSlow`."""
    end = time.thread_time() + seconds
    for item in items:
        if time.thread_time() > end:
            raise bound.too_slow()
        yield item


def _is_over(start: os.times_result, seconds: float, by_the_clock: float) -> bool:
    now = os.times()
    worked = sum(now[:4]) - sum(start[:4])
    return worked > seconds or now.elapsed - start.elapsed > by_the_clock
