"""Metadata of repositories, with source and age."""

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
    """Forges that the user has a token for (the default)."""
    FORGE = "forge"
    """All forges; without a token, GitHub only about the entry under the cursor."""
    ALL = "all"
    """Also ecosyste.ms for GitHub without a token, which thereby learns what is read."""


class RepoState(StrEnum):
    """The existence of a repository, as far as a source tells."""

    THERE = "there"
    GONE = "gone"
    """Deleted, or private: forges do not tell which."""
    BLOCKED = "blocked"
    """Taken away by the forge, for reasons of law or of its terms."""
    UNKNOWN = "unknown"
    """Unknown for now: the source may know later."""


class RepoReport(NamedTuple):
    """The answer of a source about one repository."""

    key: str
    """The key of the repository that was asked for."""
    source: str
    """The name of the source, with the attribution that its licence requires."""
    info: RepoInfo | None = None
    state: RepoState = RepoState.THERE
    updated: float | None = None
    """The time when the source learned it; None for now."""
    current_key: str = ""
    """The key of its current name, if it was renamed."""


class RepoFacts(NamedTuple):
    """The stored metadata of a repository."""

    info: RepoInfo
    source: str
    asked: float
    """The time when the source was asked last."""
    state: RepoState = RepoState.THERE
    updated: float | None = None
    """The time when the source learned it; None for the same time."""

    @property
    def learned(self) -> float:
        """The time when the facts were true."""
        return self.asked if self.updated is None else self.updated

    def is_stale(self, now: float) -> bool:
        """True if it should be requested again; also if the clock was set back."""
        return not 0 <= now - self.asked < FRESH
