"""The one thread that touches SQLite, and how others ask it for something."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from awesome_tui.errors import LibraryError
from awesome_tui.library.checks import FAILURES, DamagedRow, mend
from awesome_tui.library.opening import Opened, begin_anew, is_damage, is_full, open_library

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
        self._notices: deque[str] = deque()
        self._thread = ThreadPoolExecutor(1, "library")
        try:
            self._take(self._thread.submit(open_library, path).result())
        except BaseException:
            self._thread.shutdown()
            raise

    @property
    def notice(self) -> str | None:
        """What is to be told of the file and has not been taken yet."""
        return " ".join(self._notices) or None

    def take_notice(self) -> str | None:
        """The same, once."""
        notice = self.notice
        self._notices.clear()
        return notice

    def tell(self, notice: str | None) -> None:
        """Have the user told."""
        if notice and notice not in self._notices:
            self._notices.append(notice)

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> Pending[T]:
        """`work`, done on the thread with its connection."""
        return Pending(self._thread.submit(self._do, work))

    def close(self) -> None:
        """Finish what was asked for, then let go of the file."""
        self._thread.submit(self._let_go)
        self._thread.shutdown()

    def _let_go(self) -> None:
        self._db.close()

    def _take(self, opened: Opened) -> None:
        self._db, self.lasting = opened.db, opened.lasting
        self.tell(opened.notice)

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """`work`, again where that which kept it from being done could be mended or replaced."""
        for remedy in (self._mend, self._begin_anew):
            try:
                return work(self._db)
            except (DamagedRow, *FAILURES) as error:
                remedy(error)
        try:
            return work(self._db)
        except (DamagedRow, *FAILURES) as error:
            raise self._explained(error) from error

    def _mend(self, error: Exception) -> None:
        """Put right what `error` met, or raise why that cannot be done."""
        if not isinstance(error, DamagedRow | sqlite3.IntegrityError):
            self._begin_anew(error)
            return
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self.tell(mend(self._db))
        except FAILURES as worse:
            self._begin_anew(worse)

    def _begin_anew(self, error: Exception) -> None:
        """As `_mend`, where rows cannot be put right: those that are out of order are not found."""
        if self._path is None or not (isinstance(error, DamagedRow) or is_damage(error)):
            raise self._explained(error) from error
        self._db.close()
        self._take(begin_anew(self._path))

    def _explained(self, error: Exception) -> LibraryError:
        where = self._path or "in memory"
        advice = "make room on its disk" if is_full(error) else "try again"
        return LibraryError(
            f"The library {where} could not be read or written ({error}): {advice}."
        )


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
