"""The last frame of the screen, kept for the next start."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from awesome_tui.model.appearance import Appearance
from awesome_tui.system.start_frame import Frame, Start
from awesome_tui.tui.session import Session


class FrameKeeper:
    """Keeps what is on the screen for a start like this one, which shows it at once."""

    def __init__(self, start: Start | None) -> None:
        self._start = start
        self.first_page = ""
        """The name of the page that such a start shows."""

    def wants(self, session: Session) -> bool:
        """True where the page that is shown is the one that the next start shows."""
        page = session.page
        if self._start is None or session.services is None or page is None:
            return False
        return bool(page.name) and page.name == self.first_page

    def keep(
        self, session: Session, size: tuple[int, int], shown: Appearance, text: str | None
    ) -> None:
        """Keep `text` as the frame of that size and appearance; without one, keep none."""
        if self._start is None or session.services is None or session.page is None:
            return
        frames, page = session.services.library.frames, session.page
        if text is None:
            frames.drop(self._start.name)
        else:
            look = self._start.look(*size, shown.theme, page.stamp, shown.sizes)
            frames.save(Frame(self._start.name, page.name, look, text))


def frame_text(screen: Screen[Any]) -> str:
    """The compositor's lines of `screen`, with the sequences that place and colour them."""
    lines = screen._compositor.render_strips(screen.app.size)
    console = screen.app.console
    return "".join(f"\x1b[{y};1H{line.render(console)}" for y, line in enumerate(lines, 1))
