"""READMEs of projects, to be read again without a network."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass

from awesome_tui.library.checks import checked
from awesome_tui.library.store import StorePart, reads, writes

_LONGEST = 365 * 86_400
"""Seconds after which a README that was not asked for again is let go."""
_LARGEST = 50_000_000
"""The bytes that all of them take at most, as they are stored."""
_COLUMNS = ("source", "base", "format", "asked", "etag", "modified", "fetched")


@dataclass(frozen=True, slots=True)
class StoredReadme:
    """The text of a README with its HTTP validators."""

    text: str
    source: str
    """The URL of its page."""
    base: str | None
    """The URL that its relative links are resolved against."""
    format: str
    asked: str
    """The requested URL that the two validators belong to."""
    etag: str
    modified: str
    fetched: float = 0.0
    """The time when it was last fetched, or confirmed to be unchanged."""


class Readmes(StorePart):
    """READMEs by the normalized URL of the repository or folder that was asked for."""

    @writes
    def save(self, db: sqlite3.Connection, key: str, readme: StoredReadme) -> None:
        """Store a README that was just fetched, and let go of the oldest."""
        now = self.store.clock()
        told = (getattr(readme, name) for name in _COLUMNS if name != "fetched")
        db.execute(
            "REPLACE INTO readme VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, *told, now, zlib.compress(readme.text.encode("utf-8", "surrogatepass"))),
        )
        db.execute("DELETE FROM readme WHERE fetched < ?", (now - _LONGEST,))
        # The sizes come from within, or SQLite would sort the texts themselves: 0.3 s for 50 MB.
        sizes = "SELECT key, fetched, length(text) AS size FROM readme"
        newer = "sum(size) OVER (ORDER BY fetched DESC, key) - size"
        db.execute(
            "DELETE FROM readme WHERE key IN"
            f" (SELECT key FROM (SELECT key, {newer} AS newer FROM ({sizes})) WHERE newer >= ?)",
            (_LARGEST,),
        )

    @writes
    def confirm(self, db: sqlite3.Connection, key: str) -> None:
        """Record that the server has no newer version."""
        db.execute("UPDATE readme SET fetched = ? WHERE key = ?", (self.store.clock(), key))

    @reads
    def load(self, db: sqlite3.Connection, key: str) -> StoredReadme | None:
        """A stored README; None if it is missing or damaged."""
        query = f"SELECT CAST(text AS BLOB), {', '.join(_COLUMNS)} FROM readme WHERE key = ?"
        row = db.execute(query, (key,)).fetchone()
        if row is None:
            return None
        data, *others = row
        told = checked("readme", _COLUMNS, others)
        try:
            text = zlib.decompress(data).decode("utf-8", "surrogatepass")
        except (zlib.error, TypeError, ValueError):  # the next fetch restores it
            return None
        return StoredReadme(text, *told)
