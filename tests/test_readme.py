"""The program does with keys and commands as the README says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from textual.binding import Binding

from awesome_tui.cli.command_table import COMMANDS
from awesome_tui.config.own_themes import NEEDED
from awesome_tui.config.reading import read_settings
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.entries import AwesomeList
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.key_table import OWNERS
from awesome_tui.tui.keymap_reading import make_keymap
from awesome_tui.tui.screens.list_screen import ListScreen

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
OF_TEXTUAL = {"ctrl+c", "ctrl+q"}


def part(title: str) -> str:
    """The README from heading `title` to the next."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_key_is_in_the_readme_and_every_key_there_works() -> None:
    app = AwesomeApp(ListScreen(lambda: AwesomeList("", ""), Desktop({})))
    bindings = [
        binding
        for owner in OWNERS
        for binding in Binding.make_bindings(owner.BINDINGS)
        if binding.description
    ]
    told = set(re.findall(r"`(\S+?)`", part("Keys"))) - {"--no-mouse", "is:", "5j", *"›†●·★✎"}
    assert told - OF_TEXTUAL == {app.get_key_display(binding) for binding in bindings}


def test_every_binding_can_be_remapped_by_its_id() -> None:
    bindings = [
        binding for owner in OWNERS for binding in owner.BINDINGS if isinstance(binding, Binding)
    ]
    ids = [binding.id for binding in bindings]
    assert None not in ids
    assert len(ids) == len(set(ids))


def test_every_command_is_in_the_readme() -> None:
    commands = re.findall(r"`awesome-tui ([a-z]+)\b", part("Command line"))
    assert set(commands) == set(COMMANDS)


def test_every_format_is_in_the_readme() -> None:
    told = part("Command line").lower().replace("json lines", "jsonl")
    assert [name for name in FORMATS if name not in told] == []


def test_settings_that_the_readme_shows_are_right() -> None:
    settings, theme, commands = re.findall(r"```toml\n(.*?)```", part("Configuration"), re.DOTALL)
    assert set(tomllib.loads(theme)) == set(NEEDED)
    read = read_settings(settings + commands, "README.md")
    assert read.problems == ()
    assert len(read.commands) == 3
    assert make_keymap(read.keys, read.commands).complaints == ()
