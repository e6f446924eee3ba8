r"""Shorter frames: over SSH, most bytes of a repaint are repeated colour sequences.

Textual sends every piece of text with its full style and a reset after it. Here, only the
differences between one piece and the next are sent:

    \e[1;38;2;9;9;9;48;2;0;0;0mName\e[0m\e[38;2;7;7;7;48;2;0;0;0mtext\e[0m    by Textual
    \e[1;38;2;9;9;9;48;2;0;0;0mName\e[22;38;2;7;7;7mtext\e[0m                  shortened
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LOOK = re.compile(
    # A reset followed by a new style, with only cursor moves and links in between …
    r"\x1b\[0m((?:\r?\n|\x1b\[\d+;\d+H|\x1b\]8;[^\x1b]*\x1b\\)*)\x1b\[([1-9][\d;]*)m"
    # … or a single style sequence.
    r"|\x1b\[([\d;]*)m"
)
_OFF = {"1": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""Codes that end only bold, italic, underline, reverse or strike-through."""


class _Look(NamedTuple):
    """A parsed style sequence: attribute codes, and the full codes of both colours."""

    attributes: frozenset[str]
    front: str
    back: str


def shorten_sgr(frame: str) -> str:
    """Shorten `frame`, for a terminal without active style; its pieces must all set a style."""
    before: str | None = ""

    def change(match: re.Match[str]) -> str:
        nonlocal before
        moves, after, alone = match.groups()
        if after is not None:
            told = _change(before, after)
            before = after
            # A line break just before an absolute cursor move is redundant.
            return moves.replace("\n\x1b[", "\x1b[") + told
        is_end = not alone.strip("0")
        # Two styles in a row are left unchanged.
        before = "" if is_end else alone if before == "" else None
        return match[0]

    return _LOOK.sub(change, frame)


@lru_cache(4096)
def _change(before: str | None, after: str) -> str:
    """The shortest sequence that changes one style into another."""
    anew = f"\x1b[0;{after}m"
    if before == after:
        return ""
    if not before:
        return anew
    old, new = _look(before), _look(after)
    gone = old.attributes - new.attributes
    is_lost = (old.front and not new.front) or (old.back and not new.back)
    if is_lost or not gone <= _OFF.keys() or ("1" in gone and "2" in new.attributes):
        return anew
    told = [
        *(_OFF[attribute] for attribute in sorted(gone)),
        *sorted(new.attributes - old.attributes),
        *(
            colour
            for was, colour in ((old.front, new.front), (old.back, new.back))
            if was != colour
        ),
    ]
    return min(f"\x1b[{';'.join(told)}m", anew, key=len) if told else ""


def _look(sequence: str) -> _Look:
    attributes, colours = set(), {"3": "", "4": ""}
    numbers = sequence.split(";")
    while numbers:
        number = numbers.pop(0)
        if number in ("38", "48"):
            length = 4 if numbers[:1] == ["2"] else 2
            colours[number[0]] = ";".join((number, *numbers[:length]))
            del numbers[:length]
        elif len(number) == 1:
            attributes.add(number)
        elif number.startswith(("3", "9")):
            colours["3"] = number
        elif number.startswith(("4", "10")):
            colours["4"] = number
        else:
            attributes.add(number)
    return _Look(frozenset(attributes), colours["3"], colours["4"])
