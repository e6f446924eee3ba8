"""Repositories that links lead to, and what every source of facts about them has in common."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.repositories import RepoReport, RepoState
from awesome_tui.sources.forges import FORGES, GITLAB, Forge

_NAME = r"[A-Za-z0-9_.][\w.-]*"
_FLAT = rf"(?P<name>{_NAME}/{_NAME}?)(?:\.git)?(?=[/?#]|$)"
_NESTED = (
    rf"(?P<name>{_NAME}(?:/(?!-/){_NAME})*?/{_NAME}?)(?:\.git)?"
    r"(?=/(?:-|blob|tree|raw)/|/?(?:[?#]|$))"
)
_NO_OWNERS = frozenset(
    (
        *("about", "api", "apps", "blog", "collections", "contact", "customer-stories"),
        *("dashboard", "enterprise", "events", "explore", "features", "groups", "help", "issues"),
        *("login", "marketplace", "notifications", "orgs", "pricing", "pulls", "readme"),
        *("resources", "search", "security", "settings", "site", "solutions", "sponsors", "stars"),
        *("team", "topics", "trending", "user", "users"),
    )
)
"""First parts of paths on forges that are no owners of repositories."""


class Repository(NamedTuple):
    """A repository on a forge."""

    forge: Forge
    name: str
    """`owner/name`; on GitLab, groups can be nested."""
    key: str
    """The normalized URL of its page, which is the same for all spellings."""

    def key_as(self, name: str) -> str:
        """The key that it has under another name."""
        return self.key.removesuffix(self.name.lower()) + name.lower()

    def report(
        self,
        source: str,
        info: RepoInfo | None = None,
        state: RepoState = RepoState.THERE,
        updated: float | None = None,
    ) -> RepoReport:
        """The answer of `source` on it."""
        current = self.key_as(info.name) if info else self.key
        return RepoReport(
            self.key, source, info, state, updated, current if current != self.key else ""
        )


class RepositoryLinks:
    """Tells which repository a link leads to, by the table of forges."""

    def __init__(self, forges: Mapping[str, Forge] = FORGES) -> None:
        self._forges = [(_site(forge), forge) for forge in forges.values()]
        self._patterns = [_pattern(site, forge) for site, forge in self._forges]

    def repository(self, url: str | None) -> Repository | None:
        """The repository that `url`, or the key of one, leads to or into; None if none."""
        address = url if url is None or "://" in url else f"https://{url}"
        for pattern, (site, forge) in zip(self._patterns, self._forges, strict=True):
            found = pattern.match(address) if address else None
            if found and found["name"].partition("/")[0].lower() not in _NO_OWNERS:
                return Repository(forge, found["name"], f"{site}/{found['name'].lower()}")
        return None

    def key(self, url: str | None) -> str:
        """The key of the repository that `url` leads to or into; empty if none."""
        # Without `repository`, as it is asked of a quarter of a million links.
        for pattern, (site, _) in zip(self._patterns, self._forges, strict=True):
            found = pattern.match(url) if url else None
            if found:
                name = found["name"].lower()
                return "" if name.partition("/")[0] in _NO_OWNERS else f"{site}/{name}"
        return ""

    def among(self, urls: Iterable[str | None]) -> dict[str, Repository]:
        """The repositories that `urls` lead to, by their keys, each once and in order."""
        found = (self.repository(url) for url in urls)
        return {each.key: each for each in found if each}


class RepositorySource(Protocol):
    """Somebody who tells facts about repositories."""

    def reports(self, wanted: Sequence[Repository]) -> AsyncIterator[Sequence[RepoReport]]:
        """Yield what is told of `wanted`, some at a time; raises `FetchFailed` where it ends early.

        What is not told of at all was not asked for.
        """


def _pattern(site: str, forge: Forge) -> re.Pattern[str]:
    path = _NESTED if forge.kind is GITLAB else _FLAT
    page = rf"https?://(?:www\.)?{re.escape(site)}/{path}"
    return re.compile(page, re.ASCII | re.IGNORECASE)


def _site(forge: Forge) -> str:
    """Host and path of its pages, as normalized URLs begin."""
    return forge.web.partition("://")[2].removeprefix("www.").lower().rstrip("/")
