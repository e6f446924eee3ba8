"""Named pipes that show which processes are alive."""

from __future__ import annotations

import os
import select
from pathlib import Path


def nobody_reads(pipe: Path) -> bool:
    """True if the last reader of `pipe` exits soon; a killed process takes a moment."""
    try:
        end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return True
    # It stays open meanwhile: a reader would exit by itself at the end of its input.
    try:
        watch = select.poll()
        watch.register(end, 0)  # for the error of a pipe without readers
        return bool(watch.poll(10_000))
    finally:
        os.close(end)
