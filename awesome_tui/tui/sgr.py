r"""Frames in fewer bytes: over SSH, most of what a key sends are colours said once more.

Textual sends every piece of text with all of its look and takes all of it back behind it. What is
sent here is what changes from one piece to the next:

    \e[1;38;2;9;9;9;48;2;0;0;0mName\e[0m\e[38;2;7;7;7;48;2;0;0;0mtext\e[0m        as Textual says it
    \e[1;38;2;9;9;9;48;2;0;0;0mName\e[22;38;2;7;7;7mtext\e[0m                     the same, shorter
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LOOK = re.compile(
    # A look taken back and, with nothing but moves and links in between, another one put on; …
    r"\x1b\[0m((?:\r?\n|\x1b\[\d+;\d+H|\x1b\]8;[^\x1b]*\x1b\\)*)\x1b\[([1-9][\d;]*)m"
    # … or either of them alone.
    r"|\x1b\[([\d;]*)m"
)
_OFF = {"1": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends bold, italic, underline, reverse and strike-through, and nothing beside."""


class _Look(NamedTuple):
    """What a sequence asks for: numbers of attributes, and two colours with all their numbers."""

    attributes: frozenset[str]
    front: str
    back: str


def shortened(frame: str) -> str:
    """What looks the same on a terminal on which no look is on; each piece has to have its own."""
    before: str | None = ""

    def change(match: re.Match[str]) -> str:
        nonlocal before
        moves, after, alone = match.groups()
        if after is not None:
            told = _change(before, after)
            before = after
            # A line need not be ended by one who goes to a place of their own then.
            return moves.replace("\n\x1b[", "\x1b[") + told
        is_end = not alone.strip("0")
        # Two at a time are not ours to understand.
        before = "" if is_end else alone if before == "" else None
        return match[0]

    return _LOOK.sub(change, frame)


@lru_cache(4096)
def _change(before: str | None, after: str) -> str:
    """The sequence that leads from one look to another."""
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
