"""The run of the app for the commands that open the screens: its terminal, theme and end."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesome_tui.cli.context import Context
from awesome_tui.errors import TerminalError
from awesome_tui.model.appearance import Appearance
from awesome_tui.system.output import flush_quietly
from awesome_tui.system.terminal import attach_terminal

if TYPE_CHECKING:
    from awesome_tui.model.entries import Entry
    from awesome_tui.tui.app import AwesomeApp

DARK, LIGHT, COLOURLESS = "quiet-dark", "quiet-light", "ansi-dark"
"""The themes for those who name none, and the one that can do without colours."""
_MUTE = ("linux", "dumb", "unknown")
"""Values of TERM of terminals that tell no background, and might print the question for it."""


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """The theme of a start."""

    name: str
    is_asked: bool = False
    """True if the user asks for it now, by an option or a variable."""
    follows_terminal: bool = False
    """True if nobody has chosen, and the terminal's background decides."""


def prepare_terminal(context: Context) -> None:
    """Attach the screens to the terminal, or raise an error if it shows nothing but lines."""
    if context.has_plain_terminal:
        raise TerminalError(
            f"TERM={context.environ['TERM']} says that this terminal has no screen to draw on:"
            " name a list to be printed as lines."
        )
    attach_terminal()


def choose_theme(args: argparse.Namespace, context: Context, appearance: Appearance) -> ThemeChoice:
    """The theme that the user asks for by option or `NO_COLOR`, chose last, or one of the usual."""
    if args.theme or "NO_COLOR" in context.environ:
        return ThemeChoice(args.theme or COLOURLESS, is_asked=True)
    if appearance.theme:
        return ThemeChoice(appearance.theme)
    follows_terminal = context.environ.get("TERM") not in _MUTE
    return ThemeChoice(LIGHT if appearance.is_light else DARK, follows_terminal=follows_terminal)


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
