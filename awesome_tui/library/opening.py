"""Opening a library file, whatever state it is in.

usable                   opened
damaged                  moved aside, never deleted, and replaced by a new one
read-only, or no folder  copied into memory for this run of the program
newer, or locked         refused
a pipe, a device …       refused before the open can block
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from awesome_tui.errors import LibraryError
from awesome_tui.library.checks import FAILURES
from awesome_tui.library.salvage import salvage
from awesome_tui.library.schema import is_ours, migrate
from awesome_tui.text.sanitize import clean

_PATIENCE = 10.0
"""Seconds to wait for a lock of another process."""
_PARTS = ("-wal", "-shm", "-journal", "")
"""File name endings of a library's files; a stale log must not be applied to the next library."""
_READ = "mode=ro"
_ALONE = "mode=ro&immutable=1"
"""Without locks and logs, as if no other process used the file."""
_TEXT = partial(str, encoding="utf-8", errors="replace")
"""A decoder that replaces invalid UTF-8: one broken byte must not hide all other bookmarks."""
_REPAIR = "-repair"
"""The suffix of the lock file that a repairing process holds."""
_OF_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,  # a table or column is missing
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_CONSTRAINT,
)
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
}
_HEADER, _COUNT_OF_PAGES, _UNUSED_PAGES = 100, slice(28, 32), slice(32, 40)
"""Byte ranges in the header of an SQLite file."""
_OTHERS = 0o077
"""The permission bits of group and others."""


class OpenedLibrary(NamedTuple):
    """A connection, and a notice for the user about the file."""

    db: sqlite3.Connection
    notice: str | None = None
    lasting: bool = True
    """False if the library is only in memory."""


def open_library(path: Path | None, *, has_folder: bool = True) -> OpenedLibrary:
    """Open the library at `path`, or one in memory for None.

    Its folder is made private if it `has_folder` of its own.
    """
    if path is None:
        return OpenedLibrary(_in_memory())
    check_kind(path)
    try:
        was_there = _prepare(path, has_folder)
        is_empty = was_there and not path.stat().st_size
        if not _has_header(path):
            return replace_damaged(path)
        notice = f"The library {clean(str(path))} was an empty file: a new one was begun in it."
        return OpenedLibrary(_connect(path), notice if is_empty else None)
    except (OSError, *FAILURES) as error:
        return _open_otherwise(path, error)


def check_kind(path: Path) -> None:
    """Raise `LibraryError` unless all files are regular ones: opening a pipe would block."""
    for part in (*_parts(path), f"{path}{_REPAIR}"):
        try:
            mode = os.stat(part).st_mode
        except FileNotFoundError:
            if os.path.islink(part):
                raise _misplaced(part, "a link that leads nowhere") from None
        except OSError:  # the error is reported when the file is opened
            return
        else:
            if not stat.S_ISREG(mode):
                raise _misplaced(part, _KINDS.get(stat.S_IFMT(mode), "a device"))


def _misplaced(part: str, kind: str) -> LibraryError:
    return LibraryError(
        f"The library cannot be opened, as {clean(part)} is {kind}: move that out of the way."
    )


def file_identity(path: Path) -> tuple[int, int] | None:
    """Device and number of the file at `path`; None if none can be found there."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_damage(error: Exception) -> bool:
    """True if the file itself is corrupt, so that a retry is useless."""
    if isinstance(error, UnicodeDecodeError) or type(error) is sqlite3.DatabaseError:
        return True
    return _code(error) in _OF_DAMAGE


def is_full(error: Exception) -> bool:
    """True if the disk is full."""
    return _code(error) == sqlite3.SQLITE_FULL


def replace_damaged(path: Path) -> OpenedLibrary:
    """Replace a damaged library by a new one with all readable data of the user."""
    check_kind(path)
    try:
        with _repair_lock(path):
            # Another process may have met the same damage and replaced the file meanwhile.
            if _is_sound(path):
                return OpenedLibrary(_connect(path))
            aside = _move_aside(path)
            _make(path)
            db = _connect(path)
            # SQLite deletes the log of a file that has no valid header.
            readable = _has_header(aside)
            saved = salvage(partial(_connect_to_read, aside, _READ), db) if readable else {}
            if not any(saved.values()):
                saved = salvage(partial(_with_our_header, aside), db)
    except (OSError, *FAILURES) as error:
        db = _in_memory()
        salvage(partial(_connect_to_read, path, _ALONE), db)
        return OpenedLibrary(db, _unwritable(path, error), lasting=False)
    return OpenedLibrary(
        db,
        f"The library was damaged: it now lies at {clean(str(aside))}, and a new one was begun with"
        f" what could be read of your bookmarks and notes ({_format_counts(saved)}).",
    )


def _format_counts(saved: Mapping[str, int]) -> str:
    names = {"bookmark": "bookmarks", "note": "notes", "visit": "opened links"}
    return ", ".join(f"{saved.get(table, 0):,} {name}" for table, name in names.items())


def _open_otherwise(path: Path, error: Exception) -> OpenedLibrary:
    if is_damage(error):
        return replace_damaged(path)
    if _is_busy(error):
        raise LibraryError(
            f"The library {path} is in use by another program: try again."
        ) from error
    # The readable part of a read-only library goes into memory.
    return OpenedLibrary(_read(path) or _in_memory(), _unwritable(path, error), lasting=False)


def _prepare(path: Path, has_folder: bool) -> bool:
    """Create the private folder and file; return True if the file already existed."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if has_folder:
        _shut(path.parent)
    is_new = _make(path)
    for part in _parts(path):
        _shut(part)
    return not is_new


