"""What the commands' arguments have in common."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn, TypeVar

from awesome_tui.errors import ChoiceError
from awesome_tui.text import clean
from awesome_tui.urls import public

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


_NO_OPTION = "\0"
"""Stands before a word that looks like an option and is none; no argument of a program holds it."""

_Action = TypeVar("_Action", bound=argparse.Action)


class HelpAsked(Exception):  # noqa: N818  it is no error
    """Help or the version is what was asked for: the text to be printed."""


class Parser(argparse.ArgumentParser):
    """argparse, which leaves it to the program to print, and to exit."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments."""
        raise ChoiceError(f"{public(message)} ({self.prog} -h helps).")

    def _print_message(self, message: str, file: object = None) -> None:
        raise HelpAsked(message)

    def _add_action(self, action: _Action) -> _Action:
        if not action.option_strings and action.type is None:
            action.type = _as_typed
        return super()._add_action(action)


def without_end_of_options(argv: Sequence[str]) -> list[str]:
    """`argv` without its first `--`; what comes after that is no option, whatever it looks like.

    argparse itself takes such words for options where they stand among others, differently in each
    version of Python.
    """
    if "--" not in argv:
        return list(argv)
    end = argv.index("--")
    words = (f"{_NO_OPTION}{word}" if word.startswith("-") else word for word in argv[end + 1 :])
    return [*argv[:end], *words]


def _as_typed(word: str) -> str:
    return word.removeprefix(_NO_OPTION)


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
        *("-q", "--query"),
        metavar="QUERY",
        type=clean,
        default="",
        help="only the entries that match QUERY",
    )


def add_network(parser: argparse.ArgumentParser) -> None:
    """How lists that are not here are had."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--offline", action="store_true", help="never use the network: open what is stored"
    )
    which.add_argument("--refresh", action="store_true", help="wait for what the network has now")
