"""A queue for typed keys, so that each takes effect before the next one is delivered.

Textual delivers a key while the previous one is still on its way through the message queues of
widgets, so a key that moves the focus, opens a dialog or quits is overtaken by later ones:

    typed    e  H  i  Enter  q
    Textual  e ···· opens the dialog ··········· the dialog is open, without input
                H ·· goes Home   q ·· quits
    queued   e ···· opens the dialog ··········· the dialog is open
                                                 H  i  Enter ·· answers it   q ·· quits
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
"""The seconds that a quit key waits for the effects of earlier keys."""
_SPINS = 100
"""The number of event loop turns to poll one by one, before polling at intervals."""
_TICK = 0.002

Input: TypeAlias = events.Key | events.Paste


class Typed(NamedTuple):
    """A key, or a pasted text."""

    event: Input
    time: float

    @property
    def key(self) -> str:
        """The name of the key; empty for a paste."""
        return self.event.key if isinstance(self.event, events.Key) else ""

    @property
    def age(self) -> float:
        """Seconds since it was typed."""
        return monotonic() - self.time


class KeyQueue:
    """A queue that delivers each key after the effects of the previous one are complete.

    `can_have` returns True if the program is ready for a key. A key for which `is_leaving`
    returns True waits at most `PATIENCE` seconds for that, and then replaces the keys before it.
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
        """True if keys were discarded in favour of one that quits."""

    @property
    def is_busy(self) -> bool:
        """True until the last key has taken full effect."""
        if self._is_over or not self._is_used:
            return False
        return bool(self._waiting) or not is_quiet(self._app)

    def put(self, event: Input) -> None:
        """Enqueue a key or a paste."""
        if self._is_over:
            return
        self._is_used = True
        self._waiting.append(Typed(event, monotonic()))
        if self._task is None:
            self._task = asyncio.create_task(self._hand_out())

    def end(self) -> None:
        """Discard all keys, and deliver no more."""
        self._is_over = True
        self._waiting.clear()

    async def _hand_out(self) -> None:
        try:
            while self._waiting:
                # Checked before each key, not after it: most keys arrive while the app is idle.
                await self._quiet()
                await until(self._is_next_ready)
                await self._quiet()
                if self._waiting and self._app.is_running:
                    await self._deliver(self._waiting.popleft().event)
        except Exception as error:
            self._app._handle_exception(error)
        finally:
            self._task = None

    async def _quiet(self) -> None:
        await until(lambda: is_quiet(self._app), PATIENCE)

    def _is_next_ready(self) -> bool:
        # The screen may be gone already, or its panes.
        if self._app.return_code is not None or not self._app.is_running:
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
    """Poll until `is_true`, at most for `seconds` if given; return False on timeout."""
    end, turns = monotonic() + (seconds or 0), 0
    while not is_true():
        if seconds is not None and monotonic() > end:
            return False
        await asyncio.sleep(0 if turns < _SPINS else _TICK)
        turns += 1
    return True


def is_quiet(app: App[Any]) -> bool:
    """True if the app and all widgets have processed all of their messages."""
    return _is_waiting(app) and all(map(_is_waiting, app._registry))


def _is_waiting(pump: MessagePump) -> bool:
    """True if the pump waits for a message, or has ended."""
    queue: Any = pump._message_queue
    is_there = pump._running if isinstance(pump, App) else pump._task is not None
    return not is_there or (queue.empty() and bool(queue.ready_event._waiters))