def _make(path: Path | str) -> bool:
    """Create an empty private file; return False if it exists."""
    # An existing file is not opened: closing it would release SQLite's locks on it.
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def _shut(path: Path | str) -> None:
    """Remove access for others; older versions of the program granted some."""
    with suppress(OSError):
        found = os.stat(path)
        if sys.platform == "win32":
            return
        if found.st_mode & _OTHERS and found.st_uid == os.geteuid():
            os.chmod(path, stat.S_IMODE(found.st_mode) & ~_OTHERS)


def _has_header(path: Path) -> bool:
    """True if SQLite may open the file: it deletes the log of a file without a valid header."""
    if not path.stat().st_size:
        return not os.path.exists(f"{path}-wal")
    try:
        with closing(_connect_to_read(path, _ALONE)) as db:
            db.execute("PRAGMA user_version").fetchone()
    except FAILURES as error:
        return _code(error) != sqlite3.SQLITE_NOTADB
    return True


def _connect(path: Path | str) -> sqlite3.Connection:
    return _set_up(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None))


def _set_up(db: sqlite3.Connection) -> sqlite3.Connection:
    """Configure `db` and migrate it; closes it on failure."""
    db.text_factory = _TEXT
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _keep_a_log(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA cell_size_check = ON")  # detects a damaged page when it is read
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
        # SQLite does not wait for this lock. Its holder is enabling the same mode.
        if not _is_busy(error):
            raise


def _in_memory() -> sqlite3.Connection:
    return _connect(":memory:")


def _unwritable(path: Path, error: Exception) -> str:
    return (
        f"The library {clean(str(path))} cannot be written ({_reason(error)}): bookmarks and notes"
        " of this session will be lost at its end."
    )


def _read(path: Path) -> sqlite3.Connection | None:
    # Even a reader needs the log beside the file, unless `immutable` excludes other writers.
    for mode in (_READ, _ALONE):
        with suppress(*FAILURES):
            return _set_up(_copied(path, mode))
    return None


def _copied(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(_connect_to_read(path, mode)) as source:
            source.backup(db)
    except FAILURES:
        db.close()
        raise
    return db


def _connect_to_read(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_PATIENCE)
    db.text_factory = _TEXT
    return db


def _with_our_header(path: Path) -> sqlite3.Connection:
    """Load the file into memory with the header of a new library in place of its own.

    Most header fields are the same in every library; those about unused pages are not needed.
    """
    data = bytearray(path.read_bytes())
    with closing(_in_memory()) as ours:
        data[:_HEADER] = ours.serialize()[:_HEADER]
        (size,) = ours.execute("PRAGMA page_size").fetchone()
    data[_COUNT_OF_PAGES] = (len(data) // size).to_bytes(4, "big")
    data[_UNUSED_PAGES] = bytes(8)
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.text_factory = _TEXT
    db.deserialize(bytes(data))
    return db


@contextmanager
def _repair_lock(path: Path) -> Iterator[None]:
    """Hold the repair lock; SQLite's locks end with their process, even if it is killed."""
    _make(f"{path}{_REPAIR}")
    with closing(sqlite3.connect(f"{path}{_REPAIR}", timeout=_PATIENCE)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _is_sound(path: Path) -> bool:
    if not _has_header(path):
        return False
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as db:
            (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            return bool(verdict == "ok") and is_ours(db)
    except FAILURES:
        return False


def _move_aside(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    aside = next(name for name in names if not any(map(os.path.exists, _parts(name))))
    for old, new in zip(_parts(path), _parts(aside), strict=True):
        with suppress(FileNotFoundError):
            os.rename(old, new)
            _shut(new)
    return aside


def _parts(path: Path) -> tuple[str, ...]:
    return tuple(f"{path}{part}" for part in _PARTS)


def _is_busy(error: Exception) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: Exception) -> int:
    """SQLite's primary error code; 0 for errors of others."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
