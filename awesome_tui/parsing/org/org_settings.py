"""File-wide settings of Org, from `#+KEYWORD:` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEYWORD = re.compile(
    r"^[ \t]*\#\+(TITLE|LINK|EXCLUDE_TAGS|TODO|SEQ_TODO|TYP_TODO):[ \t]*(.*)$", re.I | re.M
)
_FAST_KEY = re.compile(r"\([^)]*\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings that are needed before the first line is rendered."""

    title: str
    abbreviations: dict[str, str]
    """Link prefixes, and the URLs that they stand for."""
    excluded: frozenset[str]
    """Tags of headlines that are not exported."""
    states: frozenset[str]
    """TODO keywords, which are not part of a headline's title."""


def read_settings(text: str) -> Settings:
    """Read the settings of `text`."""
    found: dict[str, list[str]] = {}
    for keyword in _KEYWORD.finditer(text):
        found.setdefault(keyword[1].upper(), []).append(keyword[2].strip())
    states = _words(
        [line for name in ("TODO", "SEQ_TODO", "TYP_TODO") for line in found.get(name, [])]
    )
    pairs = (link.split(None, 1) for link in found.get("LINK", []))
    return Settings(
        title=" ".join(found.get("TITLE", [])),
        abbreviations={pair[0]: pair[1] for pair in pairs if len(pair) == 2},
        excluded=frozenset(_words(found.get("EXCLUDE_TAGS", [])) or {"noexport"}),
        states=frozenset(_FAST_KEY.sub("", state) for state in states or ("TODO", "DONE")),
    )


def _words(lines: list[str]) -> list[str]:
    return [word for line in lines for word in line.split() if word != "|"]
