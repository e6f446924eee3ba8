"""The last frames and the choices made on the screens, which a start reads before all else."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from awesome_tui.library.checks import checked
from awesome_tui.library.store import StorePart, reads, writes
from awesome_tui.system.start_frame import Frame

_MOST = 50
"""The number of frames to keep: more starts than anybody uses in turn."""


class Frames(StorePart):
    """One frame for each start; triggers delete it when the list that it shows changes."""

    @writes
    def save(self, db: sqlite3.Connection, frame: Frame) -> None:
        """Store `frame`, replacing the previous one of the same start."""
        row = (frame.start, frame.page, frame.look, frame.data)
        db.execute("REPLACE INTO frame VALUES (?, ?, ?, ?)", row)
        kept = "SELECT rowid FROM frame ORDER BY rowid DESC LIMIT ?"
        db.execute(f"DELETE FROM frame WHERE rowid NOT IN ({kept})", (_MOST,))

    @writes
    def drop(self, db: sqlite3.Connection, start: str) -> None:
        """Delete the frame of this start."""
        db.execute("DELETE FROM frame WHERE start = ?", (start,))


class Settings(StorePart):
    """The choices that the user has made on the screens, as texts by name."""

    @reads
    def get(self, db: sqlite3.Connection, name: str) -> str:
        """The setting of this name; empty if there is none."""
        row = db.execute("SELECT name, value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(checked("setting", ("name", "value"), row)[1]) if row else ""

    @writes
    def save(self, db: sqlite3.Connection, settings: Mapping[str, str]) -> None:
        """Store these settings; an empty one is forgotten."""
        db.executemany("REPLACE INTO setting VALUES (?, ?)", settings.items())
        db.execute("DELETE FROM setting WHERE value = ''")
