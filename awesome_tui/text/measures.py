"""Numbers and days: read alike where entries are sorted and where they are compared, and told."""

from __future__ import annotations

import re
from datetime import date

_NUMBER = (
    r"(?<![\w.])(?:(?P<long>[-+−]?\d{1,3}(?:[,' ]\d{3})+(?!\d)(?:\.\d+)?)"
    r"|(?P<short>[-+−]?\d+(?:[.,]\d+)?))"
    r"(?:\s?(?P<unit>[kKmM])(?![A-Za-z]))?"
)
_UNITS = {None: 1, "k": 1_000, "K": 1_000, "m": 1_000_000, "M": 1_000_000}
_COUNT_UNITS = ((1_000_000, "M"), (1_000, "k"))
_SEPARATORS = re.compile("[,' ]")
_DAY = r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_DAY = (
    rf"(?i)(?:(\d{{1,2}})\s+)?\b({'|'.join(_MONTHS)})[a-z]*\.?\s+(?:(\d{{1,2}}),?\s+)?(\d{{4}})\b"
)


def number_in(text: str) -> float | None:
    """Return the first number in `text`, as 1500 for "about 1.5k"."""
    found = re.search(_NUMBER, text)
    if found is None:
        return None
    digits = (
        _SEPARATORS.sub("", found["long"]) if found["long"] else found["short"].replace(",", ".")
    )
    return float(digits.replace("−", "-")) * _UNITS[found["unit"]]


def day_in(text: str) -> str | None:
    """Return the first day or month in `text`, as 2025-06-30 or 2025-06."""
    if found := re.search(_DAY, text):
        year, month, day = found.groups()
    elif found := re.search(_NAMED_DAY, text):
        before, name, after, year = found.groups()
        month, day = str(1 + _MONTHS.index(name[:3].lower())), before or after
    else:
        return None
    try:
        whole = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7]


def format_count(count: int) -> str:
    """Format a count in at most four characters, such as `1.2k`; never rounded up."""
    for size, unit in _COUNT_UNITS:
        if count >= size:
            number = count / size
            return f"{int(number * 10) / 10:g}{unit}" if number < 10 else f"{int(number)}{unit}"
    return str(count)


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun, whose plural ends in `s` unless it is told."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
