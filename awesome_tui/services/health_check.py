"""The check of links whose health is not known, or was found out too long ago."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from awesome_tui.library.health import Health
from awesome_tui.model.link_health import LinkHealth, Observation, Verdict
from awesome_tui.services.link_check import LinkCheck
from awesome_tui.sources.host_turns import HostTurns, Pace
from awesome_tui.sources.http_client import trusted_certificates
from awesome_tui.sources.link_probe import Connections, Probe
from awesome_tui.sources.network import NetworkSettings
from awesome_tui.sources.public_addresses import PublicBackend, Resolver, resolve
from awesome_tui.text.urls import normalize_url

_BATCH = 24
_SECOND_LOOK = 30.0
"""Seconds after which a page that seemed gone is asked for again."""

Report = Callable[[Mapping[str, LinkHealth]], None]
"""Called with the health of some links more, by normalized URL."""


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A check by way of the user's network; hosts in `allowed` are asked though not public."""

    settings: NetworkSettings = field(default_factory=NetworkSettings)
    allowed: frozenset[tuple[str, int]] = frozenset()
    pace: Pace = field(default_factory=Pace)
    resolver: Resolver = resolve
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    looks_twice: bool = False
    """True to look again at what seems gone, before the check ends."""

    def due(
        self, urls: Iterable[str], known: Mapping[str, LinkHealth], now: float
    ) -> tuple[str, ...]:
        """Those of `urls` that are worth asking for now, each page once."""
        by_page = {normalize_url(url): url for url in urls}
        return tuple(
            url for page, url in by_page.items() if page not in known or known[page].due <= now
        )

    def run(self, urls: Sequence[str], health: Health, report: Report) -> bool:
        """Look at `urls` and keep what was found; blocks. True if the machine seems offline."""
        return asyncio.run(self.check(urls, health, report))

    async def check(self, urls: Sequence[str], health: Health, report: Report) -> bool:
        """As `run`, on an event loop of one's own: certificates and names take their time."""
        backend = PublicBackend(self.resolver, self.allowed)
        trusted = trusted_certificates(self.settings)
        async with Connections(self.settings, trusted, backend, self.pace.at_once) as connections:
            turns = HostTurns(self.pace, sleep=self.sleep)
            probe = Probe(connections, turns)
            check = LinkCheck(probe.look, self.pace.at_once)
            gone = await _keep(check, urls, health, report)
            if gone and self.looks_twice:
                await self.sleep(_SECOND_LOOK)
                await _keep(LinkCheck(probe.look, self.pace.at_once), gone, health, report)
        return check.was_offline


async def _keep(
    check: LinkCheck, urls: Sequence[str], health: Health, report: Report
) -> tuple[str, ...]:
    """Keep what the check finds, some links at a time; return those that seem gone."""
    gone: list[str] = []
    batch: list[Observation] = []

    async def keep_batch() -> None:
        judged = await health.observe(tuple(batch))
        gone.extend(
            seen.url for seen in batch if judged[normalize_url(seen.url)].verdict is Verdict.SUSPECT
        )
        batch.clear()
        report(judged)

    async for seen in check.run(urls):
        batch.append(seen)
        if len(batch) >= _BATCH:
            await keep_batch()
    if batch:
        await keep_batch()
    return tuple(gone)
