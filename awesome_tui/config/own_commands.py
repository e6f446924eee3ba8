"""Commands of the user's own: command lines that are run on entries, without a shell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from awesome_tui.system.programs import with_home

PLACES: tuple[str, ...] = ("url", "name", "description", "section", "list")
"""The words in braces that stand for something of the entry."""
_PLACE = re.compile(r"\{([A-Za-z]+)\}")
_SHELL_SIGNS = frozenset(("|", "||", "&", "&&", ">", ">>", "<", "2>", "2>&1", "&>"))
_SHELLS = frozenset(("sh", "bash", "dash", "zsh", "ksh", "fish"))
_LONGEST = 10_000
"""The most characters of a description to pass on, as systems limit the words of a command."""


class OwnCommand(NamedTuple):
    """A command of the user's own."""

    name: str
    words: tuple[str, ...]
    """The command line, split before anything is filled in."""
    key: str = ""
    """Empty if it is only in the palette."""
    number: int = 1
    """Its position among the commands of the file, from 1 on."""
    detached: bool = False
    """True if it runs in the background, not in the terminal."""

    @property
    def needs_url(self) -> bool:
        """True if it cannot run on an entry without a link."""
        return any("{url}" in word for word in self.words)

    def fill(
        self, values: Mapping[str, str], environ: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[str, ...]:
        """Return the words for an entry: each stays one word, whatever `values` hold.

        A word that begins with a text of the list never becomes an option: it loses its dashes.
        `environ` tells the folder that a `~/` stands for, which no such text can ask for.
        """
        return tuple(_fill_word(with_home(word, environ), values) for word in self.words)


def unknown_places(line: str) -> list[str]:
    """Return the words in braces that are none of `PLACES`."""
    return [name for name in _PLACE.findall(line) if name not in PLACES]


def find_shell_fault(words: Sequence[str]) -> str:
    """The fault of a line that wants a shell, or gives one text of a list as code; or empty."""
    if sign := next((word for word in words if word in _SHELL_SIGNS), None):
        return f"{sign} is a mere word, as nothing passes through a shell: run a script"
    if "=" in words[0]:
        return f"must begin with a program: variables want one, as in env {words[0]} mpv"
    if PurePath(words[0]).name not in _SHELLS:
        return ""
    codes = (code for option, code in pairwise(words) if re.fullmatch("-[a-z]*c", option))
    if place := next(filter(None, map(_PLACE.search, codes)), None):
        return (
            f'{place[0]} would be run as code: write "$1" for it,'
            f" and after the code {words[0]} {place[0]}"
        )
    return ""


def _fill_word(word: str, values: Mapping[str, str]) -> str:
    filled = _PLACE.sub(lambda match: _one_line(values.get(match[1], match[0])), word)
    return filled.lstrip("-") if not word.startswith("-") else filled


def _one_line(text: str) -> str:
    return " ".join(text[:_LONGEST].split())
