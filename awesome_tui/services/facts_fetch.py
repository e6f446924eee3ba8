"""Asking forges about repositories: all forges at once, each with one request at a time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from awesome_tui.errors import AwesomeError, RateLimited
from awesome_tui.services.fetching import open_client
from awesome_tui.services.repository_facts import ReportFacts, RepositoryFacts
from awesome_tui.sources.fetch import Fetcher
from awesome_tui.sources.forges import GITHUB, Forge
from awesome_tui.sources.github_graphql import GitHubGraphQL
from awesome_tui.sources.repository_apis import Ecosystems, ForgeApi, ecosystems_from
from awesome_tui.sources.repository_links import Repository, RepositorySource


async def ask_about(
    wanted: Sequence[Repository],
    facts: RepositoryFacts,
    report: ReportFacts,
    *,
    focused: bool = False,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Sequence[AwesomeError]:
    """Ask about `wanted`, store and report the answers, and return the failures.

    If it is cancelled, the answers until then are stored.
    """
    by_forge: defaultdict[str, list[Repository]] = defaultdict(list)
    for each in wanted:
        by_forge[each.forge.name].append(each)
    problems: list[AwesomeError] = []
    async with open_client(facts.loader) as client:
        fetcher = Fetcher(client, sleep=sleep, now=facts.loader.now)

        async def ask(group: Sequence[Repository]) -> None:
            forge = group[0].forge
            source = await asyncio.to_thread(_source, forge, facts, fetcher, focused)
            try:
                async for reports in source.reports(group):
                    report(await facts.loader.library.repositories.save(reports))
            except RateLimited as limit:
                problems.append(limit)
                if limit.until:
                    facts.limits[forge.name] = limit.until
            except AwesomeError as error:
                problems.append(error)

        with suppress(asyncio.CancelledError):
            await asyncio.gather(*map(ask, by_forge.values()))
    return tuple(problems)


def _source(
    forge: Forge, facts: RepositoryFacts, fetcher: Fetcher, focused: bool
) -> RepositorySource:
    """Return the service to ask about repositories of `forge`."""
    token = facts.loader.token(forge)
    if forge.kind is GITHUB and token:
        return GitHubGraphQL(forge, fetcher, token)
    if forge.kind is GITHUB and not focused:
        return Ecosystems(fetcher, ecosystems_from(facts.loader.environ), sleep=fetcher.sleep)
    return ForgeApi(fetcher, facts.loader.token, sleep=fetcher.sleep)
