"""The command `completions`: what makes a shell complete commands, options and names of lists."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from string import Template

from awesome_tui.arguments import ACTIONS, parser
from awesome_tui.bundled import NAMES
from awesome_tui.output import emit
from awesome_tui.world import DONE, World

_NETWORK = "--offline --refresh"
_SCREENS = f"-q --query --section --theme --no-mouse {_NETWORK}"

OPTIONS: Mapping[str, str] = {
    "": f"{_SCREENS} -V --version",
    "bookmarks": "-f --format -o --output",
    "diff": f"-f --format {_NETWORK}",
    "export": f"-f --format -o --output -q --query {_NETWORK}",
    "pick": f"--multi -0 --print0 {_SCREENS}",
    "search": f"-n -f --format {_NETWORK}",
    "sync": "--catalogue",
}
"""Those of each command beside -h; of no command for the empty word."""

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


def completions(argv: Sequence[str], world: World, commands: Iterable[str]) -> int:
    """Print what the shell is to read."""
    args = _parser().parse_args(argv)
    # No other command needs all names.
    from awesome_tui import catalogue  # noqa: PLC0415

    names = sorted({*catalogue.load().names(), *NAMES})
    emit(_scripts(sorted(commands), names)[args.shell], world.stdout)
    return DONE


def _scripts(commands: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    words = {"commands": " ".join(commands), "names": " ".join(names)}
    bash = Template(_BASH).substitute(
        words,
        patterns="|".join(commands),
        options=_cases(OPTIONS, "-*", "-h --help "),
        actions=_cases(ACTIONS, "*", ""),
    )
    fish = Template(_FISH).substitute(
        words,
        actors=" ".join(ACTIONS),
        options="\n".join(_fish_options()),
        actions="\n".join(_fish_actions()),
    )
    return {"bash": bash, "zsh": _ZSH + bash, "fish": fish}


def _cases(table: Mapping[str, str], pattern: str, more: str) -> str:
    return "\n".join(
        f"        {command}:{pattern}) words='{more}{words}' ;;" for command, words in table.items()
    )


def _fish_options() -> Iterable[str]:
    for command, options in OPTIONS.items():
        seen = f"__fish_seen_subcommand_from {command}" if command else "__fish_use_subcommand"
        yield from (
            f"complete -c awesome-tui -n '{seen}' {_fish_option(option)}"
            for option in options.split()
        )


def _fish_option(option: str) -> str:
    name = option.lstrip("-")
    return f"-l {name}" if option.startswith("--") else f"-s {name}"


def _fish_actions() -> Iterable[str]:
    for command, actions in ACTIONS.items():
        yield f"complete -c awesome-tui -n '__fish_seen_subcommand_from {command}' -a '{actions}'"


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "awesome-tui completions",
        "bash | zsh | fish",
        "Print what makes a shell complete commands, options, names of lists and files.",
        'bash and zsh: eval "$(awesome-tui completions bash)" in ~/.bashrc, or zsh in ~/.zshrc.\n'
        "fish: awesome-tui completions fish > ~/.config/fish/completions/awesome-tui.fish",
    )
    made.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"))
    return made
