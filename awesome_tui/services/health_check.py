"""The check of links whose health is not known, or was found out too long ago."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from awesome_tui.library.health import Health
from awesome_tui.model.link_health import Verdict
from awesome_tui.services.link_check import LinkCheck, ReportHealth
from awesome_tui.sources.host_turns import HostTurns, Pace
from awesome_tui.sources.http_client import trusted_certificates
from awesome_tui.sources.link_probe import Connections, Probe
from awesome_tui.sources.network import NetworkSettings
from awesome_tui.sources.public_addresses import PublicBackend, Resolver, resolve
from awesome_tui.text.urls import normalize_page

_SECOND_LOOK = 30.0
"""Seconds after which a page that seemed gone is asked for again."""


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

    def run(
        self, urls: Sequence[str], health: Health, report: ReportHealth, others: Sequence[str] = ()
    ) -> Sequence[str]:
        """Look at `urls` and keep what was found; blocks. For `others` see `LinkCheck`.

        The result are the hosts that cannot be reached, if the machine seems offline.
        """
        return asyncio.run(self.check(urls, health, report, others))

    async def check(
        self, urls: Sequence[str], health: Health, report: ReportHealth, others: Sequence[str] = ()
    ) -> Sequence[str]:
        """As `run`, on an event loop of one's own: certificates and names take their time."""
        backend = PublicBackend(self.resolver, self.allowed)
        trusted = trusted_certificates(self.settings)
        async with Connections(self.settings, trusted, backend, self.pace.at_once) as connections:
            turns = HostTurns(self.pace, sleep=self.sleep)
            probe = Probe(connections, turns)
            check = LinkCheck(probe.look, self.pace.at_once, others)
            gone = await _keep(check, urls, health, report)
            if gone and self.looks_twice:
                await self.sleep(_SECOND_LOOK)
                await _keep(LinkCheck(probe.look, self.pace.at_once), gone, health, report)
        return check.unreached


async def _keep(
    check: LinkCheck, urls: Sequence[str], health: Health, report: ReportHealth
) -> tuple[str, ...]:
    """Keep each finding as it comes, as the check may be stopped; return the URLs that are gone."""
    gone: list[str] = []
    async with aclosing(check.run(urls)) as findings:
        async for seen in findings:
            judged = await health.observe((seen,))
            if judged[normalize_page(seen.url)].verdict is Verdict.SUSPECT:
                gone.append(seen.url)
            report(judged)
    return tuple(gone)
