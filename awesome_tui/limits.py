"""How much time and memory a text may take, by its size; no honest list comes near."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from types import FrameType

from awesome_tui.errors import TooLarge, TooSlow

_ORDINARY = 8 * 1024 * 1024
_SECONDS = 10
_MEMORY = 1024
_PATIENCE = 3
"""Nobody opens a larger list by accident."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the text of one source may take, all in all."""

    source: str
    seconds: float
    memory: int
    """In MiB."""

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
    """Raise `TooSlow` where the time is over; has no effect in other threads, and on Windows."""
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise bound.too_slow()

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.95 * bound.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
