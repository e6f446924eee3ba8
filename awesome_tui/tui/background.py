"""Blocking calls in daemon threads, awaited from the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def start_thread(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """Start `call` in a daemon thread.

    Unlike Textual's workers and asyncio's executor threads, it does not delay the exit: quitting
    does not wait for a slow server.
    """
    future: Future[T] = Future()
    # Running futures cannot be cancelled: a cancelled awaiter would otherwise break `set_result`.
    future.set_running_or_notify_cancel()
    Thread(target=_fulfil, args=(future, lambda: call(*args, **kwargs)), daemon=True).start()
    return future


async def run_in_thread(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Await the result of `call`, which runs in a daemon thread."""
    return await asyncio.wrap_future(start_thread(call, *args, **kwargs))


async def run_ahead(calls: Iterable[Callable[[], T]]) -> AsyncIterator[T]:
    """Yield the result of each call, with the next call running ahead."""
    begun = (start_thread(call) for call in calls)
    coming = next(begun, None)
    while coming:
        result = await asyncio.wrap_future(coming)
        coming = next(begun, None)
        yield result


def once(call: Callable[[], T]) -> Callable[[], T]:
    """Wrap `call` so that it is called once, by any thread, and its result is shared."""
    lock, results = Lock(), list[T]()

    def first_result() -> T:
        with lock:
            if not results:
                results.append(call())
            return results[0]

    return first_result


def _fulfil(future: Future[T], call: Callable[[], T]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
