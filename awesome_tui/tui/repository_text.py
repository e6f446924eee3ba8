"""The metadata of a repository in words, without judgements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.repositories import RepoFacts, RepoState
from awesome_tui.text.ages import format_age
from awesome_tui.text.measures import format_count

_MOST_TOPICS = 8


class RepositoryText(NamedTuple):
    """Text for the detail."""

    facts: str
    more: str
    """Source, age and less important facts."""
    description: str


def describe_repository(key: str, facts: RepoFacts, now: float) -> RepositoryText | None:
    """Describe the repository of this key; None if nothing is known."""
    told = f"{facts.source}, {format_age(now - facts.learned)}"
    match facts.state:
        case RepoState.UNKNOWN:
            return None
        case RepoState.GONE:
            return RepositoryText("No such repository: deleted, private or renamed", told, "")
        case RepoState.BLOCKED:
            return RepositoryText("Taken away by its forge", told, "")
    info = facts.info
    more = " · ".join((*_renamed(key, info), told, *_release_and_topics(info)))
    return RepositoryText(" · ".join(_facts(info)), more, info.description)


def _facts(info: RepoInfo) -> Iterator[str]:
    if info.stars is not None:
        yield f"★ {format_count(info.stars)}"
    if info.archived:
        yield "archived"
    if info.pushed is not None:
        yield f"pushed {_month(info.pushed)}"
    if info.active is not None:
        yield f"active {_month(info.active)}"
    yield from filter(None, (info.licence, info.language))


def _renamed(key: str, info: RepoInfo) -> Iterator[str]:
    if not key.endswith(f"/{info.name.lower()}"):
        yield f"now {info.name}"


def _release_and_topics(info: RepoInfo) -> Iterator[str]:
    if info.release:
        day = f" {_month(info.released)}" if info.released else ""
        yield f"release {info.release}{day}"
    if info.topics:
        yield f"topics {', '.join(info.topics[:_MOST_TOPICS])}"


def _month(day: date) -> str:
    return day.strftime("%Y-%m")
