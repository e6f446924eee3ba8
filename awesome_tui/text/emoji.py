"""GitHub's emoji shortcodes, such as `:tada:` for 🎉.

The table omits shortcodes of letters and keycaps (`:one:`, `:tm:`): these stay text, whose width
in cells is the same in every terminal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_NAME = re.compile(r":([a-z0-9_+-]+):")


def replace_shortcodes(text: str) -> str:
    """Replace emoji shortcodes in `text`; unknown ones stay."""
    return _NAME.sub(_emoji, text) if ":" in text else text


def find_shortcodes(text: str) -> Iterator[re.Match[str]]:
    """Yield matches of the known shortcodes in `text`."""
    return (match for match in _NAME.finditer(text) if match[1] in _table())


@cache
def shortcodes_by_emoji() -> Mapping[str, tuple[str, ...]]:
    """Map each emoji to its shortcodes, without colons."""
    found = defaultdict(list)
    for name, emoji in _table().items():
        found[emoji].append(name)
    return {emoji: tuple(called) for emoji, called in found.items()}


def _emoji(match: re.Match[str]) -> str:
    return _table().get(match[1], match[0])


@cache
def _table() -> dict[str, str]:
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    return {name: emoji for emoji, *names in map(str.split, lines) for name in names}
