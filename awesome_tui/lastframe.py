"""The window as it was left: drawn at the next start at once, until the screens are there.

Textual takes a fifth of a second to come. Most starts go on where one before them ended, so what
was on the screen then is what will be on it: read and drawn, it is there in a third of that time.

    exec ── last_frame() ── shown ········ Textual loads ········ the same, now answering keys
"""

from __future__ import annotations

import os
import sqlite3
import stat
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from awesome_tui.text import storable

Stamp: TypeAlias = tuple[int, int]

_COLOURS = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "FORCE_COLOR")
"""What colours depend on beside the theme."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a start is known again by."""

    name: str
    """The list, as it was named."""
    colours: str
    """What the environment says of them."""

    @classmethod
    def of(cls, source: str, environ: Mapping[str, str], encoding: str | None = None) -> Start:
        """The start with this SOURCE, a path or any other, in a terminal of this `encoding`."""
        name = os.path.abspath(source) if os.path.lexists(source) else source
        colours = (environ.get(variable, "-") for variable in _COLOURS)
        return cls(storable(name), storable(" ".join((*colours, encoding or "-"))))

    def look(self, columns: int, rows: int, theme: str, stamp: Stamp | None) -> str:
        """All that must be the same for the same frame to be drawn of an unchanged library."""
        return f"{columns}x{rows} {theme} {self.colours} {stamp}"


@dataclass(frozen=True, slots=True)
class Frame:
    """What was on the screen."""

    start: str
    """The name of the start that shows it."""
    page: str
    """The list that it shows, as the library knows it."""
    look: str
    text: str
    """Every line with the sequences that place and colour it."""

    @property
    def data(self) -> bytes:
        """The text as it is stored."""
        return zlib.compress(self.text.encode(), 1)


class DamagedFrame(ValueError):  # noqa: N818  read as words: except DamagedFrame
    """What is stored is not what was on a screen."""


def last_frame(library: Path, start: str, look: str) -> str | None:
    """The text of the frame; None where there is none, or it cannot be read at once.

    Reads without all that else is done with a library: there is no time for it yet.
    """
    # To open a pipe in its place would be to wait for whoever writes into it.
    beside = (f"{library}-wal", f"{library}-shm", f"{library}-journal")
    if not _is_file(library) or any(
        os.path.lexists(part) and not _is_file(part) for part in beside
    ):
        return None
    try:
        url = f"{library.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(url, uri=True, timeout=0)) as db:
            query = "SELECT data FROM frame WHERE start = ? AND look = ?"
            row = db.execute(query, (start, look)).fetchone()
    except (OSError, sqlite3.Error, UnicodeError):  # told when the library is opened
        return None
    return _unpacked(row[0]) if row else None


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
    """The file that was read: `source` itself, or what is `shown` as the README of that folder."""
    return source if os.path.isfile(source) else shown


def stamp_of(path: str) -> Stamp | None:
    """What changes with the file at `path`; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if stat.S_ISREG(found.st_mode) else None
