"""From a path to a usable connection, whatever state the file is in.

usable                      opened
damaged                     moved aside, never deleted, and a new one begun
read-only, or no folder     copied into memory, for as long as the program runs
newer, or locked too long   refused
no file, but a pipe or so   refused before anything waits for it
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from awesome_tui.errors import LibraryError
from awesome_tui.library.checks import FAILURES
from awesome_tui.library.schema import is_ours, migrate
from awesome_tui.text import clean

_PATIENCE = 10.0
"""Seconds to wait while another program writes."""
_PARTS = ("-wal", "-shm", "-journal", "")
"""The files of a library; a log must never be left to be taken for that of the next one."""
_READ = "mode=ro"
_ALONE = "mode=ro&immutable=1"
"""Without locks and logs, as if nobody else had the file."""
_TEXT = partial(str, encoding="utf-8", errors="replace")
"""How text is read: one broken character must not keep the user from all other bookmarks."""
_REPAIR = "-repair"
"""The file that is locked by whoever repairs."""
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
"""Bytes at the start of a file."""
_OTHERS = 0o077
"""What others may do with a file."""


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
    check_kind(path)
    try:
        was_there = _prepare(path)
        is_empty = was_there and not path.stat().st_size
        if not _has_header(path):
            return begin_anew(path)
        return Opened(_connect(path), _emptied(path) if is_empty else None)
    except (OSError, *FAILURES) as error:
        return _open_otherwise(path, error)


def check_kind(path: Path) -> None:
    """Refuse what is no regular file: to open a pipe is to wait for whoever writes into it."""
    for part in (*_parts(path), f"{path}{_REPAIR}"):
        try:
            mode = os.stat(part).st_mode
        except FileNotFoundError:
            if os.path.islink(part):
                raise _misplaced(part, "a link that leads nowhere") from None
        except OSError:  # told by whoever opens it
            return
        else:
            if not stat.S_ISREG(mode):
                raise _misplaced(part, _KINDS.get(stat.S_IFMT(mode), "a device"))


def _misplaced(part: str, kind: str) -> LibraryError:
    return LibraryError(
        f"The library cannot be opened, as {clean(part)} is {kind}: move that out of the way."
    )


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, so that trying again will not help."""
    if isinstance(error, UnicodeDecodeError) or type(error) is sqlite3.DatabaseError:
        return True
    return _code(error) in _OF_DAMAGE


def is_full(error: Exception) -> bool:
    """Whether there is no room left on the disk."""
    return _code(error) == sqlite3.SQLITE_FULL


def begin_anew(path: Path) -> Opened:
    """A new library in place of a damaged one, with what can still be read of the user's own."""
    # Few libraries are ever damaged.
    from awesome_tui.library.salvage import salvage  # noqa: PLC0415

    check_kind(path)
    try:
        with _alone(path):
            # Another window may have met the same damage, and replaced the file by now.
            if _is_sound(path):
                return Opened(_connect(path))
            aside = _move_aside(path)
            _make(path)
            db = _connect(path)
            # SQLite does away with the log of a file that is none of its.
            readable = _has_header(aside)
            saved = salvage(partial(_connect_to_read, aside, _READ), db) if readable else {}
            if not any(saved.values()):
                saved = salvage(partial(_with_our_header, aside), db)
    except (OSError, *FAILURES) as error:
        db = _in_memory()
        salvage(partial(_connect_to_read, path, _ALONE), db)
        return Opened(db, _unwritable(path, error), lasting=False)
    return Opened(
        db,
        f"The library was damaged: it now lies at {clean(str(aside))}, and a new one was begun with"
        f" what could be read of your bookmarks and notes ({_told(saved)}).",
    )


def _told(saved: Mapping[str, int]) -> str:
    names = {"bookmark": "bookmarks", "note": "notes", "visit": "opened links"}
    return ", ".join(f"{saved.get(table, 0):,} {name}" for table, name in names.items())


def _open_otherwise(path: Path, error: Exception) -> Opened:
    if is_damage(error):
        return begin_anew(path)
    if _is_busy(error):
        raise LibraryError(
            f"The library {path} is in use by another program: try again."
        ) from error
    return _copy(path, error)


def _emptied(path: Path) -> str:
    return f"The library {clean(str(path))} was an empty file: a new one was begun in it."


def _prepare(path: Path) -> bool:
    """Make the folder and the file, for nobody else to read; say if the file was there before."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _shut(path.parent)
    is_new = _make(path)
    for part in _parts(path):
        _shut(part)
    return not is_new


def _make(path: Path | str) -> bool:
    """Make an empty file for nobody else to read, unless there is one."""
    # A file that is there stays unopened: to close it would take away SQLite's locks on it.
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def _shut(path: Path | str) -> None:
    """Keep others from what is ours; older programs left some of it open."""
    with suppress(OSError):
        found = os.stat(path)
        if os.name == "posix" and found.st_mode & _OTHERS and found.st_uid == os.geteuid():
            os.chmod(path, stat.S_IMODE(found.st_mode) & ~_OTHERS)


def _has_header(path: Path) -> bool:
    """Whether SQLite may look at the file: it does away with the log of one that is none of its."""
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
    """`db` with all its tables; closed if that fails."""
    db.text_factory = _TEXT
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _keep_a_log(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA cell_size_check = ON")  # notices a damaged page when it is read
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


def _copy(path: Path, error: Exception) -> Opened:
    """What can be read of a library that cannot be written, in memory."""
    return Opened(_read(path) or _in_memory(), _unwritable(path, error), lasting=False)


def _unwritable(path: Path, error: Exception) -> str:
    return (
        f"The library {clean(str(path))} cannot be written ({_reason(error)}): bookmarks and notes"
        " of this session will be lost at its end."
    )


def _read(path: Path) -> sqlite3.Connection | None:
    # Even a reader needs the log beside the file, unless it is told that nobody else writes.
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
    """The file in memory, where its first bytes, which tell how to read it, are those of a new one.

    Most of them are the same in every library; what they say of unused pages is not needed.
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
def _alone(path: Path) -> Iterator[None]:
    """Let one program at a time repair; SQLite's locks end with their process, however it ends."""
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
    """SQLite's primary code; only its own errors have one."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
