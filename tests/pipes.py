"""Named pipes that show which processes are alive."""

from __future__ import annotations

import os
import time
from pathlib import Path


def nobody_reads(pipe: Path) -> bool:
    """True if the last reader of `pipe` exits soon; a killed process takes a moment."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            return True
    return False
