"""The command palette."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.fuzzy import FuzzySearch

from awesome_tui.tui.commands import Command
from awesome_tui.tui.dialogs.chooser import Choice, ChoiceList
from awesome_tui.tui.dialogs.command_dialog import CommandDialog


class Palette(CommandDialog):
    """A dialog that searches all commands, the best match first."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = self._found = commands
        self._list = ChoiceList([_choice(command) for command in commands])
        super().__init__("Search for commands", self._list)

    def show_matches(self, query: str) -> bool:
        hits = list(_hits(query, self._commands))
        self._found = [command for command, _ in hits]
        self._list.show([_choice(command, at) for command, at in hits])
        return bool(hits)

    def chosen_command(self) -> Command | None:
        cursor = self._list.cursor
        return self._found[cursor] if 0 <= cursor < len(self._found) else None


def _choice(command: Command, matched: Sequence[int] = ()) -> Choice:
    return Choice(" ".join(command.keys), command.text, matched=matched)


def _hits(query: str, commands: Sequence[Command]) -> Iterator[tuple[Command, Sequence[int]]]:
    """The matching commands, best first, with the indices of matching characters."""
    if not query:
        yield from ((command, ()) for command in commands)
        return
    fuzzy = FuzzySearch()
    scored = [(*fuzzy.match(query, command.text), command) for command in commands]
    for score, at, command in sorted(scored, key=lambda each: -each[0]):
        if score:
            yield command, at
