"""The styles of a screen at the start."""

from __future__ import annotations

from textual import events

from awesome_tui.tui.rendering.sparse_frames import SparseScreen


class FirstScreen(SparseScreen):
    """A screen that does not style its widgets a second time before its first frame.

    Textual styles each widget as it mounts it, and all of them when the screen comes to the front:
    6 ms of the 295 until the first entries are there.
    """

    _is_styled = False

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Take effect before Textual's own handler, which reads the event."""
        event.refresh_styles = event.refresh_styles and self._is_styled
        self._is_styled = True
