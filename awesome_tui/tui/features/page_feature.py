"""A thing that can be done with the pages of a session."""

from __future__ import annotations

from awesome_tui.tui.features.feature import Feature
from awesome_tui.tui.screens.session_screen import SessionScreen
from awesome_tui.tui.widgets.page_browser import PageBrowser


class PageFeature(Feature):
    """Knows the session, and the browser that shows its pages."""

    screen: SessionScreen
    browser: PageBrowser

    def __init__(self, screen: SessionScreen) -> None:
        super().__init__(screen)
        self.session = screen.session
