"""The app of the picker, which `pick_command` loads late: Textual takes most of the start."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial

from awesome_tui.cli.app_runner import choose_theme
from awesome_tui.cli.context import Context
from awesome_tui.cli.known_links import read_link_status
from awesome_tui.cli.user_desktop import make_desktop
from awesome_tui.config.loading import LoadedConfig
from awesome_tui.config.problems import tell_problems
from awesome_tui.model.appearance import Appearance
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.entry_status import LinkStatus
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.configured import check_for_screens, set_up_panes
from awesome_tui.tui.screens.picker import SCREENS
from awesome_tui.tui.themes import make_theme


def make_picker_app(
    load_list: Callable[[], AwesomeList],
    args: argparse.Namespace,
    context: Context,
    loaded: LoadedConfig,
    appearance: Appearance,
) -> AwesomeApp:
    """Build the app in which the entries of a list are picked."""
    desktop = make_desktop(context, loaded.config)
    screen = SCREENS[args.picking](load_list, desktop, args.query, args.section)
    screen.browser.read_status = partial(_read_status, context)
    screen.use_appearance(appearance)
    loaded, keymap, themes = check_for_screens(loaded, context.themes_folder, picking=True)
    set_up_panes(screen, loaded.config)
    theme = choose_theme(args, loaded, context, appearance)
    return AwesomeApp(
        screen,
        theme.name,
        is_asked=theme.is_asked,
        follows_terminal=theme.follows_terminal,
        encoding=context.terminal_encoding,
        keymap=keymap,
        themes=[make_theme(theme) for theme in themes],
        problem=tell_problems(loaded.problems),
    )


def _read_status(context: Context, urls: Sequence[str | None]) -> LinkStatus:
    with context.services.open_file(context.library_path) as library:
        return read_link_status(library, context, urls)
