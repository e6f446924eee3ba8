"""The rules by which what is seen of a link changes its health."""

from __future__ import annotations

from awesome_tui.model.link_health import DAY, Fault, LinkHealth, Observation, Verdict
from awesome_tui.text.redirects import asks_before, is_same_page, leads_home

CONFIRMING = 3 * DAY
"""Seconds after which a link that is still gone is dead, as InternetArchiveBot has it."""
UNREACHABLE_AFTER = 30 * DAY
UNREACHABLE_FAILURES = 4
_PERMANENT = {301, 308}
_GONE = {404, 410}
_LONGEST_WAIT = 30
_NO_ANSWER = {Fault.REFUSED, Fault.RESET, Fault.TIMEOUT}
"""Faults that make a link unreachable if they last: all others say why nothing is known of it."""


def judge(before: LinkHealth | None, seen: Observation, now: float) -> LinkHealth:
    """The health of a link after it was looked at, given what was known before.

    Rates and waits are those of checkers in long use: dead takes two looks three days apart, and
    an answer that robots get (403, 429, 999 and the like) says nothing on the page.
    """
    now = now if seen.at is None else seen.at
    verdict, reason = _classify(seen)
    if verdict in {Verdict.ALIVE, Verdict.MOVED}:
        final_url = seen.final_url if verdict is Verdict.MOVED else ""
        return LinkHealth(verdict, reason, final_url, now, due=now + 14 * DAY)
    if verdict is Verdict.SKIPPED:
        return LinkHealth(verdict, reason, checked=now, due=now + 30 * DAY)
    since, failures = _failures(before, verdict, now)
    known = LinkHealth(verdict, reason, checked=now, failing_since=since, failures=failures)
    if verdict is Verdict.SUSPECT:
        return _confirm(known)
    return _wait_longer(known, has_no_use=seen.fault is None or seen.fault in _NO_ANSWER)


def _classify(seen: Observation) -> tuple[Verdict, str]:
    if seen.fault is not None:
        return _classify_fault(seen.fault)
    *hops, last = seen.statuses
    if last in _GONE:
        return Verdict.SUSPECT, f"status {last}"
    if not 200 <= last < 300:
        return Verdict.UNKNOWN, f"status {last}"
    if not hops or is_same_page(seen.url, seen.final_url):
        return Verdict.ALIVE, ""
    if hint := _hint(seen):
        return Verdict.ALIVE, hint
    return (Verdict.MOVED if _PERMANENT.issuperset(hops) else Verdict.ALIVE), ""


def _classify_fault(fault: Fault) -> tuple[Verdict, str]:
    if fault in {Fault.NO_HOST, Fault.GONE}:
        return Verdict.SUSPECT, fault.value
    verdict = Verdict.SKIPPED if fault is Fault.NOT_PUBLIC else Verdict.UNKNOWN
    return verdict, fault.value


def _hint(seen: Observation) -> str:
    """The reason that a redirect may lead elsewhere than to the page that is wanted."""
    if leads_home(seen.url, seen.final_url):
        return "leads to the home page"
    if asks_before(seen.url, seen.final_url):
        return "leads to a page that asks who one is, or for consent"
    return ""


def _failures(before: LinkHealth | None, verdict: Verdict, now: float) -> tuple[float, int]:
    """The time of the first failure of this kind without a success since, and their count."""
    if before is None or before.failing_since is None:
        return now, 1
    was_gone = before.verdict in {Verdict.SUSPECT, Verdict.DEAD}
    if was_gone != (verdict is Verdict.SUSPECT) or before.failing_since > now:
        return now, 1
    return before.failing_since, before.failures + 1


def _confirm(known: LinkHealth) -> LinkHealth:
    if known.failing_since is not None and known.checked - known.failing_since >= CONFIRMING:
        return known._replace(verdict=Verdict.DEAD, due=known.checked + 30 * DAY)
    return known._replace(due=known.checked + CONFIRMING)


def _wait_longer(known: LinkHealth, *, has_no_use: bool) -> LinkHealth:
    """Ask again after 1, 2, 4 … days, a month at most."""
    days = min(_LONGEST_WAIT, 2 ** min(known.failures - 1, 5))
    known = known._replace(due=known.checked + days * DAY)
    since = known.failing_since
    lasts = since is not None and known.checked - since >= UNREACHABLE_AFTER
    if lasts and known.failures >= UNREACHABLE_FAILURES and has_no_use:
        return known._replace(verdict=Verdict.UNREACHABLE)
    return known
