"""Formatting of elapsed time in a few words."""

from __future__ import annotations

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"))


def format_age(seconds: float) -> str:
    """Format `seconds` in the largest unit that they fill, such as `3 h ago`."""
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{seconds // size:.0f} {unit} ago"
    return "just now"
