"""The health of links, and the rules by which an observation changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import unquote, urlsplit

DAY = 86_400.0
CONFIRMING = 3 * DAY
"""Seconds after which a link that is still gone is dead, as InternetArchiveBot has it."""
UNREACHABLE_AFTER = 30 * DAY
UNREACHABLE_FAILURES = 4
_PERMANENT = {301, 308}
_GONE = {404, 410}
_LONGEST_WAIT = 30
_REFUSALS = frozenset(f"status {code}" for code in (*range(400, 500), 999)) - {
    f"status {code}" for code in _GONE
}
_PREFIX = re.compile(r"^https?://(?:www\.)?")
_PATH = re.compile(r"[/?].*", re.DOTALL)
_INDEX = re.compile(r"/index\.(?:html?|php)$")
_LANGUAGE = re.compile(r"^([^/?]+)/[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}))?(?=[/?]|$)")
_NOISE = re.compile(
    r";jsessionid=[^?]*|(?<=[?&])(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|hl|lang|locale)=[^&]*&?"
)
"""Parts of a URL that tell of the visitor, not of the page."""
_ASKING = re.compile(
    r"^(?:[^/]*\.)?(?:sso|oauth2?|auth|consent|accounts)\."
    r"|(?:^|[./])(?:log[-_]?[io]n|sign[-_]?in|captcha)(?=[./]|$)",
    re.IGNORECASE,
)
"""A part of a host and a path that ask who one is, or for consent."""


class Verdict(StrEnum):
    """The state of a link; doubt is never told as death."""

    ALIVE = "alive"
    MOVED = "moved"
    SUSPECT = "suspect"
    """Gone, but seen so only once, or for less than three days."""
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    """Of no use whenever it was looked at, for a month."""
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    """Never asked: its address is not a public one."""


class Fault(StrEnum):
    """The reasons for which a request has no final answer; the values are shown to the user."""

    NO_HOST = "its host does not exist"
    NAME_SERVER = "its name server does not answer"
    GONE = "its forge does not know the repository"
    BLOCKED = "its forge has blocked the repository"
    REFUSED = "the connection was refused"
    RESET = "the connection broke off"
    TIMEOUT = "no answer in time"
    CERTIFICATE = "its certificate is not valid"
    LOOP = "it redirects without end"
    NOT_ASKED = "the site refuses programs"
    NOT_PUBLIC = "not a public address"
    BAD_ANSWER = "the answer cannot be read"
    WAITING = "the site wants to be left alone"


_NO_ANSWER = frozenset({Fault.REFUSED, Fault.RESET, Fault.TIMEOUT})
"""Faults that make a link unreachable if they last: all others say why nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One look at a link: the statuses of all answers in turn, or a fault."""

    url: str
    final_url: str = ""
    statuses: tuple[int, ...] = ()
    """One of each hop; all but the last are redirects."""
    fault: Fault | None = None
    at: float | None = None
    """The time of the look, where that was not now."""


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """The knowledge of one link; times are Unix times in seconds."""

    verdict: Verdict
    reason: str = ""
    final_url: str = ""
    """The present address of a moved link."""
    checked: float = 0.0
    failing_since: float | None = None
    """The first of the failures that no success has interrupted."""
    failures: int = 0
    due: float = 0.0
    """The time from which it is worth asking again."""

    @property
    def is_dead(self) -> bool:
        """True if it was seen gone twice, three days apart."""
        return self.verdict is Verdict.DEAD

    @property
    def is_gone(self) -> bool:
        """True if it was not there when it was looked at last."""
        return self.verdict in {Verdict.SUSPECT, Verdict.DEAD}

    @property
    def is_refused(self) -> bool:
        """True if its site answers programs with a refusal: browsers may well see the page."""
        return self.reason in _REFUSALS

    @property
    def facts(self) -> dict[str, bool]:
        """The fields of `statuses.Facts` that it tells; doubt leaves them unknown."""
        match self.verdict:
            case Verdict.ALIVE | Verdict.MOVED:
                return {"dead": False, "gone": False, "moved": self.verdict is Verdict.MOVED}
            case Verdict.DEAD:
                return {"dead": True, "gone": True, "moved": False}
            case Verdict.SUSPECT:
                return {"gone": True, "moved": False}
        return {}


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
    """Why a redirect may lead elsewhere than to the page that is wanted."""
    if _leads_home(seen):
        return "leads to the home page"
    return "leads to a page that asks who one is, or for consent" if _is_detour(seen) else ""


def _leads_home(seen: Observation) -> bool:
    """True for a deep link that ends at a home page, as a page that is gone often does."""
    first, last = urlsplit(seen.url), urlsplit(seen.final_url)
    return first.path.strip("/") != "" and last.path.strip("/") == "" and not last.query


def _is_detour(seen: Observation) -> bool:
    """True if a page stands before the one that is wanted, as it says in its name or its query."""
    first, last = urlsplit(seen.url), urlsplit(seen.final_url)
    wanted = first.path if first.path.strip("/") else first.netloc
    if wanted and wanted in unquote(last.query):
        return True
    asks, asked = (_ASKING.search(it.netloc + it.path) for it in (last, first))
    return bool(asks and not asked)


def is_same_page(url: str, final_url: str) -> bool:
    """True if a redirect changes only what nobody would write into a list.

    That is https, `www.`, a slash or `index.html` at the end, case and escapes, what tells where a
    visitor comes from, a language at the start of the path, and where a home page begins.
    """
    here, there = _spelling(url), _spelling(final_url)
    return here in (there, _LANGUAGE.sub(r"\1", there, count=1), _PATH.sub("", there))


def _spelling(url: str) -> str:
    url = _NOISE.sub("", unquote(url.partition("#")[0]).lower()).rstrip("?&")
    url = _PREFIX.sub("", url)
    path, mark, query = url.partition("?")
    return _INDEX.sub("", path).rstrip("/") + mark + query


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
        return replace(known, verdict=Verdict.DEAD, due=known.checked + 30 * DAY)
    return replace(known, due=known.checked + CONFIRMING)


def _wait_longer(known: LinkHealth, *, has_no_use: bool) -> LinkHealth:
    """Ask again after 1, 2, 4 … days, a month at most."""
    days = min(_LONGEST_WAIT, 2 ** min(known.failures - 1, 5))
    known = replace(known, due=known.checked + days * DAY)
    since = known.failing_since
    lasts = since is not None and known.checked - since >= UNREACHABLE_AFTER
    if lasts and known.failures >= UNREACHABLE_FAILURES and has_no_use:
        return replace(known, verdict=Verdict.UNREACHABLE)
    return known
