"""Work beside the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import Future
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def begin(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """The result to come of `call`, in a thread of its own.

    Unlike Textual's workers and asyncio's threads it holds up no end of the program: one who quits
    does not wait for a server that is slow to answer.
    """
    future: Future[T] = Future()
    # Who awaits it may be cancelled, which must not cancel the work: it could not tell its result.
    future.set_running_or_notify_cancel()
    Thread(target=_fulfil, args=(future, lambda: call(*args, **kwargs)), daemon=True).start()
    return future


async def apart(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of `call`, while the screen goes on."""
    return await asyncio.wrap_future(begin(call, *args, **kwargs))


async def ahead(calls: Iterable[Callable[[], T]]) -> AsyncIterator[T]:
    """The result of each call; the next is under way while one is worked on."""
    begun = (begin(call) for call in calls)
    coming = next(begun, None)
    while coming:
        result = await asyncio.wrap_future(coming)
        coming = next(begun, None)
        yield result


def _fulfil(future: Future[T], call: Callable[[], T]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
