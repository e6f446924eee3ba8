"""Lookup of a section by its path (`Languages > Python`), the end of it, or its anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_tui.model import AwesomeList, Section, Trail

_SEPARATOR = re.compile(r"\s*[>›]\s*")


def find_section(document: AwesomeList, path: str) -> Trail | None:
    """Return the first section that `path` names, after its ancestors; ignores case."""
    name, anchor = _normal(path), path.strip().removeprefix("#")
    for trail in _trails((), document.sections):
        if name in _names(trail) or trail[-1].anchor == anchor != "":
            return trail
    return None


def _names(trail: Trail) -> Iterator[str]:
    titles = [section.title for section in trail]
    return (_normal(">".join(titles[start:])) for start in range(len(titles)))


def _normal(path: str) -> str:
    return _SEPARATOR.sub(">", path.strip()).casefold()


def _trails(around: Trail, sections: tuple[Section, ...]) -> Iterator[Trail]:
    for section in sections:
        trail = (*around, section)
        yield trail
        yield from _trails(trail, section.sections)
