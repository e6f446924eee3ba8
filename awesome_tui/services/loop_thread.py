"""A coroutine run on an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class LoopThread(Generic[T]):
    """A thread that runs one coroutine and does not delay the end of the program."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Start `work`; once cancelled by `stop`, it may still return a result."""
        self.finished: Future[T] = Future()
        """The result of the work."""
        self._work = work
        self._stopping = Lock()
        self._is_stopped = False
        self._cancel: Callable[[], object] | None = None
        self.finished.set_running_or_notify_cancel()
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Cancel the work, from any thread; nothing happens if it has ended."""
        with self._stopping:
            self._is_stopped = True
            if self._cancel is not None:
                self._cancel()

    def _run(self) -> None:
        try:
            self.finished.set_result(asyncio.run(self._await_work()))
        except BaseException as error:
            self.finished.set_exception(error)

    async def _await_work(self) -> T:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(self._work())
        with self._stopping:
            self._cancel = lambda: loop.call_soon_threadsafe(task.cancel)
            if self._is_stopped:
                # After its first step, as a task that never began cannot return anything.
                loop.call_soon(task.cancel)
        try:
            return await task
        finally:
            with self._stopping:
                self._cancel = None
