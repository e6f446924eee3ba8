"""How long ago something was, in words."""

from __future__ import annotations

_STEPS = (
    ("min", 60),
    ("h", 3_600),
    ("days", 86_400),
    ("months", 30 * 86_400),
    ("years", 365 * 86_400),
)


def age(seconds: float) -> str:
    """`3 h ago`: the largest unit of which there is a whole one."""
    unit, size = next((step for step in reversed(_STEPS) if seconds >= step[1]), ("", 1))
    if not unit:
        return "just now"
    count = int(seconds // size)
    return f"{count} {unit[:-1] if count == 1 and unit.endswith('s') else unit} ago"
