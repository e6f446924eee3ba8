"""The check of links over the network, with results stored as they come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from awesome_tui.library.health import Health
from awesome_tui.model.link_health import Verdict
from awesome_tui.services.link_check import LinkCheck, ReportHealth
from awesome_tui.sources.host_turns import HostTurns, Pace
from awesome_tui.sources.http_client import Trust, trusted_certificates
from awesome_tui.sources.link_probe import Connections, Probe
from awesome_tui.sources.network import NetworkSettings
from awesome_tui.sources.public_addresses import PublicBackend, Resolver, resolve
from awesome_tui.text.urls import normalize_page

_SECOND_LOOK = 30.0
"""Seconds before a page that seemed gone is requested again."""


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A check with the user's network settings; hosts in `allowed` need not be public."""

    settings: NetworkSettings = field(default_factory=NetworkSettings)
    allowed: frozenset[tuple[str, int]] = frozenset()
    pace: Pace = field(default_factory=Pace)
    resolver: Resolver = resolve
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    looks_twice: bool = False
    """True to check again, before the end, what seems gone."""
    trust: Trust = trusted_certificates

    def run(
        self, urls: Sequence[str], health: Health, report: ReportHealth, others: Sequence[str] = ()
    ) -> Sequence[str]:
        """Check `urls` and store the results; blocks. For `others` see `LinkCheck`.

        Return the unreachable hosts if the machine seems to be offline, else nothing.
        """
        return asyncio.run(self.check(urls, health, report, others))

    async def check(
        self, urls: Sequence[str], health: Health, report: ReportHealth, others: Sequence[str] = ()
    ) -> Sequence[str]:
        """Do the same on a running event loop, which loading certificates blocks for a moment."""
        backend = PublicBackend(self.resolver, self.allowed)
        trusted = self.trust(self.settings)
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
    """Store each result as it comes, as the check may be stopped; return URLs that seem gone."""
    gone: list[str] = []
    async with aclosing(check.run(urls)) as findings:
        async for seen in findings:
            judged = await health.observe((seen,))
            if judged[normalize_page(seen.url)].verdict is Verdict.SUSPECT:
                gone.append(seen.url)
            report(judged)
    return tuple(gone)
