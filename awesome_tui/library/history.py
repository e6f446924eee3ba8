"""The opened links, the used filters, and the last state of each screen."""

from __future__ import annotations

import json
import sqlite3

from awesome_tui.library.checks import all_rows, state_of
from awesome_tui.library.store import StorePart, reads, writes
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.text.urls import normalize_url

MOST_FILTERS = 100
"""The number of filters that are remembered."""
_NEWEST_FIRST = "ORDER BY rowid DESC"


class History(StorePart):
    """The links that were opened."""

    @writes
    def visit(self, db: sqlite3.Connection, url: str) -> None:
        """Record that `url` is being opened."""
        db.execute(
            "INSERT INTO visit VALUES (?, ?, 1)"
            " ON CONFLICT (url_key) DO UPDATE SET last = excluded.last, count = count + 1",
            (normalize_url(url), self.store.clock()),
        )

    @reads
    def all(self, db: sqlite3.Connection) -> tuple[str, ...]:
        """The normalized URLs of all of them, the one that was opened last first."""
        rows = all_rows(db, "visit", ("url_key", "last", "count"), "ORDER BY last DESC")
        return tuple(key for key, *_ in rows)


class Filters(StorePart):
    """The filters that were used, in whatever list."""

    @writes
    def use(self, db: sqlite3.Connection, text: str) -> None:
        """Make `text` the newest filter; the oldest of too many are forgotten."""
        db.execute("REPLACE INTO used_filter VALUES (?)", (text,))
        kept = "SELECT rowid FROM used_filter ORDER BY rowid DESC LIMIT ?"
        db.execute(f"DELETE FROM used_filter WHERE rowid NOT IN ({kept})", (MOST_FILTERS,))

    @reads
    def all(self, db: sqlite3.Connection) -> tuple[str, ...]:
        """All filters, the newest first."""
        return tuple(text for (text,) in all_rows(db, "used_filter", ("text",), _NEWEST_FIRST))


class ScreenStates(StorePart):
    """The state of each screen by name: the key of a list, or a fixed word for other screens."""

    @writes
    def save(self, db: sqlite3.Connection, screen: str, state: ScreenState) -> None:
        """Store `state`, replacing the previous one."""
        db.execute("REPLACE INTO screen VALUES (?, ?)", (screen, json.dumps(state._asdict())))

    @reads
    def load(self, db: sqlite3.Connection, screen: str) -> ScreenState:
        """The stored state, or the default one."""
        row = db.execute("SELECT state FROM screen WHERE name = ?", (screen,)).fetchone()
        return state_of(row[0]) if row else ScreenState()
