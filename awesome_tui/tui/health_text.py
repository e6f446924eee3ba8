"""The health of a link, and the outcome of a check, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from awesome_tui.model.entries import Link
from awesome_tui.model.link_health import LinkHealth, Verdict
from awesome_tui.text.ages import format_age
from awesome_tui.text.measures import counted
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import safe_url

_WORDS = {
    Verdict.DEAD: "dead",
    Verdict.SUSPECT: "gone",
    Verdict.MOVED: "moved",
    Verdict.UNREACHABLE: "unreachable",
    Verdict.UNKNOWN: "unknown",
    Verdict.SKIPPED: "skipped",
    Verdict.ALIVE: "alive",
}
"""Words by verdict, the most important first."""
_FILTERS = {Verdict.DEAD: "is:gone", Verdict.SUSPECT: "is:gone", Verdict.MOVED: "is:moved"}


class HealthText(NamedTuple):
    """Words about a link: verdict with reason, new address if it has moved, and age."""

    verdict: str
    moved: Link | None
    age: str


def describe_health(known: LinkHealth, now: float) -> HealthText:
    """Describe the health of a link, with its age at the time `now`."""
    age = f"checked {format_age(now - known.checked)}"
    url = safe_url(known.final_url) if known.verdict is Verdict.MOVED else None
    if url:
        return HealthText("moved to", Link("moved to", clean(url)), age)
    return HealthText(_reason_in_words(known), None, age)


def _reason_in_words(known: LinkHealth) -> str:
    """Return the verdict, its reason, and for a link that is gone how often it was checked."""
    reason = f" ({clean(known.reason)})" if known.reason else ""
    times = f", seen {_times(known.failures)}" if known.is_gone else ""
    is_shy = known.verdict is Verdict.UNREACHABLE and known.is_refused
    return f"{_WORDS[known.verdict]}{' for programs' if is_shy else ''}{reason}{times}"


def summarize_check(found: Collection[LinkHealth], total: int, lately: int = 0) -> str:
    """Count the checked ones among `total` links and their faults; name a filter for these.

    `lately` links were left out, as they had been checked shortly before.
    """
    counts = Counter(known.verdict for known in found)
    alive = counts.pop(Verdict.ALIVE, 0)
    links = counted(total, "link")
    if len(found) < total:
        links = f"{len(found):,} of {links}"
    links += f" ({lately:,} more lately)" if lately else ""
    told = [f"{counts[each]:,} {word}" for each, word in _WORDS.items() if counts[each]]
    filters = dict.fromkeys(_FILTERS[each] for each in _WORDS if counts[each] and each in _FILTERS)
    found_by = f" · the filter finds them: {' | '.join(filters)}" if filters else ""
    verdicts = ", ".join(told) or ("all alive" if alive else "")
    return f"{links}: {verdicts}{found_by}" if verdicts else links


def format_duration(seconds: float) -> str:
    """Format a duration in minutes, or below two minutes in seconds."""
    return f"{max(1.0, seconds):.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")
