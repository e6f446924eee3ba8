"""The escape sequences that draw a screen as it is now."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def frame_text(screen: Screen[Any]) -> str:
    """Every line of `screen` with the sequences that place and colour it.

    Read from the compositor: shown again at the next start, it is there in a third of the time.
    """
    lines = screen._compositor.render_strips(screen.app.size)
    console = screen.app.console
    return "".join(f"\x1b[{y};1H{line.render(console)}" for y, line in enumerate(lines, 1))
