"""The apps of the commands that open the screens; loading this loads Textual."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from awesome_tui.cli.app_runner import Opening, choose_theme
from awesome_tui.cli.context import Context
from awesome_tui.config.loading import LoadedConfig
from awesome_tui.config.problems import tell_problems
from awesome_tui.config.settings import Config
from awesome_tui.config.settings_file import SettingsFile
from awesome_tui.model.appearance import Appearance, ThemeChoice
from awesome_tui.model.entries import AwesomeList
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.configured import (
    CheckedConfig,
    check_for_screens,
    load_config_checks,
    set_up_panes,
)
from awesome_tui.tui.pages import HOME, Services
from awesome_tui.tui.screens.browser import BrowserScreen
from awesome_tui.tui.screens.reader import ReaderScreen
from awesome_tui.tui.themes import make_theme

if TYPE_CHECKING:
    from awesome_tui.tui.config_checks import ConfigChecks

_KERNEL = Path("/proc/version")


class ScreenApps(NamedTuple):
    """Builds the apps for a context."""

    context: Context

    def config_checks(self) -> ConfigChecks:
        """Build the checks of settings that need to know the screens."""
        return load_config_checks(self.context.themes_folder)

    def make_default_settings(self) -> str:
        """Build the documented file of settings, with the ids of all commands."""
        return self.config_checks().make_default_file()

    def make_reader(
        self,
        opening: Opening,
        args: argparse.Namespace,
        loaded: LoadedConfig,
        until_the_end: ExitStack,
    ) -> AwesomeApp:
        """Build the app that opens on the source in `args`, or on Home if it names none."""
        context = self.context
        checked = check_for_screens(loaded, context.themes_folder)
        config, previewed = checked.loaded.config, opening.preview is not None
        problem = " ".join(filter(None, (tell_problems(checked.loaded.problems), opening.problem)))
        screen = ReaderScreen(
            args.source or HOME,
            opening.load_list,
            partial(self.open_services, config, args, until_the_end, problem),
            self._make_desktop(config),
            query=args.query,
            section=args.section,
            refresh=args.refresh,
            appearance=opening.appearance,
            start=opening.start,
            previewed=previewed,
        )
        file = SettingsFile(context.config_path, context.environ, self.make_default_settings)
        screen.settings.use(file, checked.loaded, self._make_desktop)
        screen.commands.use(config.commands)
        return self._make_app(screen, opening.theme, checked, previewed=previewed)

    def make_picker(
        self,
        load_list: Callable[[], AwesomeList],
        args: argparse.Namespace,
        loaded: LoadedConfig,
        appearance: Appearance,
    ) -> AwesomeApp:
        """Build the app in which the entries of a list are picked."""
        from awesome_tui.tui.screens.picker import SCREENS  # noqa: PLC0415  for no reader to load

        context = self.context
        checked = check_for_screens(loaded, context.themes_folder, picking=True)
        desktop = self._make_desktop(checked.loaded.config)
        screen = SCREENS[args.picking](load_list, desktop, args.query, args.section, appearance)
        # A function, as `searches` is imported on first use.
        screen.browser.read_status = lambda urls: context.searches.read_status(urls)  # noqa: PLW0108
        theme = choose_theme(args, checked.loaded, context, appearance)
        problem = tell_problems(checked.loaded.problems)
        return self._make_app(screen, theme, checked, problem=problem)

    def _make_desktop(self, config: Config) -> Desktop:
        """Build the desktop from the environment, the settings and the version of the kernel."""
        environ, kernel = dict(self.context.environ), ""
        if config.opener:
            environ["BROWSER"] = config.opener.replace("{url}", "%s")
        with suppress(OSError):
            kernel = _KERNEL.read_text("utf-8", "replace")
        return Desktop(environ, kernel=kernel, clipboard=config.clipboard)

    def _make_app(
        self,
        screen: BrowserScreen,
        theme: ThemeChoice,
        checked: CheckedConfig,
        *,
        previewed: bool = False,
        problem: str = "",
    ) -> AwesomeApp:
        set_up_panes(screen, checked.loaded.config)
        return AwesomeApp(
            screen,
            theme,
            [make_theme(own) for own in checked.themes],
            previewed=previewed,
            encoding=self.context.terminal_encoding,
            keymap=checked.keymap,
            problem=problem,
        )

    def open_services(
        self, config: Config, args: argparse.Namespace, until_the_end: ExitStack, problem: str = ""
    ) -> Services:
        """Open the library and all else that the screens build on; called once they are drawn."""
        # Imported late, as most of it is for the network, and the first frame needs none of it.
        from awesome_tui.cli.screen_services import open_services  # noqa: PLC0415

        return open_services(self.context, config, args, until_the_end, problem)
