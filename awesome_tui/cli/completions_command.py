"""The command `completions`: print a script that completes commands, options and names of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Template

from awesome_tui.cli.arguments import Parser, make_command_parser
from awesome_tui.cli.command_table import COMMANDS, DEFAULT
from awesome_tui.cli.context import Context
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.catalogue import load_catalogue
from awesome_tui.system.exit_status import DONE
from awesome_tui.system.output import emit

# Where nothing of ours begins like the word, `-o default` has the shell try files.
_BASH = """\
_awesome_tui() {
    local word=$${COMP_WORDS[COMP_CWORD]} command= words
    case $${COMP_WORDS[1]} in $patterns) (( COMP_CWORD > 1 )) && command=$${COMP_WORDS[1]} ;; esac
    case $$command:$$word in
$options
        *:-*) words='-h --help' ;;
$actions
        *) words='$names' ;;
    esac
    (( COMP_CWORD == 1 )) && words+=' $commands'
    COMPREPLY=($$(compgen -W "$$words" -- "$$word"))
}
complete -o default -F _awesome_tui awesome-tui
"""
_ZSH = """\
autoload -U +X bashcompinit && bashcompinit
"""
_FISH = """\
complete -c awesome-tui -n __fish_use_subcommand -a '$commands'
complete -c awesome-tui -n 'not __fish_seen_subcommand_from $actors' -a '$names'
$options
$actions
"""


def make_parser() -> Parser:
    """Build the parser, which takes the name of a shell."""
    parser = make_command_parser(
        "awesome-tui completions",
        "bash | zsh | fish",
        "Print a script that completes commands, options, names of lists and files in a shell.",
        {
            'eval "$(awesome-tui completions bash)"': "in ~/.bashrc",
            'eval "$(awesome-tui completions zsh)"': "in ~/.zshrc",
            "awesome-tui completions fish > ~/.config/fish/completions/awesome-tui.fish": "",
        },
    )
    parser.add_argument("shell", metavar="SHELL", choices=tuple(_SCRIPTS), help="%(choices)s")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Print the script for the shell that is named."""
    args = make_parser().parse_args(argv)
    parsers = {name: command.load().make_parser() for name, command in COMMANDS.items()}
    parsers = {"": DEFAULT.load().make_parser(), **parsers}
    options = _join_words({name: parser.option_names() for name, parser in parsers.items()})
    actions = _join_words({name: parser.first_words() for name, parser in parsers.items()})
    names = " ".join(sorted({*load_catalogue().names(), *NAMES}))
    emit(_SCRIPTS[args.shell](options, actions, names), context.stdout)
    return DONE


def _join_words(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Join the words of each command with spaces, and leave out commands that have none."""
    return {name: " ".join(words) for name, words in table.items() if words}


def _format_bash(options: Mapping[str, str], actions: Mapping[str, str], names: str) -> str:
    return Template(_BASH).substitute(
        commands=" ".join(sorted(COMMANDS)),
        patterns="|".join(sorted(COMMANDS)),
        names=names,
        options=_format_cases(options, "-*", "-h --help "),
        actions=_format_cases(actions, "*", ""),
    )


def _format_cases(table: Mapping[str, str], pattern: str, more: str) -> str:
    return "\n".join(
        f"        {command}:{pattern}) words='{more}{words}' ;;" for command, words in table.items()
    )


def _format_zsh(options: Mapping[str, str], actions: Mapping[str, str], names: str) -> str:
    return _ZSH + _format_bash(options, actions, names)


def _format_fish(options: Mapping[str, str], actions: Mapping[str, str], names: str) -> str:
    return Template(_FISH).substitute(
        commands=" ".join(sorted(COMMANDS)),
        actors=" ".join(actions),
        names=names,
        options="\n".join(_format_fish_options(options)),
        actions="\n".join(_format_fish_actions(actions)),
    )


def _format_fish_options(options: Mapping[str, str]) -> Iterable[str]:
    for command, names in options.items():
        seen = f"__fish_seen_subcommand_from {command}" if command else "__fish_use_subcommand"
        yield from (
            f"complete -c awesome-tui -n '{seen}' {_format_fish_option(name)}"
            for name in names.split()
        )


def _format_fish_option(option: str) -> str:
    name = option.lstrip("-")
    return f"-l {name}" if option.startswith("--") else f"-s {name}"


def _format_fish_actions(actions: Mapping[str, str]) -> Iterable[str]:
    for command, words in actions.items():
        yield f"complete -c awesome-tui -n '__fish_seen_subcommand_from {command}' -a '{words}'"


_SCRIPTS: Mapping[str, Callable[[Mapping[str, str], Mapping[str, str], str], str]] = {
    "bash": _format_bash,
    "zsh": _format_zsh,
    "fish": _format_fish,
}
"""Formatters of the script, by shell; each takes options and actions by command, and names."""
