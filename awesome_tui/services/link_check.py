"""The check of many links, in an order that spares their hosts."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from awesome_tui.model.link_health import Fault, LinkHealth, Observation
from awesome_tui.services.link_hosts import host_of
from awesome_tui.services.loop_thread import LoopThread

if TYPE_CHECKING:
    from awesome_tui.library.health import Health
    from awesome_tui.services.health_check import HealthCheck

ReportHealth: TypeAlias = Callable[[Mapping[str, LinkHealth]], object]
"""Is called with the health of links that were just checked, by page."""
Look: TypeAlias = Callable[[str], Awaitable[Observation]]

_NO_WAY = frozenset({Fault.NO_HOST, Fault.NAME_SERVER, Fault.REFUSED, Fault.TIMEOUT, Fault.RESET})
"""Faults that a machine without a network meets everywhere."""
_NEVER_ASKED = frozenset({Fault.NOT_ASKED, Fault.NOT_PUBLIC})


@dataclass(slots=True)
class LinkCheck:
    """A run over some links.

    If most of their hosts and all `others` are unreachable, the machine seems to be offline, and
    nothing is said of the links that could not be reached.
    """

    look: Look
    at_once: int = 24
    others: Sequence[str] = ()
    """Links to other hosts, requested only to tell dead hosts from a dead network."""
    unreached: tuple[str, ...] = field(default=(), init=False)
    """The unreachable hosts, if the machine seems to be offline."""

    async def run(self, urls: Iterable[str]) -> AsyncGenerator[Observation, None]:
        """Yield an observation of each of `urls`, as soon as it is there."""
        found: asyncio.Queue[Observation] = asyncio.Queue()
        waiting = _by_turns(dict.fromkeys(urls))
        reached: dict[str, bool] = defaultdict(bool)
        doubtful: list[Observation] = []
        async with self._workers(waiting, found):
            for _ in range(len(waiting)):
                seen = await found.get()
                is_doubtful = seen.fault in _NO_WAY
                if seen.fault not in _NEVER_ASKED:
                    reached[host_of(seen.url)] |= not is_doubtful
                if is_doubtful:
                    doubtful.append(seen)
                else:
                    yield seen
        if 2 * sum(reached.values()) < len(reached) and not await self._reaches_others():
            self.unreached = tuple(host for host, is_reached in reached.items() if not is_reached)
            return
        for seen in doubtful:
            yield seen

    async def _reaches_others(self) -> bool:
        seen = await asyncio.gather(*map(self.look, self.others))
        return any(each.fault not in _NO_WAY | _NEVER_ASKED for each in seen)

    @asynccontextmanager
    async def _workers(
        self, waiting: deque[str], found: asyncio.Queue[Observation]
    ) -> AsyncIterator[None]:
        queue = deque(waiting)
        count = min(self.at_once, len(queue))
        workers = [asyncio.create_task(self._work(queue, found)) for _ in range(count)]
        try:
            yield
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, queue: deque[str], found: asyncio.Queue[Observation]) -> None:
        while queue:
            found.put_nowait(await self.look(queue.popleft()))


def begin_check(
    make_check: Callable[[], HealthCheck],
    urls: Sequence[str],
    health: Health,
    report: ReportHealth,
    *,
    told: Sequence[Observation] = (),
    others: Sequence[str] = (),
) -> LoopThread[Sequence[str]]:
    """Store what forges have `told` and check `urls`, in a thread that also calls the functions.

    Its result is that of `HealthCheck.check`; nothing if the check was stopped.
    """

    async def check_until_stopped() -> Sequence[str]:
        with suppress(asyncio.CancelledError):
            if told:
                report(await health.observe(told))
            if urls:
                return await make_check().check(urls, health, report, others)
        return ()

    return LoopThread(check_until_stopped)


def _by_turns(urls: Iterable[str]) -> deque[str]:
    """Order `urls` with those of one host far apart, so that few wait for each other."""
    by_host: defaultdict[str, deque[str]] = defaultdict(deque)
    for url in urls:
        by_host[host_of(url)].append(url)
    turns: deque[str] = deque()
    queues = deque(sorted(by_host.values(), key=len, reverse=True))
    while queues:
        queue = queues.popleft()
        turns.append(queue.popleft())
        if queue:
            queues.append(queue)
    return turns
