"""Commands of the user's own: real programs, run on what is chosen."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from commands import Terminal
from configuring import Home

from awesome_tui.config.own_commands import OwnCommand
from awesome_tui.config.setting_kinds import split_command
from awesome_tui.system.desktop import Desktop

KEEP = """
[[command]]
name = "Keep"
key = "ctrl+t"
run = "keep --to 'a b' {url} '{list}: {section}/{name}' {description}"
in = "detached"
"""


def add_program(home: Home, name: str, script: str) -> Path:
    """Put a program into the PATH, and return the file that it writes into."""
    program, said = home.folder / name, home.folder / f"{name}.said"
    program.write_text(f"#!/bin/sh\n{script.replace('SAID', str(said))}\n")
    program.chmod(0o755)
    home.environ["PATH"] = f"{home.folder}:/usr/bin:/bin"
    return said


async def test_a_command_gets_the_entry_in_single_words(home: Home) -> None:
    said = add_program(home, "keep", 'printf "<%s>\\n" "$@" >> SAID')
    home.write(KEEP)
    async with home.screens() as screens:
        await screens.press("ctrl+t")
        assert screens.message == "Keep: started, Elbe"
    assert said.read_text().splitlines() == [
        "<--to>",
        "<a b>",
        "<https://example.org/elbe>",
        "<Rivers: North/Elbe>",
        "<Long and wide.>",
    ]


async def test_a_command_is_run_for_each_marked_entry(home: Home) -> None:
    said = add_program(home, "keep", 'echo "$3" >> SAID')
    home.write(KEEP)
    async with home.screens() as screens:
        await screens.press("space", "space", "ctrl+t")
        assert screens.message == "Keep: started, 2 entries"
    assert said.read_text().split() == ["https://example.org/elbe", "https://example.org/eider"]


async def test_a_command_that_fails_is_told(home: Home) -> None:
    add_program(home, "keep", "exit 3")
    home.write(KEEP)
    async with home.screens() as screens:
        await screens.press("ctrl+t")
        assert screens.message == "Keep: keep failed with status 3."


async def test_a_program_that_is_missing_is_told(home: Home) -> None:
    home.write(KEEP)
    async with home.screens() as screens:
        await screens.press("ctrl+t")
        assert screens.message == "Keep: Cannot start keep: No such file or directory."


async def test_a_command_with_a_link_passes_by_what_has_none(home: Home) -> None:
    said = add_program(home, "keep", 'echo "$3" >> SAID')
    home.write(KEEP)
    elbe, oste = (f"[{name}](https://example.org/{name.lower()})" for name in ("Elbe", "Oste"))
    text = f"# Rivers\n\n## North\n\n- {elbe}\n  - Arms\n    - {oste}\n"
    async with home.screens(text=text) as screens:
        await screens.press("j")
        assert screens.selected == "Arms"
        await screens.press("ctrl+t")
        assert screens.message == "This entry has no link for Keep."
        await screens.press("asterisk", "ctrl+t")
        assert screens.message == "Keep: started, 2 entries"
    assert said.read_text().split() == ["https://example.org/elbe", "https://example.org/oste"]


async def test_a_command_without_a_key_is_in_the_palette(home: Home) -> None:
    said = add_program(home, "keep", "echo kept > SAID")
    home.write(KEEP.replace('key = "ctrl+t"', ""))
    async with home.screens() as screens:
        await screens.press("colon", *"keep", "enter")
        assert screens.message == "Keep: started, Elbe"
    assert said.read_text() == "kept\n"


async def test_a_command_has_the_key_that_another_gives_up(home: Home) -> None:
    said = add_program(home, "keep", "echo kept > SAID")
    home.write('[keys]\nlist.sort = "S"\n' + KEEP.replace("ctrl+t", "s"))
    async with home.screens() as screens:
        await screens.press("s")
        assert screens.message == "Keep: started, Elbe"
        await screens.press("S")
        assert screens.message == "Sorted by name"
        await screens.press("question_mark", *"your")
        assert re.search(r"s +Keep", screens.text())
    assert said.read_text() == "kept\n"


async def test_help_has_the_commands_in_a_group_of_their_own(home: Home) -> None:
    home.write(KEEP)
    async with home.screens() as screens:
        await screens.press("question_mark", *"your")
        assert "Your commands" in screens.text()
        assert re.search(r"ctrl\+t +Keep", screens.text())


async def test_many_entries_are_asked_about(home: Home) -> None:
    said = add_program(home, "keep", 'echo "$3" >> SAID')
    home.write(KEEP)
    many = "".join(f"- [R {n}](https://example.org/{n})\n" for n in range(11))
    async with home.screens(text=f"# Rivers\n\n## North\n\n{many}") as screens:
        await screens.press("asterisk", "ctrl+t")
        assert "Run Keep on 11 entries?" in screens.text()
        await screens.press("1")
    assert not said.exists()


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("x {name}", "a b; rm -rf ~ $(id) `id` 'q", ["x", "a b; rm -rf ~ $(id) `id` 'q"]),
        ("x {name}", "--output=/etc/passwd", ["x", "output=/etc/passwd"]),
        ("x {name}", "-o", ["x", "o"]),
        ("x --title={name}", "--rm", ["x", "--title=--rm"]),
        ("x {name}", "two\nlines", ["x", "two lines"]),
        ("x {name}", "{url}", ["x", "{url}"]),
        ("x {name}", "", ["x", ""]),
        ("x '{name} {name}'", "a", ["x", "a a"]),
    ],
)
def test_a_name_stays_one_word_and_never_becomes_an_option(
    line: str, name: str, words: list[str]
) -> None:
    command = OwnCommand("X", split_command(line))
    assert list(command.fill({"name": name, "url": "https://example.org"})) == words


def test_a_tilde_of_ones_own_is_the_home_folder_and_one_of_a_list_is_not() -> None:
    command = OwnCommand("X", split_command("~/bin/x --to ~/list {name} a~/b"))
    filled = command.fill({"name": "~/.ssh/id"}, {"HOME": "/home/ann"})
    assert filled == ("/home/ann/bin/x", "--to", "/home/ann/list", "~/.ssh/id", "a~/b")


def test_what_would_pass_through_a_shell_of_windows_is_not_run(home: Home) -> None:
    add_program(home, "keep.cmd", "echo kept > SAID")
    desktop = Desktop(home.environ, platform="win32")
    problem = desktop.run(("keep.cmd", "&calc"), None, detached=True)
    assert problem == "keep.cmd is a batch file, which would pass through a shell"


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_a_text_that_is_no_word_is_told(home: Home, text: str) -> None:
    add_program(home, "keep", "echo kept > SAID")
    problem = Desktop(home.environ).run(("keep", text), None, detached=True)
    assert problem == "keep cannot be given this text"


def test_a_command_has_the_terminal_until_it_ends(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_program(home, "asks", 'printf "Who? "; read who; echo "I am $who"; echo "$1"; exit 4')
    home.write('[[command]]\nname = "Ask"\nkey = "ctrl+t"\nrun = "asks {name}"\n')
    monkeypatch.setenv("PATH", home.environ["PATH"])
    with Terminal(f"{sys.executable} -m awesome_tui rivers.md") as terminal:
        terminal.shows(b"help")
        terminal.type(b"\x14")
        terminal.shows(b"Who? ")
        terminal.type(b"Ann\n")
        said = terminal.shows(b"asks ended with status 4. Press enter to go back. ")
        assert b"I am Ann\r\nElbe" in said
        terminal.type(b"\n")
        terminal.shows(b"asks failed with status 4")
        terminal.type(b"q")
