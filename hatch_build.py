"""Files that the wheel brings for shells and desktops, made from the program's own parsers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from argparse_manpage.manpage import Manpage
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from awesome_tui.cli.arguments import SOURCES, Parser
from awesome_tui.cli.command_table import COMMANDS, DEFAULT
from awesome_tui.cli.completions_command import format_script
from awesome_tui.version import __version__

SUMMARY = "read, search and filter awesome lists in the terminal"
DESKTOP = """\
[Desktop Entry]
Type=Application
Name=awesome-tui
GenericName=Reader of awesome lists
Comment=Read, search and filter awesome lists in the terminal
Exec=awesome-tui
Icon=utilities-terminal
Terminal=true
Categories=Utility;ConsoleOnly;
Keywords=awesome;list;links;bookmarks;
"""
EXIT_STATUS = {
    "0": "Done.",
    "1": "Nothing found: no match, no change for diff, findings for check.",
    "2": "An error, told in one sentence.",
    "70": "A crash; the message names a file with a report.",
    "130": "Interrupted, or left without a choice.",
}
ENVIRONMENT = {
    "BROWSER": "The program that opens links.",
    "GITHUB_TOKEN, GH_TOKEN": "A token for GitHub, for private lists and higher limits.",
    "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY": "Proxies, also of SOCKS5.",
    "NO_COLOR": "If set and not empty, all colours are the terminal's own.",
    "AWESOME_TUI_THEME, …_OPENER, …_CLIPBOARD, …_REFRESH, …_FACTS": (
        "Go before the settings of these names in the file."
    ),
    "AWESOME_TUI_CHECK_HOSTS": "Hosts, as host:port, that check asks though they are not public.",
    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME": "Folders of the files below.",
}
FILES = {
    "~/.config/awesome-tui/config.toml": "Settings; awesome-tui config tells of them.",
    "~/.local/share/awesome-tui/library.db": "Stored lists, bookmarks, notes and history.",
    "~/.local/state/awesome-tui": "Reports of crashes.",
}


class SharedFilesHook(BuildHookInterface):  # type: ignore[type-arg, misc]
    """Adds man page, completions and desktop entry to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files; an editable installation goes without them."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory()  # it goes with this hook, after the build
        for path, text in shared_files().items():
            file = Path(self._folder.name, path.replace("/", "+"))
            file.write_text(text, "utf-8")
            build_data["shared_data"][str(file)] = path


def shared_files() -> dict[str, str]:
    """Texts by their paths below the prefix of the installation."""
    return {
        "share/man/man1/awesome-tui.1": man_page(),
        "share/bash-completion/completions/awesome-tui": format_script("bash"),
        "share/zsh/site-functions/_awesome-tui": format_script("zsh"),
        "share/fish/vendor_completions.d/awesome-tui.fish": format_script("fish"),
        "share/applications/awesome-tui.desktop": DESKTOP,
    }


def man_page() -> str:
    """The manual of the program and of all its commands."""
    os.environ["COLUMNS"] = "1000"  # or usages would be wrapped as for this terminal
    parser = DEFAULT.load().make_parser()
    # Its list of commands and its examples have sections of their own here.
    parser.description = (parser.description or "").partition("\n\n")[0]
    examples = [_take_examples(parser)]
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, command in COMMANDS.items():
        below = command.load().make_parser()
        examples.append(_take_examples(below))
        # argparse builds the parsers of commands itself; these are built already.
        commands._name_parser_map[name] = below
        commands._choices_actions.append(
            commands._ChoicesPseudoAction(name, (), command.summary)  # type: ignore[attr-defined]
        )
    data = {
        "project_name": "awesome-tui",
        "version": __version__,
        "description": SUMMARY,
        "manual_title": "User Commands",
    }
    page = Manpage(parser, data, format="single-commands-section")
    page.add_section("sources", "=", _escape(SOURCES))
    page.add_section("examples", "=", f".nf\n{_escape(''.join(examples).rstrip())}\n.fi")
    for title, table in (
        ("exit status", EXIT_STATUS),
        ("environment", ENVIRONMENT),
        ("files", FILES),
    ):
        page.add_section(title, "=", _format_table(table))
    return str(page)


def _take_examples(parser: Parser) -> str:
    """The examples of a command's help; all else that it says goes into the description."""
    head, _, rest = (parser.epilog or "").partition("\n\n")
    notes = rest.replace(SOURCES, "").strip()
    parser.description = "\n\n".join(filter(None, (parser.description, notes)))
    parser.epilog = None
    return head.partition("\n")[2] + "\n"


def _format_table(table: dict[str, str]) -> str:
    return "\n".join(f".TP\n{_escape(term)}\n{_escape(text)}" for term, text in table.items())


def _escape(text: str) -> str:
    """Escape what roff takes for its own."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in escaped.split("\n"))
