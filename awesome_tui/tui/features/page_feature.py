"""The base class of features that need a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesome_tui.tui.features.feature import Feature

if TYPE_CHECKING:
    from awesome_tui.tui.screens.reader import ReaderScreen
    from awesome_tui.tui.widgets.page_browser import PageBrowser


class PageFeature(Feature):
    """A feature of the reader, which knows session and pages."""

    screen: ReaderScreen
    browser: PageBrowser

    def __init__(self, screen: ReaderScreen) -> None:
        super().__init__(screen)
        self.session = screen.session

    def say_notices(self, first: str = "") -> None:
        """Show the notices of the library, after the text `first`."""
        if notice := " ".join(filter(None, (first, self.session.take_notices()))):
            self.say(notice, error=True)
