"""What the commands' arguments have in common."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from awesome_tui.errors import ChoiceError
from awesome_tui.text import clean
from awesome_tui.urls import public

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

SOURCES = """\
SOURCE is a file (Markdown, reStructuredText, Org, AsciiDoc or HTML), a folder (its README), - for
standard input, owner/repo on GitHub, gl:owner/repo on GitLab, cb:owner/repo on Codeberg, with
@branch and :path/file.md where need be, a URL, or the name of a list, such as microservices, which
comes with the program, or python."""

ACTIONS: Mapping[str, str] = {
    "bookmarks": "list export import",
    "completions": "bash zsh fish",
    "library": "list remove",
}
"""The words that some commands begin with."""


class Parser(argparse.ArgumentParser):
    """argparse, careful with what it repeats of what was typed."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and exit."""
        super().error(clean(public(message)))

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print it as far as somebody reads on; Python 3.11.2 minds who does not."""
        with suppress(BrokenPipeError):
            super().print_help(file)


def parser(program: str, usage: str, description: str, notes: str = "") -> Parser:
    """A parser that shows its help as it is written here."""
    return Parser(
        prog=program,
        usage=f"%(prog)s {usage}",
        description=description,
        epilog=notes,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def check_action(command: str, argv: Sequence[str]) -> None:
    """Say which actions `command` has, unless it begins with one, an option or nothing."""
    *most, last = ACTIONS[command].split()
    if argv and not argv[0].startswith("-") and argv[0] not in (*most, last):
        word = clean(public(argv[0]))
        raise ChoiceError(f"{command} has no action {word}: name {', '.join(most)} or {last}.")


def add_format(
    parser: argparse.ArgumentParser, formats: Iterable[str], default: str | None
) -> None:
    """`-f`, one of `formats`."""
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        choices=tuple(formats),
        default=default,
        help="%(choices)s" + (f" ({default} where none is given)" if default else ""),
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """`-o`, a file in place of standard output."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help="write to FILE, whole or not at all"
    )


def add_query(parser: argparse.ArgumentParser) -> None:
    """`-q`, which chooses entries."""
    parser.add_argument(
        "-q", "--query", metavar="QUERY", default="", help="only the entries that match QUERY"
    )


def add_network(parser: argparse.ArgumentParser) -> None:
    """How lists that are not here are had."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--offline", action="store_true", help="never use the network: open what is stored"
    )
    which.add_argument("--refresh", action="store_true", help="wait for what the network has now")
