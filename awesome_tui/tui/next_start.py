"""How the next start is to look: its theme, its sizes, and the frame that it shows at once."""

from __future__ import annotations

from awesome_tui.model.appearance import Appearance
from awesome_tui.system.start_frame import Frame, Start
from awesome_tui.tui.session import Session


class NextStart:
    """Keeps in the library of a session what starts like this one begin with."""

    def __init__(self, session: Session, start: Start | None, appearance: Appearance) -> None:
        """`appearance` is as it was kept; without a `start`, no frame is."""
        self._session = session
        self._start = start
        self._kept = appearance
        self.first_page = ""
        """The name of the page that such a start shows."""

    def keep_appearance(self, now: Appearance) -> None:
        """Keep what is not as at the last time: another window may have changed the rest."""
        changed = now.changes_since(self._kept)
        if changed and self._session.services is not None:
            self._session.services.library.settings.save(changed)
            self._kept = now

    def wants_frame(self) -> bool:
        """True where the page that is shown is the one that the next start shows."""
        page = self._session.page
        if self._start is None or self._session.services is None or page is None:
            return False
        return bool(page.name) and page.name == self.first_page

    def keep_frame(self, size: tuple[int, int], shown: Appearance, text: str | None) -> None:
        """Keep `text` as the frame of that size and appearance; without one, keep none."""
        services, page = self._session.services, self._session.page
        if self._start is None or services is None or page is None:
            return
        if text is None:
            services.library.frames.drop(self._start.name)
        else:
            look = self._start.look(*size, shown.theme, page.stamp, shown.sizes)
            services.library.frames.save(Frame(self._start.name, page.name, look, text))
