"""The run of the app for the commands that open the screens: its terminal, theme and end."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from awesome_tui.cli.context import Context
from awesome_tui.errors import TerminalError
from awesome_tui.system.output import flush_quietly
from awesome_tui.system.terminal import attach_terminal

if TYPE_CHECKING:
    from awesome_tui.model.entries import Entry
    from awesome_tui.tui.app import AwesomeApp

COLOURED, COLOURLESS = "quiet-dark", "ansi-dark"
"""The theme for those who name none, and the one that can do without colours."""


def prepare_terminal(context: Context) -> None:
    """Attach the screens to the terminal, or raise an error if it shows nothing but lines."""
    if context.has_plain_terminal:
        raise TerminalError(
            f"TERM={context.environ['TERM']} says that this terminal has no screen to draw on:"
            " name a list to be printed as lines."
        )
    attach_terminal()


def choose_theme(args: argparse.Namespace, context: Context) -> str:
    """Name of the theme that the user asks for, by option or by `NO_COLOR`, or the usual one."""
    chosen: str | None = args.theme
    return chosen or (COLOURLESS if "NO_COLOR" in context.environ else COLOURED)


def run_app(
    app: AwesomeApp, args: argparse.Namespace, context: Context
) -> tuple[Entry, ...] | None:
    """Run the app to its end and return the entries that were picked, if any were."""
    with app.watching_threads():
        chosen = app.run(mouse=args.mouse)
    flush_quietly(context.stdout)  # their terminal may be gone by now
    flush_quietly(context.stderr)
    if app.crash is not None:
        raise app.crash
    if app.failure:
        context.complain(app.failure)
    return chosen
