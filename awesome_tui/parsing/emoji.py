"""GitHub's names of emoji, `:tada:` for 🎉.

Names of signs that are letters or keys in disguise (`:one:`, `:tm:`) are not in the table: they
stay words, which every terminal draws in as many cells as it says.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r":([a-z0-9_+-]+):")


def with_emoji(text: str) -> str:
    """`text` with the names of emoji replaced by them; unknown names stay."""
    return _NAME.sub(_emoji, text) if ":" in text else text


def _emoji(match: re.Match[str]) -> str:
    return _table().get(match[1], match[0])


@cache
def _table() -> dict[str, str]:
    lines = files(__package__).joinpath("emoji.txt").read_text("utf-8").splitlines()
    return {name: emoji for emoji, *names in map(str.split, lines) for name in names}
