"""A check for linear time, relative to a smaller text, so that it holds on any machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES = 16
"""The factor between the text sizes; quadratic time grows by its square, 256."""
_GENEROUS = 4
_TRIES = 3
_LEAST = 0.001
"""Seconds below which the clock is too coarse."""


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """True if `work(size)` takes about `TIMES` the CPU time of `work(size

    TIMES)`.

    The best of several tries counts, as other processes only ever slow it down.
    """
    small = min(_seconds(work, size // TIMES) for _ in range(_TRIES))
    allowed = _GENEROUS * TIMES * max(small, _LEAST)
    return any(_seconds(work, size) <= allowed for _ in range(_TRIES))


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # what other tests have left would be looked through again and again
    try:
        start = time.process_time()
        work(size)
        return time.process_time() - start
    finally:
        gc.enable()
