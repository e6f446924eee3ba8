"""The run of the app for the commands that open the screens: its terminal, theme and end."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from awesome_tui.cli.context import Context
from awesome_tui.errors import ScreenError
from awesome_tui.model.appearance import DARK, LIGHT, Appearance, ThemeChoice
from awesome_tui.system.output import flush_quietly
from awesome_tui.system.terminal import attach_terminal, check_file_limit

if TYPE_CHECKING:
    from awesome_tui.config.loading import LoadedConfig
    from awesome_tui.model.entries import AwesomeList, Entry
    from awesome_tui.system.start_frame import Start
    from awesome_tui.system.terminal import Preview
    from awesome_tui.tui.app import AwesomeApp

COLOURLESS = "ansi-dark"
"""The theme that can do without colours."""
_MUTE = ("linux", "dumb", "unknown")
"""Values of TERM whose terminals may print the query for their background, not answer it."""


class Opening(NamedTuple):
    """The list and the look that the reader begins with."""

    load_list: Callable[[], AwesomeList] | None
    """None for Home, and for a list on the network."""
    appearance: Appearance
    theme: ThemeChoice
    start: Start | None = None
    """None where no frame is kept for the next start."""
    problem: str | None = None
    """Something to tell the user."""
    preview: Preview | None = None
    """The kept frame that the terminal shows already."""


def prepare_terminal(context: Context) -> None:
    """Attach the screens to the terminal, or raise an error if it shows nothing but lines."""
    if context.has_plain_terminal:
        raise ScreenError(
            f"TERM={context.environ['TERM']} says that this terminal has no screen to draw on:"
            " name a list to be printed as lines."
        )
    check_file_limit()
    attach_terminal()


def load_screen_config(args: argparse.Namespace, context: Context) -> LoadedConfig:
    """Load the settings for the screens, whose options go before all others."""
    # Where nothing is set, the first frame does without.
    from awesome_tui.config.loading import load_config  # noqa: PLC0415

    flags = {"theme": args.theme} if args.theme else {}
    flags |= {} if args.mouse else {"mouse": False}
    return load_config(context.config_path, context.environ).with_flags(flags)


def has_settings(context: Context) -> bool:
    """True where there is a file of settings, or a variable sets the theme."""
    return bool(context.environ.get("AWESOME_TUI_THEME")) or os.path.lexists(context.config_path)


def choose_theme(
    args: argparse.Namespace, loaded: LoadedConfig | None, context: Context, appearance: Appearance
) -> ThemeChoice:
    """Return the theme asked for (also by `NO_COLOR`), else the last one chosen, else the default.

    `loaded` are the settings, if there are any.
    """
    theme, origin = args.theme or "", "flag" if args.theme else ""
    if loaded is not None:
        theme, origin = loaded.config.theme, loaded.origins.get("theme", "")
    if "NO_COLOR" in context.environ and origin in ("", "file"):
        return ThemeChoice(COLOURLESS, is_asked=True)
    if theme or appearance.theme:
        return ThemeChoice(theme or appearance.theme, is_asked=origin == "flag")
    follows_terminal = context.environ.get("TERM") not in _MUTE
    return ThemeChoice(LIGHT if appearance.is_light else DARK, follows_terminal=follows_terminal)


def run_app(app: AwesomeApp, context: Context, *, mouse: bool) -> tuple[Entry, ...] | None:
    """Run the app to its end and return the entries that were picked, if any were."""
    if "TEXTUAL_FPS" not in context.environ:
        app.draw_at_once()
    with app.watching_threads():
        chosen = app.run(mouse=mouse)
    flush_quietly(context.stdout)  # their terminal may be gone by now
    flush_quietly(context.stderr)
    if app.crash is not None:
        raise app.crash
    if app.failure:
        context.complain(app.failure)
    return chosen
