"""Completion as a shell's user meets it."""

from __future__ import annotations

import re
import subprocess

import pytest
from commands import COMMAND, lines, run

from awesome_tui.cli.command_table import COMMANDS
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.catalogue import load_catalogue


@pytest.fixture(scope="module")
def script() -> str:
    ran = subprocess.run((*COMMAND, "completions", "bash"), capture_output=True, check=True)
    return ran.stdout.decode()


def completed(script: str, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    typed = " ".join(f"'{word}'" for word in ("awesome-tui", *words))
    asked = f"COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _awesome_tui"
    told = "printf '%s\\n' \"${COMPREPLY[@]}\""
    bash = ("bash", "--norc", "-c", f"{script}\n{asked}\n{told}")
    return subprocess.run(bash, capture_output=True, check=True, text=True).stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["sea"], ["search"]),
        (["pyth"], ["python", "python-typing"]),
        (["export", "microser"], ["microservices"]),
        (["pick", "python", "--mu"], ["--multi"]),
        (["search", "x", "--of"], ["--offline"]),
        (["--sec"], ["--section"]),
        (["bookmarks", "ex"], ["export"]),
        (["library", ""], ["list", "remove"]),
        (["library", "--he"], ["--help"]),
        (["export", "rivers"], []),
    ],
)
def test_bash_offers_what_fits(script: str, words: list[str], offered: list[str]) -> None:
    found = completed(script, *words)
    assert set(offered) <= set(found)
    assert all(word.startswith(words[-1]) for word in found)
    assert bool(found) == bool(offered)


def test_the_other_shells_are_told_the_same_names() -> None:
    for shell in ("zsh", "fish"):
        told = lines("completions", shell)
        assert all(name in told for name in (*NAMES, "python", *COMMANDS))


def test_another_shell_is_an_error() -> None:
    ran = run("completions", "csh")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"invalid choice: 'csh'" in ran.stderr


def test_every_name_that_is_offered_opens_a_list() -> None:
    catalogue = load_catalogue()
    offered = sorted(catalogue.names())
    assert len(offered) > 800
    assert [name for name in offered if not catalogue.find(name)] == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_option_of_the_help_is_offered_and_no_other(script: str, command: str) -> None:
    words = [command] if command else []
    actions = (
        completed(script, command, "") if command in ("bookmarks", "config", "library") else []
    )
    helps = [lines(*words, "-h"), *(lines(*words, action, "-h") for action in actions)]
    options = set(re.findall(r"(?<![\w-])--?[a-zA-Z0][\w-]*", "\n".join(map(options_part, helps))))
    assert "-h" in options
    assert set(completed(script, *words, "-")) == options


@pytest.mark.parametrize("command", COMMANDS)
def test_fish_offers_the_same_options(script: str, command: str) -> None:
    fish = re.findall(
        f"-n '__fish_seen_subcommand_from {command}' -(s|l) (\\S+)", lines("completions", "fish")
    )
    offered = {f"--{name}" if kind == "l" else f"-{name}" for kind, name in fish}
    assert offered == set(completed(script, command, "-")) - {"-h", "--help"}


def options_part(text: str) -> str:
    """The lines of a help that begin with an option, as far as the option goes."""
    return "\n".join(re.findall(r"^  (-.*?)(?:  |$)", text, re.MULTILINE))
