"""Facts about repositories one by one: from the API of their forge, or from ecosyste.ms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from awesome_tui.errors import NotFound, SourceError
from awesome_tui.model.repositories import RepoReport, RepoState
from awesome_tui.sources.addresses import RepoPath
from awesome_tui.sources.fetch import Fetcher, NotModified
from awesome_tui.sources.forge_answers import parse_repo_info
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.http_errors import Blocked
from awesome_tui.sources.remote import Token, no_token, parse_json, read_repo_info
from awesome_tui.sources.repository_links import Repository

ECOSYSTEMS = "https://repos.ecosyste.ms/api/v1"
ATTRIBUTION = "ecosyste.ms, CC BY-SA"
"""The attribution that the licence of its data asks for."""

_FORGE_GAP, _INDEX_GAP = 1.0, 0.25
"""Seconds between requests: forges tell no limits that one could rely on."""

Sleep = Callable[[float], Awaitable[None]]


def ecosystems_from(environ: Mapping[str, str]) -> str:
    """The URL of ecosyste.ms, or of what stands in for it by `AWESOME_TUI_ECOSYSTEMS_API`."""
    return environ.get("AWESOME_TUI_ECOSYSTEMS_API", "").rstrip("/") or ECOSYSTEMS


async def _one_by_one(
    wanted: Sequence[Repository],
    report: Callable[[Repository], Awaitable[RepoReport]],
    gap: float,
    sleep: Sleep,
) -> AsyncIterator[Sequence[RepoReport]]:
    """Yield the report on each, with `gap` seconds between."""
    for number, repository in enumerate(wanted):
        if number:
            await sleep(gap)
        yield [await report(repository)]


@dataclass(frozen=True, slots=True)
class ForgeApi:
    """The API of a forge, asked for one repository after another."""

    fetcher: Fetcher
    token: Token = no_token
    sleep: Sleep = asyncio.sleep

    def reports(self, wanted: Sequence[Repository]) -> AsyncIterator[Sequence[RepoReport]]:
        """Yield what the forge tells, one by one; see `RepositorySource`."""
        return _one_by_one(wanted, self._report, _FORGE_GAP, self.sleep)

    async def _report(self, repository: Repository) -> RepoReport:
        forge = repository.forge
        place = RepoPath(forge, repository.name, forge.kind.head)
        try:
            info = await read_repo_info(place, self.fetcher, token=self.token)
        except NotFound:
            return repository.report(forge.name, state=RepoState.GONE)
        except Blocked:
            return repository.report(forge.name, state=RepoState.BLOCKED)
        return repository.report(forge.name, info)


@dataclass(frozen=True, slots=True)
class Ecosystems:
    """An open index of repositories, which learns what is read: only for who allows that."""

    fetcher: Fetcher
    api: str = ECOSYSTEMS
    sleep: Sleep = asyncio.sleep

    def reports(self, wanted: Sequence[Repository]) -> AsyncIterator[Sequence[RepoReport]]:
        """Yield what ecosyste.ms tells, one by one; see `RepositorySource`."""
        return _one_by_one(wanted, self._report, _INDEX_GAP, self.sleep)

    async def _report(self, repository: Repository) -> RepoReport:
        url = f"{self.api}/hosts/{_host_in_index(repository.forge)}/repositories/"
        try:
            answer = await self.fetcher.fetch(
                url + quote(repository.name, safe=""), accept="application/json", site=self.api
            )
        except NotFound:  # it may be there all the same: the index has gaps, and no old names
            return repository.report(ATTRIBUTION, state=RepoState.UNKNOWN)
        said = None if isinstance(answer, NotModified) else parse_json(answer, repository.forge)
        info = parse_repo_info(said)
        if info is None:
            raise SourceError("ecosyste.ms told nothing of a repository: try again later.")
        return repository.report(ATTRIBUTION, info, updated=_synced(said))


def _host_in_index(forge: Forge) -> str:
    return forge.name if forge.name == "GitHub" else forge.host


def _synced(said: Any) -> float | None:
    try:
        return datetime.fromisoformat(said["last_synced_at"]).timestamp()
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
