"""Facts about repositories from GitHub's GraphQL, many with each request; it needs a token."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from awesome_tui.errors import FetchFailed, RateLimited
from awesome_tui.model.repositories import RepoReport, RepoState
from awesome_tui.sources.fetch import Fetched, Fetcher, NotModified, bearer
from awesome_tui.sources.forge_answers import parse_graphql_repo
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.http_errors import ServerError
from awesome_tui.sources.remote import parse_json
from awesome_tui.sources.repository_links import Repository
from awesome_tui.text.sanitize import clean

BATCH = 50
"""Repositories in one request: more than a hundred are refused for some tokens."""
_HOPELESS = 3
"""After so many repositories that fail by themselves, the server is to blame."""
_PAUSE = timedelta(minutes=1)
"""How long to leave GitHub alone where it does not say."""
_FIELDS = (
    "nameWithOwner description stargazerCount pushedAt isArchived isDisabled licenseInfo{spdxId}"
    " primaryLanguage{name} latestRelease{tagName publishedAt}"
    " repositoryTopics(first:10){nodes{topic{name}}}"
)


class _Answer(NamedTuple):
    reports: Sequence[RepoReport]
    left: Sequence[Repository]
    """Those that were too much for one request."""
    limit: RateLimited | None


@dataclass(frozen=True, slots=True)
class GitHubGraphQL:
    """One request at a time; where one is too much for the server, the next are half as large."""

    forge: Forge
    fetcher: Fetcher
    token: str

    async def reports(self, wanted: Sequence[Repository]) -> AsyncIterator[Sequence[RepoReport]]:
        """Yield what GitHub tells, a request at a time; see `RepositorySource`."""
        rest, size, troubles = list(wanted), BATCH, 0
        while rest:
            batch, later = rest[:size], rest[size:]
            try:
                answer = await self._ask(batch)
            except ServerError:
                if len(batch) > 1:
                    size = len(batch) // 2
                    continue
                troubles += 1
                if troubles == _HOPELESS or not later:
                    raise
                rest = later
                continue
            yield answer.reports
            if answer.limit:
                raise answer.limit
            if answer.left:
                size = max(1, len(batch) // 2)
            rest = [*answer.left, *later]

    async def _ask(self, batch: Sequence[Repository]) -> _Answer:
        answer = await self.fetcher.fetch(
            self.forge.graphql,
            accept="application/json",
            credential=bearer(self.forge.api, self.token),
            site=self.forge.graphql,
            body=json.dumps({"query": _query(batch)}).encode(),
            retried=False,
        )
        if isinstance(answer, NotModified):
            raise FetchFailed(f"{self.forge.name} told nothing of repositories: try again later.")
        return self._judge(batch, parse_json(answer, self.forge), answer)

    def _judge(self, batch: Sequence[Repository], said: Any, answer: Fetched) -> _Answer:
        """Judge each repository by its own error, as those of others say nothing of it."""
        data, errors, others = _split_answer(said)
        if not data and others and not others & {"RATE_LIMITED", "RESOURCE_LIMITS_EXCEEDED"}:
            raise FetchFailed(
                f"{self.forge.name} told nothing of repositories ({clean(min(others))}):"
                " try again later."
            )
        reports, left = [], []
        is_limited = "RATE_LIMITED" in others or "RATE_LIMITED" in errors.values()
        for alias, repository in _aliases(batch).items():
            info, error = parse_graphql_repo(data.get(alias)), errors.get(alias, "")
            if info is not None:
                is_blocked = data[alias].get("isDisabled") is True
                state = RepoState.BLOCKED if is_blocked else RepoState.THERE
                reports.append(repository.report(self.forge.name, info, state))
            elif error == "NOT_FOUND":
                reports.append(repository.report(self.forge.name, state=RepoState.GONE))
            elif is_limited:
                continue
            elif len(batch) > 1 and "RESOURCE_LIMITS_EXCEEDED" in {error, *others}:
                left.append(repository)
            else:  # perhaps forbidden for this token
                reports.append(repository.report(self.forge.name, state=RepoState.UNKNOWN))
        limit = self._limit(answer) if is_limited or answer.limited_until else None
        return _Answer(reports, left, limit)

    def _limit(self, answer: Fetched) -> RateLimited:
        until = answer.limited_until or self.fetcher.now() + _PAUSE
        return RateLimited(
            f"{self.forge.name} tells no more of repositories until {until:%H:%M}: try again then.",
            until,
        )


def _query(batch: Sequence[Repository]) -> str:
    asked = " ".join(
        "{}:repository(owner:{},name:{}){{...f}}".format(
            alias, *map(json.dumps, repository.name.split("/"))
        )
        for alias, repository in _aliases(batch).items()
    )
    return f"query{{{asked}}} fragment f on Repository{{{_FIELDS}}}"


def _aliases(batch: Sequence[Repository]) -> dict[str, Repository]:
    return {f"r{number}": repository for number, repository in enumerate(batch)}


def _split_answer(said: Any) -> tuple[Mapping[str, Any], Mapping[str, str], set[str]]:
    """The data by alias, the types of errors by alias, and the types or texts of all others."""
    fields = said if isinstance(said, dict) else {}
    data, errors = fields.get("data"), fields.get("errors")
    named: dict[str, str] = {}
    others: set[str] = set()
    for error in errors if isinstance(errors, list) else ():
        if not isinstance(error, dict):
            continue
        kind, path = str(error.get("type") or error.get("message")), error.get("path")
        if isinstance(path, list) and path and isinstance(path[0], str):
            named[path[0]] = kind
        else:
            others.add(kind)
    if not isinstance(data, dict):
        data = {}
    return data, named, others
