"""Named pipes, by which a test sees who is still alive."""

from __future__ import annotations

import os
import time
from pathlib import Path


def nobody_reads(pipe: Path) -> bool:
    """Whether the last reader of `pipe` ends soon; a process that is killed takes a moment."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            return True
    return False
