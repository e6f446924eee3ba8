"""Arguments: the parser that all commands use, and the options that several share."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple, NoReturn, TypeVar

from awesome_tui.cli.help_format import HelpFormatter, format_examples
from awesome_tui.errors import ChoiceError
from awesome_tui.sources.forges import FORGES
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import local_path, without_secrets

_SHORTHANDS = ", ".join(f"{prefix}:owner/repo on {each.name}" for prefix, each in FORGES.items())

SOURCES = f"""\
SOURCE is a file (Markdown, reStructuredText, Org, AsciiDoc or HTML), a folder (its README), - for
standard input, {_SHORTHANDS.removeprefix("gh:")}, with
@branch and :path/file.md where need be, a URL, or the name of a list, such as microservices, which
comes with the program, or python."""
"""The kinds of source, for the help of each command that takes one."""

SOURCE_NAMES = ("SOURCE", "OLD", "NEW")
"""The names of operands that are lists."""

_OPERAND_MARK = "\0"
"""Put before an operand that looks like an option; no argument of a program can hold it."""

_Action = TypeVar("_Action", bound=argparse.Action)


class Argument(NamedTuple):
    """An option of a command, or an operand, which has no names."""

    names: tuple[str, ...]
    help: str
    takes_value: bool
    metavar: str
    values: tuple[str, ...]
    """Words that its value can be."""


class HelpRequested(Exception):  # noqa: N818  it is no error
    """Request for help or the version, with the text to be printed."""


class Parser(argparse.ArgumentParser):
    """A parser that leaves printing and exiting to `main`."""

    def error(self, message: str) -> NoReturn:
        """Raise an error that names the fault and where to find help."""
        plain = self._in_plain_words(message)
        raise ChoiceError(f"{without_secrets(plain)} ({self.prog} -h helps).")

    def _in_plain_words(self, message: str) -> str:
        """Reword a message of argparse for those who do not know its terms."""
        about, _, words = message.partition(": ")
        if about == "the following arguments are required":
            return f"{words} is missing"
        if about == "unrecognized arguments":
            return self._say_too_much(words.split())
        return message.removeprefix("argument ").replace(
            ": expected one argument", " wants a value"
        )

    def _say_too_much(self, words: Sequence[str]) -> str:
        options = [word for word in words if word.startswith("-")]
        if not options:
            return f"One argument too many: {''.join(words[:1]) or 'a blank one'}"
        known = {name.lower(): name for name in self._option_string_actions}
        similar = get_close_matches(options[0].lower(), known, n=1)
        return f"No option {options[0]}" + "".join(f": try {known[name]}" for name in similar)

    def arguments(self) -> Iterator[Argument]:
        """Options and operands, without the actions of a command."""
        expand = self._get_formatter()._expand_help
        for action in self._actions:
            if not isinstance(action, argparse._SubParsersAction):
                values, metavar = tuple(action.choices or ()), str(action.metavar or "")
                takes_value = action.nargs != 0
                yield Argument(
                    tuple(action.option_strings), expand(action), takes_value, metavar, values
                )

    @cached_property
    def _below(self) -> argparse._SubParsersAction[Parser]:
        return self.add_subparsers(dest="action", metavar="", prog=self.prog)

    def add_action(self, name: str, summary: str, usage: str = "", example: str = "") -> Parser:
        """Add a parser for an action, with the arguments of its `usage` and of an `example`."""
        return self._below.add_parser(
            name,
            usage=f"%(prog)s {usage}".rstrip(),
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=f"Example:\n  %(prog)s {example}".rstrip(),
            formatter_class=HelpFormatter,
            allow_abbrev=False,
        )

    def actions(self) -> Mapping[str, Parser]:
        """The parsers of the command's actions, by name."""
        parsers = (each.choices for each in self._actions if isinstance(each.choices, Mapping))
        return next(parsers, {})

    def parse_action(self, argv: Sequence[str]) -> argparse.Namespace:
        """Parse `argv`; if it does not begin with an action, the error names all of them.

        argparse would name only the word that is wrong.
        """
        *most, last = self.actions()
        if argv and not argv[0].startswith("-") and argv[0] not in (*most, last):
            command, word = self.prog.split()[-1], clean(without_secrets(argv[0]))
            raise ChoiceError(
                f'No action called "{word}" in {command}. Try {", ".join(most)} or {last}.'
            )
        return self.parse_args(argv)

    def _print_message(self, message: str, file: object = None) -> None:
        raise HelpRequested(message)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            taken = ", ".join(map(str, action.choices))
            raise argparse.ArgumentError(action, f'"{value}" is none of {taken}')

    def _add_action(self, action: _Action) -> _Action:
        if not action.option_strings and action.type is None:
            action.type = _read_source if action.metavar in SOURCE_NAMES else _unmark_operand
        return super()._add_action(action)


def mark_operands(argv: Sequence[str]) -> list[str]:
    """Drop the first `--` of `argv`, and mark the words after it that look like options.

    argparse itself takes such words for options where they stand among others, differently in each
    version of Python.
    """
    if "--" not in argv:
        return list(argv)
    end = argv.index("--")
    words = (f"{_OPERAND_MARK}{word}" if word.startswith("-") else word for word in argv[end + 1 :])
    return [*argv[:end], *words]


def _unmark_operand(word: str) -> str:
    return word.removeprefix(_OPERAND_MARK)


def _read_source(word: str) -> str:
    return local_path(_unmark_operand(word))


def make_command_parser(
    program: str, usage: str, description: str, examples: Mapping[str, str], notes: str = ""
) -> Parser:
    """Build a parser; `examples` say what they do."""
    return Parser(
        prog=program,
        usage=f"%(prog)s {usage}",
        description=description,
        epilog="\n\n".join(filter(None, (format_examples(examples), notes))),
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )


def check_stdin_once(sources: Sequence[str]) -> None:
    """Raise an error if more than one of `sources` is standard input."""
    if sources.count("-") > 1:
        raise ChoiceError("Standard input can be read only once: name - only once.")


def add_format(parser: argparse.ArgumentParser, names: Iterable[str], default: str | None) -> None:
    """Add `-f`, which chooses a format."""
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        choices=tuple(names),
        default=default,
        help="%(choices)s" + (f" (default: {default})" if default else ""),
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add `-o`, which writes to a file in place of standard output."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        help="write to FILE instead, whole or not at all",
    )


def add_query(parser: argparse.ArgumentParser) -> None:
    """Add `-q`, which chooses entries."""
    parser.add_argument(
        *("-q", "--query"),
        metavar="QUERY",
        type=clean,
        default="",
        help="show only the entries that match QUERY",
    )


def add_network(parser: argparse.ArgumentParser) -> None:
    """Add the options that forbid the network, or insist on it."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--offline", action="store_true", help="never use the network: open what is stored"
    )
    group.add_argument("--refresh", action="store_true", help="fetch the newest version first")


def add_screens(parser: argparse.ArgumentParser) -> None:
    """Add the options of the commands that open the screens."""
    add_query(parser)
    parser.add_argument(
        "--section",
        metavar="PATH",
        type=clean,
        default="",
        help="show only this section: its title, A > B, or #anchor",
    )
    add_network(parser)
    parser.add_argument(
        "--theme", metavar="NAME", type=clean, help="colour theme: quiet-dark, quiet-light, …"
    )
    parser.add_argument(
        "--no-mouse", dest="mouse", action="store_false", help="leave the mouse to the terminal"
    )
