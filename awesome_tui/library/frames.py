"""What was last on the screen; `lastframe` reads it before anything else is loaded."""

from __future__ import annotations

import sqlite3

from awesome_tui.lastframe import Frame
from awesome_tui.library.store import Store, writes

_MOST = 50
"""So many starts are enough to have one of these."""


class Frames:
    """One for each start; it goes with the list that it shows, and with any change of that."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @writes
    def save(self, db: sqlite3.Connection, frame: Frame) -> None:
        """Keep `frame` in place of the one before."""
        row = (frame.start, frame.page, frame.look, frame.data)
        db.execute("REPLACE INTO frame VALUES (?, ?, ?, ?)", row)
        kept = "SELECT rowid FROM frame ORDER BY rowid DESC LIMIT ?"
        db.execute(f"DELETE FROM frame WHERE rowid NOT IN ({kept})", (_MOST,))

    @writes
    def drop(self, db: sqlite3.Connection, start: str) -> None:
        """Keep none for this start."""
        db.execute("DELETE FROM frame WHERE start = ?", (start,))
