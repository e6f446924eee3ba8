"""How the screens look, from one start to the next."""

from __future__ import annotations

from dataclasses import replace

from awesome_tui.model.appearance import Appearance
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.screens.links import LinkScreen
from awesome_tui.tui.widgets.list_browser import ListBrowser
from awesome_tui.tui.widgets.panes import Panes


class LookScreen(LinkScreen):
    """A screen that looks as it did at the last start, and notes what is changed."""

    def __init__(self, desktop: Desktop, browser: ListBrowser) -> None:
        super().__init__(desktop, browser)
        self._appearance = Appearance()

    def use_appearance(self, appearance: Appearance) -> None:
        """Look as at the last start; called before anything is shown."""
        self._appearance = appearance
        self.browser.panes.set_reactive(Panes.sizes, appearance.sizes)

    @property
    def appearance(self) -> Appearance:
        """The look that the next start is to have."""
        return replace(self._appearance, sizes=self.browser.panes.sizes)

    def keep_theme(self, theme: str) -> None:
        """Note the theme for the next start."""
        self._appearance = replace(self._appearance, theme=theme)

    def keep_background(self, is_light: bool) -> None:
        """Note the terminal's background for the next start."""
        self._appearance = replace(self._appearance, is_light=is_light)

    def remember_frame(self) -> None:
        """Keep the frame for the next start; a list alone keeps none."""
