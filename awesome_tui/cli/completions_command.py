"""The command `completions`: print a script that completes commands, options and names of lists."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_tui.cli.arguments import Parser, make_command_parser
from awesome_tui.cli.completion_scripts import SCRIPTS
from awesome_tui.cli.completion_words import command_words, list_names
from awesome_tui.cli.context import Context
from awesome_tui.sources.catalogue import load_catalogue
from awesome_tui.sources.resolve import LoadCatalogue
from awesome_tui.system.exit_status import DONE
from awesome_tui.system.output import emit


def make_parser() -> Parser:
    """Build the parser, which takes the name of a shell."""
    parser = make_command_parser(
        "awesome-tui completions",
        "bash | zsh | fish | powershell",
        "Print a script that completes commands, options, their values, names of lists and files.",
        {
            'eval "$(awesome-tui completions bash)"': "in ~/.bashrc",
            'eval "$(awesome-tui completions zsh)"': "in ~/.zshrc",
            "awesome-tui completions fish > ~/.config/fish/completions/awesome-tui.fish": "",
            "awesome-tui completions powershell | Out-String | Invoke-Expression": "",
        },
        "The line for PowerShell belongs in $PROFILE.",
    )
    parser.add_argument("shell", metavar="SHELL", choices=tuple(SCRIPTS), help="%(choices)s")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Print the script for the shell that is named."""
    args = make_parser().parse_args(argv)
    emit(format_script(args.shell, context.catalogue), context.stdout)
    return DONE


def format_script(shell: str, catalogue: LoadCatalogue = load_catalogue) -> str:
    """Format the script for `shell`; the wheel contains it as well."""
    return SCRIPTS[shell](command_words(), list_names(catalogue()))
