"""The pace at which hosts are asked, so that none is bothered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pace:
    """The bounds of a check, those of checkers that sites put up with."""

    at_once: int = 24
    at_once_per_host: int = 2
    gap: float = 1.0
    """Seconds between the starts of two requests to one host."""


class LeftAloneError(Exception):
    """The host has asked for a pause, and is asked no more."""


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    next_start: float = 0.0
    is_left_alone: bool = False


@dataclass(slots=True)
class HostTurns:
    """Hands out turns for requests, host by host; `clock` and `sleep` are in seconds."""

    pace: Pace = Pace()
    clock: Callable[[], float] = field(default=lambda: asyncio.get_running_loop().time())
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict, init=False, repr=False)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for a turn at the host; raises `LeftAloneError` where none comes any more."""
        host = self._host(name)
        async with host.places:
            now = self.clock()
            start = max(now, host.next_start)
            host.next_start = start + self.pace.gap
            if start > now and not host.is_left_alone:
                await self.sleep(start - now)
            if host.is_left_alone:
                raise LeftAloneError(name)
            yield

    def leave_alone(self, name: str) -> None:
        """Give no more turns at the host, as it wants a pause."""
        self._host(name).is_left_alone = True

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            self._hosts[name] = _Host(asyncio.Semaphore(self.pace.at_once_per_host))
        return self._hosts[name]
