"""Completion as a shell's user meets it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest
from commands import COMMAND, Terminal, lines, run_here

from awesome_tui.cli.command_table import COMMANDS
from awesome_tui.cli.completions_command import format_script
from awesome_tui.model.appearance import THEMES
from awesome_tui.model.entries import AwesomeList
from awesome_tui.sources.catalogue import load_catalogue
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.list_screen import ListScreen


@pytest.fixture(scope="module")
def script() -> str:
    ran = subprocess.run((*COMMAND, "completions", "bash"), capture_output=True, check=True)
    return ran.stdout.decode()


def completed(script: str, *words: str) -> list[str]:
    """The words that bash offers for the last one."""
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
        (["library", "remove", "--he"], ["--help"]),
        (["check", "x", "-f", ""], ["text", "github"]),
        (["check", "x", "--format", "=", "gi"], ["github"]),
        (["pick", "search", "--mu"], ["--multi"]),
        (["export", "-q", "microser"], []),
        (["export", "rivers"], []),
        (["export", ""], []),
        (["check", "x", "--fail-on", "de"], ["dead"]),
    ],
)
def test_bash_offers_what_fits(script: str, words: list[str], offered: list[str]) -> None:
    found = completed(script, *words)
    assert set(offered) <= set(found)
    assert all(word.startswith(words[-1]) for word in found)
    assert bool(found) == bool(offered)


def test_commands_are_not_lost_among_hundreds_of_lists(script: str) -> None:
    assert set(completed(script, "")) == set(COMMANDS)


# Files come after names of lists, and only where those have nothing to offer.
TYPED = [
    ("sea", "search"),
    ("export microser", "export microservices"),
    ("export riv", "export rivers.md"),
    ("export -f jsonl rivers.md -o riv", "export -f jsonl rivers.md -o rivers.md"),
    ("export -f cs", "export -f csv"),
    ("export --format=cs", "export --format=csv"),
    ("rivers.md --theme quiet-d", "rivers.md --theme quiet-dark"),
    ("pick rivers.md --mul", "pick rivers.md --multi"),
    ("bookmarks imp", "bookmarks import"),
    ("bookmarks import riv", "bookmarks import rivers.md"),
    ("bookmarks export --ou", "bookmarks export --output"),
    ("completions fi", "completions fish"),
    ("diff -f ato", "diff -f atom"),
    ("diff microser", "diff microservices"),
    ("check rivers.md --fail-on dea", "check rivers.md --fail-on dead"),
]


@pytest.mark.usefixtures("folder")
class TestKeys:
    """Tab in shells that people type into."""

    @pytest.mark.parametrize(("typed", "ran"), TYPED)
    def test_bash_completes_what_is_typed(self, typed: str, ran: str) -> None:
        assert tabbed("bash --norc -i", 'PS1="$ "; eval "$(cat script.bash)"', typed) == ran

    @pytest.mark.skipif(not which("zsh"), reason="zsh is not installed")
    @pytest.mark.parametrize(("typed", "ran"), TYPED)
    def test_zsh_completes_what_is_typed_without_compinit(self, typed: str, ran: str) -> None:
        assert tabbed("zsh -f -i", 'PS1="$ "; eval "$(cat script.zsh)"', typed) == ran

    @pytest.mark.skipif(not which("zsh"), reason="zsh is not installed")
    def test_zsh_finds_the_script_in_its_folder_of_functions(self, folder: Path) -> None:
        (folder / "_awesome-tui").write_text(format_script("zsh"))
        setup = 'PS1="$ "; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D'
        assert tabbed("zsh -f -i", setup, "export -f cs") == "export -f csv"

    @pytest.mark.skipif(not which("fish"), reason="fish is not installed")
    @pytest.mark.parametrize(("typed", "ran"), TYPED)
    def test_fish_completes_what_is_typed(self, typed: str, ran: str) -> None:
        offered = [line.split("\t")[0] for line in offered_by_fish(typed)]
        assert ran.rsplit(maxsplit=1)[-1] in offered

    @pytest.mark.skipif(not which("fish"), reason="fish is not installed")
    def test_fish_says_what_commands_do_and_repeats_no_help_for_values(self) -> None:
        assert f"search\t{COMMANDS['search'].summary}" in offered_by_fish("sear")
        assert "python" not in offered_by_fish("export ")
        assert offered_by_fish("bookmarks export -f ") == ["html", "json", "markdown"]


@pytest.fixture
def folder(folder: Path) -> Path:
    for shell in ("bash", "zsh"):
        (folder / f"script.{shell}").write_text(format_script(shell))
    return folder


def offered_by_fish(typed: str) -> list[str]:
    (Path.cwd() / "script.fish").write_text(format_script("fish"))
    asked = f"source script.fish; complete -C 'awesome-tui {typed}'"
    command = ("fish", "--no-config", "-c", asked)
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()


def tabbed(shell: str, setup: str, typed: str) -> str:
    """The arguments that the program gets when tab is pressed after `typed`, then enter."""
    ran = 'awesome-tui() { printf "{%s}\\n" "$*"; }'
    with Terminal(f"HOME=$PWD {shell}") as terminal:
        terminal.type(f"{setup}; {ran}; echo re'ady'\r".encode())
        terminal.shows(b"ready")
        terminal.type(f"awesome-tui {typed}\t\r".encode())
        shown = terminal.shows(b"}").decode()
    return shown.rpartition("{")[2].partition("}")[0].rstrip()


def test_powershell_is_told_the_same(script: str) -> None:
    told = lines("completions", "powershell")
    for words in ("'export:-f' { @('markdown', 'json',", "'microservices'", "'bookmarks import'"):
        assert words in told
    options = re.findall(r"^ +'pick' \{ @\((.*?)\)", told, re.MULTILINE)[0]
    assert set(re.findall(r"'(-.*?)'", options)) == set(completed(script, "pick", "-"))


def test_themes_that_are_offered_exist() -> None:
    app = AwesomeApp(ListScreen(lambda: AwesomeList("", ""), Desktop({})))
    assert set(THEMES) <= set(app.available_themes)


def test_another_shell_is_an_error() -> None:
    ran = run_here("completions", "csh")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b'"csh" is none of bash, zsh, ' in ran.stderr


def test_every_name_that_is_offered_opens_a_list() -> None:
    catalogue = load_catalogue()
    offered = sorted(catalogue.names())
    assert len(offered) > 800
    assert [name for name in offered if not catalogue.find(name)] == []


@pytest.mark.parametrize("command", ["", *COMMANDS, "bookmarks export", "library remove"])
def test_every_option_of_the_help_is_offered_and_no_other(script: str, command: str) -> None:
    told = options_part(lines(*command.split(), "-h"))
    options = set(re.findall(r"(?<![\w-])--?[a-zA-Z0][\w-]*", told))
    assert "-h" in options
    assert set(completed(script, *command.split(), "-")) == options


@pytest.mark.parametrize("command", [*COMMANDS, "bookmarks export"])
def test_fish_offers_the_same_options(script: str, command: str) -> None:
    rules = re.findall(
        f"-n '__awesome_tui_context {command}' -[sl] .*", lines("completions", "fish")
    )
    names = [re.findall(r"-([sl]) (\S+)", rule.partition(" -d ")[0]) for rule in rules]
    offered = {
        f"--{name}" if kind == "l" else f"-{name}" for option in names for kind, name in option
    }
    assert offered == set(completed(script, *command.split(), "-"))


def options_part(text: str) -> str:
    """The lines of a help that begin with an option, as far as the option goes."""
    return "\n".join(re.findall(r"^  (-.*?)(?:  |$)", text, re.MULTILINE))
