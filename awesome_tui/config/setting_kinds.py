"""The kinds of values that settings have, each with its check."""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_AGE = r"(\d{1,6})([smhdw])"
NEVER = "never"


class ValueKind(NamedTuple):
    """The valid values of a setting, in words and as a check."""

    wanted: str
    """The valid values in words, to follow "must be"."""
    is_right: Callable[[Any], bool]
    """True for a valid value; called with values of the type of the default."""
    choices: Sequence[str] = ()
    """All valid values, if they are few."""


def one_of(*choices: str) -> ValueKind:
    """One of a few words."""
    return ValueKind(f"one of {', '.join(choices)}", lambda value: value in choices, choices)


def some_of(*choices: str) -> ValueKind:
    """Any number of a few words."""
    return ValueKind(
        f"a list of any of {', '.join(choices)}",
        lambda values: all(value in choices for value in values),
        choices,
    )


def cells(least: int, most: int) -> ValueKind:
    """A number of cells; 0 for the usual one."""
    return ValueKind(
        f"0 or a number from {least} to {most}", lambda value: value == 0 or least <= value <= most
    )


def parse_age(text: str) -> float:
    """Return the seconds of an age such as `12h`, infinity for `never`, or raise ValueError."""
    if text == NEVER:
        return math.inf
    if match := re.fullmatch(_AGE, text):
        return int(match[1]) * _UNITS[match[2]]
    raise ValueError(text)


def split_command(line: str) -> tuple[str, ...]:
    """Split a command line into words as a shell does, or raise ValueError."""
    if not line.isprintable():  # such as a NUL
        raise ValueError(line)
    return tuple(shlex.split(line))


def _parses(parse: Callable[[str], object]) -> Callable[[Any], bool]:
    def is_right(value: str) -> bool:
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return is_right


NAME = ValueKind("a name", str.isprintable)
SWITCH = ValueKind("true or false", lambda _: True)
AGE = ValueKind("an age such as 30m, 12h or 7d, or never", _parses(parse_age))
COMMAND_LINE = ValueKind("one line, a command whose quotes are closed", _parses(split_command))
