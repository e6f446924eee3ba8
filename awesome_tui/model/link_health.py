"""The health of links, and the observations that it is judged by."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

DAY = 86_400.0
_REFUSALS = frozenset(f"status {code}" for code in (*range(400, 500), 999)) - {
    "status 404",
    "status 410",
}


class Verdict(StrEnum):
    """The state of a link; only certain ones are called dead."""

    ALIVE = "alive"
    MOVED = "moved"
    SUSPECT = "suspect"
    """Gone, but only at one check, or for less than three days."""
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    """Failing at every check for a month."""
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    """Not requested, as its address is not public."""


class Fault(StrEnum):
    """Reasons why a request got no final answer; the values are shown to the user."""

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
    """The result of one request: the statuses of all answers, or a fault."""

    url: str
    final_url: str = ""
    statuses: tuple[int, ...] = ()
    """One for each hop; all but the last are redirects."""
    fault: Fault | None = None
    at: float | None = None
    """The time of the request; None for now."""


class LinkHealth(NamedTuple):
    """The known health of a link; times are Unix times in seconds."""

    verdict: Verdict
    reason: str = ""
    final_url: str = ""
    """The new address of a moved link."""
    checked: float = 0.0
    failing_since: float | None = None
    """The time of the first failure since the last success."""
    failures: int = 0
    due: float = 0.0
    """The time from which on it should be requested again."""

    @property
    def is_dead(self) -> bool:
        """True if it was gone at two checks, three days apart."""
        return self.verdict is Verdict.DEAD

    @property
    def is_gone(self) -> bool:
        """True if it was gone at the last check."""
        return self.verdict in {Verdict.SUSPECT, Verdict.DEAD}

    @property
    def is_refused(self) -> bool:
        """True if its site refuses programs; browsers may well get the page."""
        return self.reason in _REFUSALS

    @property
    def facts(self) -> dict[str, bool]:
        """The fields of `statuses.Facts` that follow; None if uncertain."""
        match self.verdict:
            case Verdict.ALIVE | Verdict.MOVED:
                return {"dead": False, "gone": False, "moved": self.verdict is Verdict.MOVED}
            case Verdict.DEAD:
                return {"dead": True, "gone": True, "moved": False}
            case Verdict.SUSPECT:
                return {"gone": True, "moved": False}
        return {}
