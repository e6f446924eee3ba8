"""From a path to a usable connection, whatever state the file is in.

usable                      opened
damaged                     moved aside, never deleted, and a new one begun
read-only, or no folder     copied into memory, for as long as the program runs
newer, or locked too long   refused
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from awesome_tui.errors import LibraryError
from awesome_tui.library.schema import migrate

_PATIENCE = 10.0
"""Seconds to wait while another program writes."""
_PARTS = ("-wal", "-shm", "")
"""The files of a library; a log must never be left to be taken for that of the next one."""
_READ = "mode=ro"
_ALONE = "mode=ro&immutable=1"
"""Without locks and logs, as if nobody else had the file."""
_TEXT = partial(str, encoding="utf-8", errors="replace")
"""How text is read: one broken character must not keep the user from all other bookmarks."""
_OWN = ("bookmark", "note", "visit")
"""The tables that no network brings back."""


class Opened(NamedTuple):
    """A connection, and what the user should be told about it."""

    db: sqlite3.Connection
    notice: str | None = None
    lasting: bool = True
    """Whether what is written stays when the program ends."""


def open_library(path: Path | None) -> Opened:
    """The library at `path`, or a passing one in memory for None."""
    if path is None:
        return Opened(_in_memory())
    try:
        _prepare(path)
        return Opened(_connect(path)) if _has_header(path) else begin_anew(path)
    except (OSError, sqlite3.Error) as error:
        return _open_otherwise(path, error)


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, so that trying again will not help."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_full(error: Exception) -> bool:
    """Whether there is no room left on the disk."""
    return _code(error) == sqlite3.SQLITE_FULL


def begin_anew(path: Path) -> Opened:
    """A new library in place of a damaged one, with what can still be read of the user's own."""
    try:
        with _alone(path):
            # Another window may have met the same damage, and replaced the file by now.
            if _is_sound(path):
                return Opened(_connect(path))
            aside = _move_aside(path)
            db = _connect(path)
            if _has_header(aside):
                _salvage(aside, db)
    except (OSError, sqlite3.Error) as error:
        return _copy(path, error)
    return Opened(
        db,
        f"The library was damaged: it now lies at {aside}, and a new one was begun with what "
        "could be read of your bookmarks and notes.",
    )


def _open_otherwise(path: Path, error: OSError | sqlite3.Error) -> Opened:
    if is_damage(error):
        return begin_anew(path)
    if _is_busy(error):
        raise LibraryError(
            f"The library {path} is in use by another program: try again."
        ) from error
    return _copy(path, error)


def _prepare(path: Path) -> None:
    """Make the folder and the file, for nobody else to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A file that is there stays unopened: to close it would take away SQLite's locks on it.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _has_header(path: Path) -> bool:
    """Whether SQLite may look at the file: it does away with the log of one that is none of its."""
    if not path.stat().st_size:
        return not os.path.exists(f"{path}-wal")
    try:
        with closing(_connect_to_read(path, _ALONE)) as db:
            db.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        return _code(error) != sqlite3.SQLITE_NOTADB
    return True


def _connect(path: Path | str) -> sqlite3.Connection:
    return _set_up(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None))


def _set_up(db: sqlite3.Connection) -> sqlite3.Connection:
    """`db` with all its tables; closed if that fails."""
    db.text_factory = _TEXT
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _keep_a_log(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _keep_a_log(db: sqlite3.Connection) -> None:
    try:
        db.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # SQLite does not wait for this lock. Whoever holds it is doing the same.
        if not _is_busy(error):
            raise


def _in_memory() -> sqlite3.Connection:
    return _connect(":memory:")


def _copy(path: Path, error: OSError | sqlite3.Error) -> Opened:
    """What can be read of a library that cannot be written, in memory."""
    return Opened(
        _read(path) or _in_memory(),
        f"The library {path} cannot be written ({_reason(error)}): bookmarks and notes of this "
        "session will be lost at its end.",
        lasting=False,
    )


def _read(path: Path) -> sqlite3.Connection | None:
    # Even a reader needs the log beside the file, unless it is told that nobody else writes.
    for mode in (_READ, _ALONE):
        with suppress(sqlite3.Error):
            return _set_up(_copied(path, mode))
    return None


def _copied(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(_connect_to_read(path, mode)) as source:
            source.backup(db)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _connect_to_read(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_PATIENCE)
    db.text_factory = _TEXT
    return db


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one program at a time repair; SQLite's locks end with their process, however it ends."""
    with closing(sqlite3.connect(f"{path}-repair", timeout=_PATIENCE)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _is_sound(path: Path) -> bool:
    if not _has_header(path):
        return False
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as db:
            (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(verdict == "ok")


def _move_aside(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    aside = next(name for name in names if not any(map(os.path.exists, _parts(name))))
    for old, new in zip(_parts(path), _parts(aside), strict=True):
        with suppress(FileNotFoundError):
            os.rename(old, new)
    return aside


def _parts(path: Path) -> tuple[str, ...]:
    return tuple(f"{path}{part}" for part in _PARTS)


def _salvage(aside: Path, db: sqlite3.Connection) -> None:
    """Copy the rows before the damage, and those behind it."""
    with closing(_connect_to_read(aside, _READ)) as source, db:
        db.execute("BEGIN IMMEDIATE")
        # Lets SQLite read a file that is shorter than it says of itself.
        source.execute("PRAGMA writable_schema = ON")
        for table in _OWN:
            for order in ("ASC", "DESC"):
                with suppress(sqlite3.Error):
                    _copy_rows(source, db, table, order)


def _copy_rows(source: sqlite3.Connection, db: sqlite3.Connection, table: str, order: str) -> None:
    # The number of a row tells its place among those of the same time.
    rows = source.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid {order}")
    columns = ", ".join(name for name, *_ in rows.description)
    places = ", ".join("?" * len(rows.description))
    insert = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})"
    for row in rows:
        db.execute(insert, row)


def _is_busy(error: Exception) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: Exception) -> int:
    """SQLite's primary code; only its own errors have one."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _reason(error: OSError | sqlite3.Error) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
