"""The thread that owns the SQLite connection, and the decorators that run methods on it."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial, wraps
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from awesome_tui.errors import LibraryError
from awesome_tui.library.checks import FAILURES, DamagedRow, mend
from awesome_tui.library.opening import (
    OpenedLibrary,
    file_identity,
    is_damage,
    is_full,
    open_library,
    replace_damaged,
)
from awesome_tui.library.salvage import salvage
from awesome_tui.text.sanitize import clean

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Pending(Generic[T_co]):
    """A future result: `await` it on an event loop, or call `result()` without one.

    The work is queued at once and is done even if the awaiting task is cancelled: closing a
    screen does not lose a bookmark.
    """

    __slots__ = ("_future",)

    def __init__(self, future: Future[T_co]) -> None:
        self._future = future

    def result(self) -> T_co:
        """Block until the result is there."""
        return self._future.result()

    def __await__(self) -> Generator[Any, None, T_co]:
        # Commands without screens or network avoid asyncio, which takes 30 ms to import.
        import asyncio  # noqa: PLC0415

        return asyncio.shield(asyncio.wrap_future(self._future)).__await__()


class Store:
    """An SQLite connection, the thread that owns it, and that thread's queue.

    The single thread replaces locking: work is done in order, and a change resolves after its
    commit.
    """

    _version = -1
    """The version of the file when it was last asked for; -1 before."""

    def __init__(
        self, path: Path | None, clock: Callable[[], float], *, has_folder: bool = True
    ) -> None:
        self.clock = clock
        self._path = path
        self._open = partial(open_library, path, has_folder=has_folder)
        self._notices: deque[str] = deque()
        self._thread = ThreadPoolExecutor(1, "library")
        try:
            self._adopt(self._thread.submit(self._open).result())
        except BaseException:
            self._thread.shutdown()
            raise

    @property
    def notice(self) -> str | None:
        """All pending messages for the user."""
        return " ".join(self._notices) or None

    def take_notice(self) -> str | None:
        """Return `notice` and clear it."""
        notice = self.notice
        self._notices.clear()
        return notice

    def tell(self, notice: str | None) -> None:
        """Queue a message for the user, unless it is queued already."""
        if notice and notice not in self._notices:
            self._notices.append(notice)

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> Pending[T]:
        """Run `work` on the thread with its connection."""
        return Pending(self._thread.submit(self._run_with_repair, work))

    def has_changed(self) -> Pending[bool]:
        """True at first, and where another program has written since this was last asked."""
        # As it is asked again and again, it repairs nothing: who needs that has a word on it, too.
        return Pending(self._thread.submit(self._note_version))

    def _note_version(self) -> bool:
        try:
            (version,) = self._db.execute("PRAGMA data_version").fetchone()
        except FAILURES:
            return False
        known, self._version = self._version, version
        return bool(version != known)

    def close(self) -> None:
        """Finish the queued work, then close the connection."""
        self._thread.submit(self._close_connection)
        self._thread.shutdown()

    def _close_connection(self) -> None:
        self._db.close()

    def _adopt(self, opened: OpenedLibrary) -> None:
        self._db, self.lasting = opened.db, opened.lasting
        self._version = -1
        self._file = file_identity(self._path) if self._path and self.lasting else None
        self.tell(opened.notice)

    def _run_with_repair(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work`; on damage, repair the rows and retry, then replace the file and retry."""
        if self._file and self._path and self._file != (file := file_identity(self._path)):
            self._open_elsewhere(is_gone=file is None)
        for remedy in (self._mend, self._begin_anew):
            try:
                return work(self._db)
            except (DamagedRow, *FAILURES) as error:
                remedy(error)
        try:
            return work(self._db)
        except (DamagedRow, *FAILURES) as error:
            raise self._library_error(error) from error

    def _open_elsewhere(self, *, is_gone: bool) -> None:
        """Leave a file that was moved or deleted: what is written into it would be lost."""
        opened, left = self._open(), self._db
        if is_gone:
            salvage(lambda: left, opened.db)
            self.tell(f"The library was moved or deleted: it is at {clean(str(self._path))} again.")
        left.close()
        self._adopt(opened)

    def _mend(self, error: Exception) -> None:
        """Repair damaged rows, or replace the file for other damage; raises `LibraryError`."""
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
        """Replace the damaged file by a new one; raises `LibraryError` for other errors.

        It also handles a `DamagedRow` that `_mend` could not repair, such as rows out of order.
        """
        if self._path is None or not (isinstance(error, DamagedRow) or is_damage(error)):
            raise self._library_error(error) from error
        self._db.close()
        self._adopt(replace_damaged(self._path))

    def _library_error(self, error: Exception) -> LibraryError:
        where = self._path or "in memory"
        advice = "make room on its disk" if is_full(error) else "try again"
        return LibraryError(
            f"The library {where} could not be read or written ({error}): {advice}."
        )


class StorePart:
    """A part of the library, whose methods run on the thread of its store."""

    def __init__(self, store: Store) -> None:
        self.store = store


S = TypeVar("S", bound=StorePart)


def reads(
    method: Callable[Concatenate[S, sqlite3.Connection, P], T],
) -> Callable[Concatenate[S, P], Pending[T]]:
    """Run `method` on the library's thread, which passes in the connection."""

    @wraps(method)
    def asked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        return self.store.ask(lambda db: method(self, db, *args, **kwargs))

    return asked


def writes(
    method: Callable[Concatenate[S, sqlite3.Connection, P], T],
) -> Callable[Concatenate[S, P], Pending[T]]:
    """Run `method` on the library's thread as one transaction; it resolves after the commit."""

    @wraps(method)
    def transaction(self: S, db: sqlite3.Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with db:
            # SQLite waits for a write lock at the start, but fails at once if a reader wants to
            # upgrade.
            db.execute("BEGIN IMMEDIATE")
            return method(self, db, *args, **kwargs)

    return reads(transaction)
