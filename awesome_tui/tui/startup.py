"""What the screens ask of Python and of Textual before Textual is loaded."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_FRAMES = 1_000
"""A second. What a search finds is drawn when it is found: at Textual's usual rate it would wait
for the next frame after the one that showed the letter."""
_SWITCH = 0.001
"""A key waits for no work behind the screen longer than so many seconds, a fifth of the usual."""


@contextmanager
def quick_screens(environ: Mapping[str, str]) -> Iterator[None]:
    """Let the screens start and answer quickly, unless the user's `TEXTUAL_FPS` says how quickly.

    To collect garbage while the modules load costs a sixth of the start; the application takes it
    up again once its first frame is drawn.
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
    from textual import constants  # noqa: PLC0415  whoever fails before does without

    # Put into the environment, from which Textual takes it, it would be handed on to the browser
    # and all other programs that are started.
    vars(constants)["MAX_FPS"] = _FRAMES
