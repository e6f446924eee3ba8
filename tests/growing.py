"""What time in proportion means: held against a smaller text, so that any machine will do."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 16
"""What is quadratic takes 256 times as long for so many times the text."""
_GENEROUS = 4
_TRIES = 3
_LEAST = 0.001
"""Less than so many seconds cannot be told from nothing."""


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether `work(size)` takes about `TIMES` the processor time of `work(size // TIMES)`.

    The best of some tries counts: other programs only ever make it longer.
    """
    small = min(_seconds(work, size // TIMES) for _ in range(_TRIES))
    allowed = _GENEROUS * TIMES * max(small, _LEAST)
    return any(_seconds(work, size) <= allowed for _ in range(_TRIES))


def _seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start
