"""The documented config.toml, with all defaults as comments."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import NamedTuple

from awesome_tui.config.settings import Setting, all_settings
from awesome_tui.config.toml_values import to_toml

_HEAD = """\
## The settings of awesome-tui. A line with a single # is a default: take the # away to change it.
## An option of the command line goes before a variable of the environment, that before this file.
## awesome-tui config check tells what is wrong here, config show what is in force, and from where.
"""
_KEYS = """\
## Keys by the ids of commands: one key, a list of several, or [] for none. Names of keys are as
## in the help, as y, Y, ctrl+d, f5, space, enter, PgDn; a change replaces all keys of a command.
[keys]
"""
_COMMANDS = """\
## Commands of your own, on the entry under the cursor or on each that is marked; help and palette
## know them. {url} {name} {description} {section} {list} are filled in, each within its word:
## nothing passes through a shell. They have the terminal until they end, or run "detached".

# [[command]]
# name = "Clone"
# key = "C"
# run = "git clone -- {url}"
# in = "terminal"
"""


class BoundCommand(NamedTuple):
    """A command with its default keys, as the file lists it."""

    id: str
    keys: tuple[str, ...]
    text: str


def make_documented_file(commands: Iterable[BoundCommand]) -> str:
    """Build a file that documents all settings and sets none."""
    settings = "\n".join(map(_describe_setting, all_settings()))
    keys = "".join(
        f"# {command.id} = {to_toml(command.keys)}  # {command.text}\n"
        for command in commands
        if command.text  # without one, it is the like of another, for the next digit
    )
    return "\n".join((_HEAD, settings, _KEYS + keys, _COMMANDS))


def _describe_setting(setting: Setting) -> str:
    about = [setting.help]
    if setting.kind.choices:
        about.append(f"{setting.kind.wanted[0].upper()}{setting.kind.wanted[1:]}.")
    if setting.variables:
        names = " or ".join(f"${name}" for name in setting.variables)
        about.append(f"{names} goes before it.")
    lines = textwrap.wrap(" ".join(about), 96)
    comment = "".join(f"## {line}\n" for line in lines)
    return f"{comment}# {setting.name} = {to_toml(setting.default)}\n"
