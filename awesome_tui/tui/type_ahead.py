"""Keys take effect one after another, however fast they come.

Textual hands out a key while the one before it is still on its way through the queues of widgets,
so that one that moves the focus, opens a question or quits overtakes others:

    typed     e  H  i  Enter  q
    Textual   e ···· begins to ask ················ the question is there, for nobody
                 H ·· goes Home    q ·· quits
    here      e ···· begins to ask ················ the question is there
                                                    H  i  Enter ·· is answered  q ·· quits
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, NamedTuple, TypeAlias

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

PATIENCE = 1.0
"""So many seconds at most, leaving waits for what earlier keys began."""
_SPINS = 100
"""So many turns of the loop are waited for one by one; what takes longer is noticed later."""
_TICK = 0.002

Input: TypeAlias = events.Key | events.Paste


class Typed(NamedTuple):
    """A key, or a text that was pasted."""

    event: Input
    time: float

    @property
    def key(self) -> str:
        """What the key is called; nothing for a text."""
        return self.event.key if isinstance(self.event, events.Key) else ""

    @property
    def age(self) -> float:
        """Seconds since it was typed."""
        return monotonic() - self.time


class KeyQueue:
    """Hands out what is typed, each key as soon as nothing is left to be done for the one before.

    `can_have` tells whether the program is ready for a key; what `is_leaving` does not wait for
    that longer than is patient, nor for the keys before it.
    """

    def __init__(
        self,
        app: App[Any],
        deliver: Callable[[Input], Awaitable[None]],
        can_have: Callable[[Typed], bool],
        is_leaving: Callable[[Typed, list[Typed]], bool],
    ) -> None:
        self._app, self._deliver = app, deliver
        self._can_have, self._is_leaving = can_have, is_leaving
        self._waiting: deque[Typed] = deque()
        self._task: asyncio.Task[None] | None = None
        self._is_used = self._is_over = False
        self.has_dropped = False
        """Whether keys were passed over for one that ends the program."""

    @property
    def is_busy(self) -> bool:
        """Whether a key has not had its effect yet."""
        if self._is_over or not self._is_used:
            return False
        return bool(self._waiting) or not is_quiet(self._app)

    def put(self, event: Input) -> None:
        """Take in what was typed."""
        if self._is_over:
            return
        self._is_used = True
        self._waiting.append(Typed(event, monotonic()))
        if self._task is None:
            self._task = asyncio.create_task(self._hand_out())

    def end(self) -> None:
        """Hand out nothing more."""
        self._is_over = True
        self._waiting.clear()

    async def _hand_out(self) -> None:
        try:
            while self._waiting:
                # Asked before a key, not behind it: most come when all is quiet.
                await self._quiet()
                await until(self._is_next_ready)
                await self._quiet()
                if self._waiting:
                    await self._deliver(self._waiting.popleft().event)
        except Exception as error:
            self._app._handle_exception(error)
        finally:
            self._task = None

    async def _quiet(self) -> None:
        await until(lambda: is_quiet(self._app), PATIENCE)

    def _is_next_ready(self) -> bool:
        if self._app.return_code is not None:  # there may be no screen any more to ask
            self.end()
        if not self._waiting:
            return True
        if self._can_have(self._waiting[0]):
            return True
        for number, typed in enumerate(self._waiting):
            if typed.age > PATIENCE and self._is_leaving(typed, list(self._waiting)[:number]):
                for _ in range(number):
                    self._waiting.popleft()
                    self.has_dropped = True
                return True
        return False


async def until(is_true: Callable[[], bool], seconds: float | None = None) -> bool:
    """Wait until `is_true`, if need be for so many `seconds` at most; whether it came true."""
    end, turns = monotonic() + (seconds or 0), 0
    while not is_true():
        if seconds is not None and monotonic() > end:
            return False
        await asyncio.sleep(0 if turns < _SPINS else _TICK)
        turns += 1
    return True


def is_quiet(app: App[Any]) -> bool:
    """Whether the app and all of its widgets have nothing more to do than to wait for messages."""
    return _is_waiting(app) and all(map(_is_waiting, app._registry))


def _is_waiting(pump: MessagePump) -> bool:
    """Whether it waits for a message, or is not there any more."""
    queue: Any = pump._message_queue
    is_there = pump._running if isinstance(pump, App) else pump._task is not None
    return not is_there or (queue.empty() and bool(queue.ready_event._waiters))
