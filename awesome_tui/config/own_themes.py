"""Themes of the user's own: small TOML files with colours, each named for its theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from awesome_tui.config.loading import read_text
from awesome_tui.config.problems import Problem
from awesome_tui.config.reading import parse_toml
from awesome_tui.config.toml_lines import line_of
from awesome_tui.text.sanitize import clean

NEEDED, OPTIONAL = ("background", "foreground", "accent"), ("muted", "warning", "error", "success")
"""The colours that a theme must set, and those that it can set."""
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_NAME = re.compile(r"[\w-]{1,40}")
_MOST = 100
"""The most themes to read."""


@dataclass(frozen=True, slots=True)
class OwnTheme:
    """A theme as read from its file."""

    name: str
    colours: Mapping[str, str]
    """As `#rrggbb` or `#rgb`."""
    file: str = ""

    @property
    def is_dark(self) -> bool:
        """True for a dark background."""
        digits = self.colours["background"][1:]
        red, green, blue = (
            int(part * (2 if len(part) == 1 else 1), 16)
            for part in re.findall("." * (len(digits) // 3), digits)
        )
        return 299 * red + 587 * green + 114 * blue < 128_000


class OwnThemes(NamedTuple):
    """The valid themes, and the problems with the others."""

    themes: tuple[OwnTheme, ...] = ()
    problems: tuple[Problem, ...] = ()


def load_themes(folder: Path) -> OwnThemes:
    """Read all themes in `folder`, if there is one."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return OwnThemes()
    read = [_read_theme(path) for path in files[:_MOST]]
    return OwnThemes(
        tuple(each for each in read if isinstance(each, OwnTheme)),
        tuple(problem for each in read if not isinstance(each, OwnTheme) for problem in each),
    )


def _read_theme(path: Path) -> OwnTheme | tuple[Problem, ...]:
    text, problems = read_text(path)
    if text is None:
        return problems
    table, problems = parse_toml(text, str(path))
    if table is None:
        return problems
    return tuple(_find_problems(path, text, table)) or OwnTheme(path.stem, table, str(path))


def _find_problems(path: Path, text: str, table: Mapping[str, Any]) -> Iterator[Problem]:
    if not _NAME.fullmatch(path.stem):
        yield Problem(str(path), 0, "", "must be named with letters, digits, - and _")
    for name, value in table.items():
        line, key = line_of(text, name), clean(name)
        if name not in (*NEEDED, *OPTIONAL):
            known = ", ".join((*NEEDED, *OPTIONAL))
            yield Problem(str(path), line, key, f"no such colour; there are {known}")
        elif not isinstance(value, str) or not _COLOUR.fullmatch(value):
            yield Problem(str(path), line, key, "must be a colour such as #8ab4f8")
    for name in NEEDED:
        if name not in table:
            yield Problem(str(path), 0, name, "is missing")
