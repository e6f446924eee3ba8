"""Words that complete a command line, derived from the parsers of all commands."""

from __future__ import annotations

from dataclasses import dataclass

from awesome_tui.cli.arguments import SOURCE_NAMES, Argument, Parser
from awesome_tui.cli.command_table import COMMANDS, DEFAULT
from awesome_tui.model.appearance import THEMES
from awesome_tui.services.findings import FindingKind
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.catalogue import Catalogue

_FILES = ("FILE",)
_VALUES = {"--theme": THEMES, "--fail-on": tuple(FindingKind)}


@dataclass(frozen=True, slots=True)
class CommandWords:
    """All that can follow a command, or the action of one."""

    command: str
    """`export`, `bookmarks import`, or empty for what needs no command."""
    options: tuple[Argument, ...]
    operands: tuple[str, ...]
    """The actions, or the values that an operand can have; without names of lists."""
    takes_list: bool
    takes_file: bool

    @property
    def option_names(self) -> str:
        """The names of all its options, with spaces between."""
        return " ".join(name for option in self.options for name in option.names)


def command_words() -> tuple[CommandWords, ...]:
    """The words of all commands and of their actions."""
    parsers = {"": DEFAULT.load().make_parser()}
    for name, command in COMMANDS.items():
        parsers[name] = command.load().make_parser()
        actions = parsers[name].actions().items()
        parsers |= {f"{name} {action}": parser for action, parser in actions}
    return tuple(_words_of(command, parser) for command, parser in parsers.items())


def list_names(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of lists that open without an address."""
    return tuple(sorted({*catalogue.names(), *NAMES}))


def takes_file(option: Argument) -> bool:
    """True for an option whose value is a file."""
    return option.metavar in _FILES


def _words_of(command: str, parser: Parser) -> CommandWords:
    arguments = list(parser.arguments())
    operands = [argument for argument in arguments if not argument.names]
    metavars = {operand.metavar for operand in operands}
    return CommandWords(
        command,
        tuple(_with_values(argument) for argument in arguments if argument.names),
        (*parser.actions(), *(value for operand in operands for value in operand.values)),
        takes_list=not metavars.isdisjoint(SOURCE_NAMES),
        takes_file=not metavars.isdisjoint((*SOURCE_NAMES, *_FILES)),
    )


def _with_values(option: Argument) -> Argument:
    """Offer values that are not the only ones: a theme may be the user's own, kinds are several."""
    values = (_VALUES[name] for name in option.names if name in _VALUES)
    return option._replace(values=next(values, option.values))
