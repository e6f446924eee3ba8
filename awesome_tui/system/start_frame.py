"""The last frame of the previous run, painted at the next start until the screens are ready.

Textual takes 0.2 s to start. Most runs begin where an earlier one ended, so the last frame is
usually what the screen will show. It is there after 0.4 to 0.6 of the time in which an empty
Textual app starts, where a start without it takes 1.5 of it.

    exec ── last_frame() ── painted ········ Textual loads ········ the same, now answering keys
"""

from __future__ import annotations

import os
import sqlite3
import stat
import zlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from awesome_tui.model.appearance import Appearance, PaneSizes
from awesome_tui.text.sanitize import escape_surrogates

Stamp: TypeAlias = tuple[int, int]

_COLOURS = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "FORCE_COLOR")
"""The environment variables that affect colours, besides the theme."""


class Start(NamedTuple):
    """The identity of a start, by which its last frame is found."""

    name: str
    """The source of the list: an absolute path, or as typed."""
    colours: str
    """The values of the variables that affect colours, and a mark of the settings."""

    @classmethod
    def of(
        cls,
        source: str,
        environ: Mapping[str, str],
        encoding: str | None = None,
        settings: str = "",
    ) -> Start:
        """Identify a start on `source` in a terminal of this `encoding`, with these `settings`."""
        name = os.path.abspath(source) if os.path.lexists(source) else source
        colours = (environ.get(variable, "-") for variable in _COLOURS)
        return cls(
            escape_surrogates(name),
            escape_surrogates(" ".join((*colours, encoding or "-", settings))),
        )

    def look(
        self,
        columns: int,
        rows: int,
        theme: str,
        stamp: Stamp | None,
        sizes: PaneSizes = PaneSizes(),  # noqa: B008  frozen
    ) -> str:
        """Return a key of all that the frame depends on, except the library."""
        return f"{columns}x{rows} {theme} {sizes} {self.colours} {stamp}"


class Frame(NamedTuple):
    """The content of the screen."""

    start: str
    """The `name` of its `Start`."""
    page: str
    """The library's key of the list that it shows."""
    look: str
    text: str
    """All lines with their escape sequences."""

    @property
    def data(self) -> bytes:
        """The compressed text, as stored."""
        return zlib.compress(self.text.encode(), 1)


class DamagedFrame(ValueError):  # noqa: N818  read as words: except DamagedFrame
    """Stored data that is not a frame."""


def load_frame(library: Path, start: str, look: str) -> str | None:
    """The text of the stored frame; None if there is none, or if it cannot be read at once."""
    query = "SELECT data FROM frame WHERE start = ? AND look = ?"
    rows = _query(library, query, (start, look))
    return _unpacked(rows[0][0]) if rows else None


def load_appearance(library: Path) -> Appearance:
    """Load the appearance; the default if the library cannot be read at once."""
    rows = _query(library, "SELECT name, value FROM setting")
    return Appearance.of({str(name): str(value) for name, value in rows})


def _query(library: Path, query: str, values: Sequence[str] = ()) -> Sequence[Sequence[Any]]:
    """Read the database directly, as opening the library takes too long here."""
    # Opening a pipe in place of the file would block.
    beside = (f"{library}-wal", f"{library}-shm", f"{library}-journal")
    if not _is_file(library) or any(
        os.path.lexists(part) and not _is_file(part) for part in beside
    ):
        return ()
    try:
        url = f"{library.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(url, uri=True, timeout=0)) as db:
            return db.execute(query, values).fetchall()
    except (OSError, sqlite3.Error, UnicodeError):  # opening the library reports it
        return ()


def _is_file(path: Path | str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _unpacked(data: object) -> str:
    try:
        return zlib.decompress(data).decode()  # type: ignore[arg-type]
    except (zlib.error, TypeError, ValueError) as error:
        raise DamagedFrame from error


def file_of(source: str, shown: str) -> str:
    """Return the file that was read: `source`, or if that is a folder the README `shown`."""
    return source if os.path.isfile(source) else shown


def file_stamp(path: str) -> Stamp | None:
    """The modification time and size of a file; None if it is not a regular file."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if stat.S_ISREG(found.st_mode) else None


def folder_stamp(path: Path) -> str:
    """A text that changes with any file in a folder; empty without one."""
    try:
        with os.scandir(path) as found:
            return repr(sorted((each.name, each.stat().st_mtime_ns) for each in found))
    except OSError:
        return ""
