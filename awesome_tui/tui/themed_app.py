"""The theme of the app: chosen with a preview, or by the terminal's background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Generic, TypeVar

from textual import work
from textual.app import App
from textual.constants import DEFAULT_THEME
from textual.theme import Theme

from awesome_tui.errors import AwesomeError
from awesome_tui.model.appearance import ThemeChoice
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.rendering.quick_app import QuickApp
from awesome_tui.tui.rendering.terminal_background import BackgroundTold
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.themes import ANSI, DARK, LIGHT, OURS, readable_colors

T = TypeVar("T")

_FEW_COLORS = Path(__file__).with_name("few_colors.tcss")
"""Rules for themes of the terminal's own colours, and for none; without them 2 ms less to start."""


class ThemedApp(QuickApp[T], Generic[T]):
    """An app with a theme, which its first screen stores for the next start."""

    def __init__(
        self,
        first: BrowserScreen,
        theme: ThemeChoice | None = None,
        themes: Sequence[Theme] = (),
    ) -> None:
        """An unknown `theme` is an error only if it was asked for at this start.

        `themes` are the user's own.
        """
        theme = theme or ThemeChoice()
        self._is_themed = False
        self.follows_terminal = theme.follows_terminal
        # With NO_COLOR, this decides between no colours at all and our own greys.
        super().__init__(ansi_color=True if theme.name in ANSI else None)
        self.set_reactive(App.ansi_color, None)  # from now on, the theme decides
        self._first = first
        self._special = (*OURS, *themes)
        for special in self._special:
            self.register_theme(special)
        is_known = theme.name in self.available_themes
        if theme.is_asked and not is_known:
            known = " or ".join(each.name for each in OURS)
            raise AwesomeError(
                f'No theme called "{theme.name}". Try {known}, or press t to see all.'
            )
        self._is_themed = True
        self.theme = theme.name if is_known else DARK.name
        if self._has_few_colors:
            self.css_path.append(_FEW_COLORS)
        if self.theme == DEFAULT_THEME:  # which is no change that Textual would follow
            self.stylesheet.set_variables(self.get_css_variables())

    @property
    def _has_few_colors(self) -> bool:
        return self.no_color or self.native_ansi_color

    def get_css_variables(self) -> dict[str, str]:
        if not self._is_themed:  # Textual asks for those of its usual theme, too
            return {}
        variables = super().get_css_variables()
        variables.update(readable_colors(variables))
        return variables

    def refresh_css(self, animate: bool = True) -> None:
        if self._has_few_colors and not self.stylesheet.has_source(str(_FEW_COLORS)):
            self.stylesheet.read(_FEW_COLORS)
        if self._first.is_attached:
            super().refresh_css(animate)
        else:  # without a screen, Textual would parse all rules, and again for the first screen
            self.stylesheet.set_variables(self.get_css_variables())

    @work(group="question")
    async def action_choose_theme(self) -> None:
        """Let the user choose among all themes, with a preview."""
        ours = [theme.name for theme in self._special]
        names, before = [*ours, *sorted(self.available_themes.keys() - ours)], self.theme

        def show(number: int) -> None:
            self.theme = names[number]

        choices = [("", name) for name in names]
        chosen = await ask(self).choice("Theme", choices, names.index(before), preview=show)
        self.theme = before if chosen is None else names[chosen]
        if chosen is not None:
            self.follows_terminal = False
            self._first.keep_theme(self.theme)

    def on_background_told(self, event: BackgroundTold) -> None:
        if self.follows_terminal:
            self.theme = (LIGHT if event.is_light else DARK).name
            self._first.keep_background(event.is_light)
