"""The one thread that touches SQLite, and how others ask it for something."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from awesome_tui.errors import LibraryError
from awesome_tui.library.opening import begin_anew, is_damage, is_full, open_library

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Pending(Generic[T_co]):
    """An answer on its way: `await` it on a loop, or take its `result()` where there is none.

    It is under way from the moment that it was asked for, and is done even if whoever awaits it
    is cancelled: a screen that closes takes no bookmark with it.
    """

    __slots__ = ("_future",)

    def __init__(self, future: Future[T_co]) -> None:
        self._future = future

    def result(self) -> T_co:
        """Wait for the answer."""
        return self._future.result()

    def __await__(self) -> Generator[Any, None, T_co]:
        # Commands without screens or network do without asyncio, which takes 30 ms to import.
        import asyncio  # noqa: PLC0415

        return asyncio.shield(asyncio.wrap_future(self._future)).__await__()


class Store:
    """A connection, the thread that owns it, and the queue before that thread.

    One thread is all the locking there is: what is asked for is done in the order asked, and an
    answer to a change follows its commit.
    """

    def __init__(self, path: Path | None, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._path = path
        self._thread = ThreadPoolExecutor(1, "library")
        try:
            self._db, self.notice, self.lasting = self._thread.submit(open_library, path).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> Pending[T]:
        """`work`, done on the thread with its connection."""
        return Pending(self._thread.submit(self._do, work))

    def close(self) -> None:
        """Finish what was asked for, then let go of the file."""
        self._thread.submit(self._let_go)
        self._thread.shutdown()

    def _let_go(self) -> None:
        self._db.close()

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self._db)
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def _explained(self, error: sqlite3.Error) -> LibraryError:
        if self._path is None or not is_damage(error):
            where = self._path or "in memory"
            advice = "make room on its disk" if is_full(error) else "try again"
            return LibraryError(
                f"The library {where} could not be read or written ({error}): {advice}."
            )
        self._db.close()
        self._db, self.notice, self.lasting = begin_anew(self._path)
        return LibraryError(self.notice or "The library was damaged and has been replaced.")


class _Stored(Protocol):
    @property
    def store(self) -> Store: ...


S = TypeVar("S", bound=_Stored)


def reads(
    method: Callable[Concatenate[S, sqlite3.Connection, P], T],
) -> Callable[Concatenate[S, P], Pending[T]]:
    """`method` on the library's thread; the connection is put in there."""

    @wraps(method)
    def asked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        return self.store.ask(lambda db: method(self, db, *args, **kwargs))

    return asked


def writes(
    method: Callable[Concatenate[S, sqlite3.Connection, P], T],
) -> Callable[Concatenate[S, P], Pending[T]]:
    """`method` on the library's thread as one transaction; its answer confirms the commit."""

    @wraps(method)
    def transaction(self: S, db: sqlite3.Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with db:
            # A lock taken at the start is waited for; one taken over from reading is refused.
            db.execute("BEGIN IMMEDIATE")
            return method(self, db, *args, **kwargs)

    return reads(transaction)
