"""The choices that the user has made on the screens, for the next start."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from awesome_tui.library.checks import checked
from awesome_tui.library.store import StorePart, reads, writes


class Settings(StorePart):
    """Texts by name, which `start_frame` reads before anything else is loaded."""

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
