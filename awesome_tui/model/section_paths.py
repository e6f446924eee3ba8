"""The path of a section, as it is shown, and lookup of a section that a person names.

A name is `Languages > Python`, the end of such a path, or an anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from awesome_tui.model.entries import AwesomeList, Section, Trail

SEPARATOR = " › "
_SEPARATOR = r"\s*[>›]\s*"


def section_path(titles: Iterable[str]) -> str:
    """Join the titles of a section and its ancestors, for searches and tables."""
    return SEPARATOR.join(titles)


def shown_path(titles: Iterable[str]) -> str:
    """Join titles for people, with words for missing titles and for no section at all."""
    return section_path(map(shown_title, titles)) or "(top)"


def shown_title(title: str) -> str:
    """Return a title, or words for a missing one."""
    return title or "(untitled)"


def find_section(document: AwesomeList, path: str) -> Trail | None:
    """Return the first section that `path` names, after its ancestors; ignores case."""
    name, anchor = _normalize_path(path), path.strip().removeprefix("#")
    for trail in _walk_sections((), document.sections):
        if name in _normalized_paths(trail) or trail[-1].anchor == anchor != "":
            return trail
    return None


def _normalized_paths(trail: Trail) -> Iterator[str]:
    titles = [section.title for section in trail]
    return (_normalize_path(">".join(titles[start:])) for start in range(len(titles)))


def _normalize_path(path: str) -> str:
    return re.sub(_SEPARATOR, ">", path.strip()).casefold()


def _walk_sections(around: Trail, sections: tuple[Section, ...]) -> Iterator[Trail]:
    for section in sections:
        trail = around
        if not section.is_contents:
            trail = (*around, section)
            yield trail
        yield from _walk_sections(trail, section.sections)


def unknown_section(path: str) -> str:
    """Say that `path` names no section."""
    return f'No section called "{path}". Try its title, A > B, or #anchor.'
