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
    """Seconds between two requests to one host, from when the first is sent or answered."""


class LeftAloneError(Exception):
    """The host has asked for a pause, and is asked no more."""


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the one whose request is to be sent next."""
    next_start: float = 0.0
    is_left_alone: bool = False


@dataclass(slots=True)
class Turn:
    """The permission for one request."""

    _end_of_start: Callable[[], None]
    _is_sent: bool = False

    def sent(self) -> None:
        """Say that the request is on its way, which the next one waits for."""
        if not self._is_sent:
            self._is_sent = True
            self._end_of_start()


@dataclass(slots=True)
class HostTurns:
    """Hands out turns for requests, host by host; `clock` and `sleep` are in seconds."""

    pace: Pace = Pace()
    clock: Callable[[], float] = field(default=lambda: asyncio.get_running_loop().time())
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict, init=False, repr=False)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Turn]:
        """Wait for a turn at the host; raises `LeftAloneError` where none comes any more."""
        host = self._host(name)

        def let_next_start() -> None:
            self.pause(name, self.pace.gap)
            host.door.release()

        async with host.places:
            await host.door.acquire()
            turn = Turn(let_next_start)
            try:
                due = self.clock()
                while host.next_start > due and not host.is_left_alone:
                    due = host.next_start  # an answer can put it off meanwhile
                    await self.sleep(due - self.clock())
                if host.is_left_alone:
                    raise LeftAloneError(name)
                yield turn
            finally:
                turn.sent()
                # A request that was slow to arrive has done so once it is answered: a host that
                # counts from then must not see the next one sooner.
                self.pause(name, self.pace.gap)

    def pause(self, name: str, seconds: float) -> None:
        """Give the next turn at the host no sooner than it wants."""
        host = self._host(name)
        host.next_start = max(host.next_start, self.clock() + seconds)

    def leave_alone(self, name: str) -> None:
        """Give no more turns at the host, as it wants a pause."""
        self._host(name).is_left_alone = True

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            self._hosts[name] = _Host(asyncio.Semaphore(self.pace.at_once_per_host))
        return self._hosts[name]
