"""The health of links, and what is seen of them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

DAY = 86_400.0
_REFUSALS = frozenset(f"status {code}" for code in (*range(400, 500), 999)) - {
    "status 404",
    "status 410",
}


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


class Observation(NamedTuple):
    """One look at a link: the statuses of all answers in turn, or a fault."""

    url: str
    final_url: str = ""
    statuses: tuple[int, ...] = ()
    """One of each hop; all but the last are redirects."""
    fault: Fault | None = None
    at: float | None = None
    """The time of the look, where that was not now."""


class LinkHealth(NamedTuple):
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
