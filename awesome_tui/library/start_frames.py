"""The last frames of the screens, which a start reads before anything else is loaded."""

from __future__ import annotations

import sqlite3

from awesome_tui.library.store import StorePart, writes
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
