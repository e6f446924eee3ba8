"""The help of each command: an example that works, and a word on each other command."""

from __future__ import annotations

import shlex

import pytest

from awesome_tui.cli.arguments import HelpRequested, Parser
from awesome_tui.cli.command_table import COMMANDS, DEFAULT

PARSERS = {"": DEFAULT, **COMMANDS}
ACTIONS = [("library", "list"), ("library", "remove"), ("bookmarks", "list")]
ACTIONS += [("bookmarks", "export"), ("bookmarks", "import")]


def parser_of(command: str) -> Parser:
    return PARSERS[command].load().make_parser()


def help_of(command: str, *action: str) -> str:
    with pytest.raises(HelpRequested) as caught:
        parser_of(command).parse_args([*action, "--help"])
    return str(caught.value)


def examples_in(text: str) -> list[str]:
    """The commands under the heading of the examples, without what is said of them."""
    block = text.partition("Example")[2].partition("\n\n")[0]
    return [line.split("  #")[0].strip() for line in block.splitlines()[1:]]


@pytest.mark.parametrize("words", [*((name,) for name in PARSERS), *ACTIONS])
def test_every_help_has_an_example_that_can_be_run(words: tuple[str, ...]) -> None:
    examples = examples_in(help_of(*words))
    assert examples
    for example in examples:
        start = example.index("awesome-tui")
        typed = example[start:].partition(" |")[0].partition(" >")[0].rstrip(')"')
        name, *arguments = shlex.split(typed)
        assert name == "awesome-tui"
        command = arguments.pop(0) if arguments and arguments[0] in COMMANDS else ""
        assert (command, *arguments)[: len(words)] == words
        parser_of(command).parse_args(arguments)


@pytest.mark.parametrize("words", [*((name,) for name in PARSERS), *ACTIONS])
def test_every_help_fits_into_eighty_columns(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, help_of(*words).splitlines())) < 80


def test_the_main_help_says_a_word_on_each_command() -> None:
    lines = help_of("").splitlines()
    for name, command in COMMANDS.items():
        assert any(line.split(maxsplit=1) == [name, command.summary] for line in lines)


def test_the_theme_option_names_themes() -> None:
    assert "colour theme: quiet-dark, quiet-light, …" in help_of("")
