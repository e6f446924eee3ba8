"""The frame on the screen as text, for the next start."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def frame_text(screen: Screen[Any]) -> str:
    """The compositor's lines of `screen`, with the sequences that place and colour them."""
    lines = screen._compositor.render_strips(screen.app.size)
    console = screen.app.console
    return "".join(f"\x1b[{y};1H{line.render(console)}" for y, line in enumerate(lines, 1))
