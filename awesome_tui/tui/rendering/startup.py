"""Settings of Python and Textual that must be made before Textual is loaded."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_FRAMES = 1_000
"""Frames per second; at Textual's usual rate, search results would wait for one more frame."""
_SWITCH = 0.001
"""The thread switch interval in seconds, a fifth of Python's: keys wait less for worker threads."""


@contextmanager
def quick_screens(environ: Mapping[str, str]) -> Iterator[None]:
    """Speed up start and key response; the user's `TEXTUAL_FPS` has precedence.

    Garbage collection while modules load costs a sixth of the start; the app enables it again
    after its first frame.
    """
    gc.disable()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        if "TEXTUAL_FPS" not in environ:
            _draw_at_once()
        yield
    finally:
        sys.setswitchinterval(usual)
        gc.enable()


def _draw_at_once() -> None:
    from textual import constants  # noqa: PLC0415  unused if the start fails before

    # As an environment variable it would be inherited by the browser and other programs.
    vars(constants)["MAX_FPS"] = _FRAMES
