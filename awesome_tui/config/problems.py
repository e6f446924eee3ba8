"""Faults of settings, with their place in the file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """A mistake in a file of settings, or in a variable."""

    file: str
    """The file, or `$VARIABLE`."""
    line: int
    """The line; 0 for the whole file and for variables."""
    key: str
    """The setting; empty for the file."""
    text: str
    """The problem, in words to follow the key."""
    is_whole_file: bool = False
    """True if the file could not be read at all."""

    def __str__(self) -> str:
        return self._in(self.file)

    @property
    def in_short(self) -> str:
        """Return the problem as text, with the name of the file but not its folder."""
        return self._in(os.path.basename(self.file))

    def _in(self, file: str) -> str:
        place = f"{file}:{self.line}" if self.line else file
        return ": ".join(filter(None, (place, self.key, self.text)))


def tell_problems(problems: Sequence[Problem]) -> str:
    """Sum up `problems` in one sentence; empty if there are none."""
    if not problems:
        return ""
    unread = next((problem for problem in problems if problem.is_whole_file), None)
    if unread is not None:
        return f"All settings of a file are left out (awesome-tui config check): {unread.in_short}."
    wrong = "A setting is" if len(problems) == 1 else f"{len(problems)} settings are"
    return f"{wrong} wrong and left out (awesome-tui config check): {problems[0].in_short}."
