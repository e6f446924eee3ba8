"""The end of the program, delayed up to a second by work that keys have begun."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual.worker import Worker

from awesome_tui.tui.rendering.type_ahead import PATIENCE, until

BEGUN = frozenset(("desktop", "keep", "turn", "asked"))
"""The groups of workers that leaving waits for; messages use their descriptions.

A worker without a description gets one with all arguments spelled out, such as a whole list.
"""
_SOON = 0.1
"""Seconds that leaving may take without a message."""


class Leaving:
    """Ends the program once, as soon as unfinished work is done."""

    def __init__(self, unfinished: Callable[[], Sequence[str]], say: Callable[[str], None]) -> None:
        """`unfinished` returns the names of work that is under way."""
        self._unfinished = unfinished
        self._say = say
        self._waiting: asyncio.Task[None] | None = None
        self._has_begun = False

    def end_with(self, end: Callable[[str], None]) -> None:
        """Call `end` after unfinished work, with a complaint if that is not done in time."""
        if self._has_begun:  # a signal and the closing terminal may both end the program
            return
        self._has_begun = True
        if self._unfinished():
            self._waiting = asyncio.create_task(self._wait_and(end))
        else:
            end("")

    async def _wait_and(self, end: Callable[[str], None]) -> None:
        if not await until(lambda: not self._unfinished(), _SOON):
            self._say(f"Waiting for {' and '.join(self._unfinished())} …")
            await until(lambda: not self._unfinished(), PATIENCE - _SOON)
        end(complain_of(self._unfinished()))


def complain_of(unfinished: Sequence[str]) -> str:
    """Return a sentence about work that was cut off; empty if there is none."""
    if not unfinished:
        return ""
    return f"awesome-tui: Ended before this was done: {', '.join(unfinished)}."


def unfinished(workers: Iterable[Worker[Any]]) -> tuple[str, ...]:
    """Return the names of work that was begun by keys and must not get lost."""
    begun = (worker for worker in workers if worker.group in BEGUN)
    return tuple(dict.fromkeys(w.description for w in begun if not w.is_finished))
