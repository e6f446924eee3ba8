"""Metadata of repositories, with its source and its age."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from awesome_tui.model.entries import RepoInfo

FRESH = 7 * 86_400
"""Seconds after which facts are asked for again."""


class FactSources(StrEnum):
    """The services that may be asked about the repositories that lists lead to."""

    OFF = "off"
    TOKEN = "token"
    """Forges that the user has a token for; nobody else is asked where nothing is said."""
    FORGE = "forge"
    """All forges: without a token GitHub only for the entry under the cursor."""
    ALL = "all"
    """These and, for GitHub without a token, ecosyste.ms, which so learns what is read."""


class RepoState(StrEnum):
    """The answer to the question if a repository exists."""

    THERE = "there"
    GONE = "gone"
    """Deleted, or private: forges do not tell which."""
    BLOCKED = "blocked"
    """Taken away by the forge, for reasons of law or of its terms."""
    UNKNOWN = "unknown"
    """Not told, for a reason that may pass."""


class RepoReport(NamedTuple):
    """The answer of a source to the question for one repository."""

    key: str
    """The key of the repository that was asked for."""
    source: str
    """The name of the source, with the attribution that a licence asks for."""
    info: RepoInfo | None = None
    state: RepoState = RepoState.THERE
    updated: float | None = None
    """The time when the source itself learned it, where that is not now."""
    current_key: str = ""
    """The key under its name of today, where that is another one."""


class RepoFacts(NamedTuple):
    """The stored metadata of a repository."""

    info: RepoInfo
    source: str
    asked: float
    """The time when the source was asked last."""
    state: RepoState = RepoState.THERE
    updated: float | None = None
    """The time when the source itself learned it, where it was not then."""

    @property
    def learned(self) -> float:
        """The time of which the facts tell."""
        return self.asked if self.updated is None else self.updated

    def is_stale(self, now: float) -> bool:
        """True if it is to be asked for again; also where the clock has been set back."""
        return not 0 <= now - self.asked < FRESH
