"""The table of commands: a new command is a module of this package and a row here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from awesome_tui.cli.arguments import Parser
    from awesome_tui.cli.context import Context


class CommandModule(Protocol):
    """A module that holds one command."""

    def make_parser(self) -> Parser:
        """Build the parser of the command's arguments, which also holds its help."""

    def run(self, argv: Sequence[str], context: Context) -> int:
        """Carry out the command with the arguments `argv` and return the exit status."""


class Command(NamedTuple):
    """A row of the table."""

    module: str
    """The module in this package."""
    summary: str
    """A few words for the list of commands in `--help`."""

    def load(self) -> CommandModule:
        """Import the module, which start-up does for no command but the one that runs."""
        return cast("CommandModule", import_module(f"{__package__}.{self.module}"))


DEFAULT = Command("open_command", "open a list on the screens, or print it as lines")
"""Runs where the first argument names no command."""

COMMANDS: Mapping[str, Command] = {
    "bookmarks": Command("bookmarks_command", "list, export or import bookmarks"),
    "catalogue": Command("catalogue_command", "list the lists known by name, or fetch the newest"),
    "check": Command("check_command", "find dead, moved and doubled links of a list"),
    "completions": Command("completions_command", "print a script for completion in a shell"),
    "config": Command("config_command", "show, write or check the file of settings"),
    "diff": Command("diff_command", "print what changed in a list"),
    "export": Command("export_command", "print a list as CSV, JSON, Markdown, …"),
    "library": Command("library_command", "list stored lists, or remove some"),
    "pick": Command("pick_command", "choose entries on the screens and print their URLs"),
    "search": Command("search_command", "search all stored lists"),
    "serve": Command("serve_command", "show the screens in a web browser"),
    "sync": Command("sync_command", "fetch or refresh lists for offline use"),
}
