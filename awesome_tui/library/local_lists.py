"""The files that were read, and the bundled list: their entries as they were last read."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import NamedTuple

from awesome_tui.errors import LibraryError
from awesome_tui.library import trees
from awesome_tui.library.checks import all_rows, checked
from awesome_tui.library.store import Pending, StorePart, reads, writes
from awesome_tui.library.trees import Tree
from awesome_tui.model.encoding import DamagedTree
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.table import EntryTable
from awesome_tui.text.sanitize import clean

KEPT = 200
"""The number of files to keep, those visited last."""


class LocalInfo(NamedTuple):
    """The metadata of a local list."""

    source: str
    """An absolute path, or the name of a bundled list."""
    title: str
    entries: int
    visited: float | None
    """None where it was only made searchable."""


class LocalLists(StorePart):
    """Local lists by source; a `stamp` tells the states of one apart."""

    def keep(self, source: str, stamp: str, document: AwesomeList) -> Pending[None]:
        """Store a list as it was read; encodes it in the thread of the caller."""
        return self._keep(source, stamp, Tree.of(document))

    @writes
    def _keep(self, db: sqlite3.Connection, source: str, stamp: str, tree: Tree) -> None:
        db.execute(
            "INSERT INTO local (source, title, entries, stamp, data) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (source) DO UPDATE SET title = excluded.title,"
            " entries = excluded.entries, stamp = excluded.stamp, data = excluded.data",
            (source, clean(tree.title), tree.entries, stamp, tree.data),
        )
        db.execute("DELETE FROM local_holding WHERE source = ?", (source,))
        links = ((link, source) for link in tree.links)
        db.executemany("INSERT INTO local_holding VALUES (?, ?)", links)

    @reads
    def has(self, db: sqlite3.Connection, source: str, stamp: str) -> bool:
        """True if the list is stored in this state."""
        query = "SELECT 1 FROM local WHERE source = ? AND stamp = ?"
        return db.execute(query, (source, stamp)).fetchone() is not None

    @reads
    def kept(self, db: sqlite3.Connection, source: str) -> tuple[str, AwesomeList] | None:
        """The state in which the list was stored, and the list; None if it is not, or damaged."""
        query = "SELECT stamp, CAST(data AS BLOB) FROM local WHERE source = ?"
        row = db.execute(query, (source,)).fetchone()
        try:
            return (str(row[0]), trees.decode_tree(row[1])) if row else None
        except DamagedTree:  # it is stored anew at this visit
            return None

    @writes
    def visit(self, db: sqlite3.Connection, source: str) -> None:
        """Record that the user sees the list, and forget those not seen for the longest time."""
        db.execute("UPDATE local SET visited = ? WHERE source = ?", (self.store.clock(), source))
        newest = "SELECT source FROM local ORDER BY visited DESC LIMIT ?"
        db.execute(f"DELETE FROM local WHERE source NOT IN ({newest})", (KEPT,))

    @writes
    def remove(self, db: sqlite3.Connection, source: str) -> bool:
        """Forget a list; return True if it was stored."""
        return db.execute("DELETE FROM local WHERE source = ?", (source,)).rowcount > 0

    @reads
    def all(self, db: sqlite3.Connection) -> tuple[LocalInfo, ...]:
        """All lists, the last visited first."""
        rows = all_rows(db, "local", LocalInfo._fields, "ORDER BY visited DESC, title, source")
        return tuple(LocalInfo(*row) for row in rows)

    @reads
    def holding(self, db: sqlite3.Connection, url: str) -> tuple[LocalInfo, ...]:
        """The lists that contain a link to `url`, compared in normalized form."""
        query = (
            "SELECT source, title, entries, visited FROM local JOIN local_holding USING (source)"
            " WHERE link = ? ORDER BY title, source"
        )
        rows = db.execute(query, (trees.link_key(url),))
        return tuple(LocalInfo(*checked("local", LocalInfo._fields, row)) for row in rows)

    @reads
    def rows(self, db: sqlite3.Connection, source: str) -> EntryTable:
        """The entries of a list as rows for a search; empty if it is not stored."""
        query = "SELECT CAST(data AS BLOB) FROM local WHERE source = ?"
        data = db.execute(query, (source,)).fetchone()
        try:
            return trees.decode_table(*data) if data else EntryTable.of(())
        except DamagedTree as error:
            # It is stored anew at the next visit.
            with suppress(sqlite3.Error):
                db.execute("DELETE FROM local WHERE source = ?", (source,))
            raise LibraryError(
                f"The stored copy of {clean(source)} is damaged: open it again."
            ) from error
