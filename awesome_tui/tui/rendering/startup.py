"""Settings of Python that must be made before Textual is loaded."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SWITCH = 0.001
"""The thread switch interval in seconds, a fifth of Python's: keys wait less for worker threads."""


@contextmanager
def quick_screens() -> Iterator[None]:
    """Speed up start and key response.

    Garbage collection while Textual loads costs a twentieth of the start; the app enables it again
    after its first frame.
    """
    gc.disable()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
        gc.enable()
