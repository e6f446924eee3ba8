"""The tables, and how older files come to have them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from awesome_tui.errors import LibraryError

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE list (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            title TEXT NOT NULL,
            entries INTEGER NOT NULL,
            parser TEXT NOT NULL,
            format TEXT NOT NULL,
            base TEXT,
            asked TEXT,
            etag TEXT,
            modified TEXT,
            fetched REAL NOT NULL,
            visited REAL
        )
        """,
        # Apart from the row above, so that naming all lists does not read their texts.
        """
        CREATE TABLE tree (
            list INTEGER PRIMARY KEY REFERENCES list ON DELETE CASCADE,
            data BLOB NOT NULL
        )
        """,
        """
        CREATE TABLE version (
            id INTEGER PRIMARY KEY,
            list INTEGER NOT NULL REFERENCES list ON DELETE CASCADE,
            fetched REAL NOT NULL,
            text BLOB NOT NULL
        )
        """,
        "CREATE INDEX version_of_list ON version (list)",
        """
        CREATE TABLE bookmark (
            url_key TEXT PRIMARY KEY,
            url TEXT NOT NULL,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            list_key TEXT NOT NULL,
            tags TEXT NOT NULL,
            added INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE note (
            url_key TEXT PRIMARY KEY,
            text TEXT NOT NULL,
            changed REAL NOT NULL
        )
        """,
        """
        CREATE TABLE visit (
            url_key TEXT PRIMARY KEY,
            last REAL NOT NULL,
            count INTEGER NOT NULL
        )
        """,
        "CREATE TABLE screen (name TEXT PRIMARY KEY, state TEXT NOT NULL)",
    ),
    (
        # Which lists hold a link, known by a hash of its normal form.
        """
        CREATE TABLE holding (
            link INTEGER NOT NULL,
            list INTEGER NOT NULL REFERENCES list ON DELETE CASCADE,
            PRIMARY KEY (link, list)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX holding_of_list ON holding (list)",
    ),
    (
        # What else leads to a list: names that its repository had.
        """
        CREATE TABLE alias (
            key TEXT PRIMARY KEY,
            list INTEGER NOT NULL REFERENCES list ON DELETE CASCADE
        ) WITHOUT ROWID
        """,
        "CREATE INDEX alias_of_list ON alias (list)",
    ),
    (
        # The time by which a bookmark stands among the others: that of its own, or of one that was
        # before it in the same file; before this column, its own.
        "ALTER TABLE bookmark ADD COLUMN place INTEGER",
    ),
    (
        # What was last on the screen, by what was started. It must not outlive what it shows: the
        # list as it is stored, and on the screen of lists all lists and bookmarks.
        """
        CREATE TABLE frame (
            start TEXT PRIMARY KEY,
            page TEXT NOT NULL,
            look TEXT NOT NULL,
            data BLOB NOT NULL
        )
        """,
        *(
            f"CREATE TRIGGER frame_after_{change}_{table} AFTER {change} ON {table}"
            f" BEGIN DELETE FROM frame WHERE page IN ({pages}); END"
            for table, change, pages in (
                ("list", "insert", "'home'"),
                ("list", "update", "'home', OLD.key"),
                ("list", "delete", "'home', OLD.key"),
                ("bookmark", "insert", "'home'"),
                ("bookmark", "update", "'home'"),
                ("bookmark", "delete", "'home'"),
            )
        ),
    ),
    (
        # The text that the user saw last: times do not tell it where the clock was set back.
        "ALTER TABLE list ADD COLUMN seen INTEGER",
        """
        UPDATE list SET seen = (
            SELECT max(version.id) FROM version
            WHERE version.list = list.id AND version.fetched <= list.visited
        )
        """,
    ),
)
"""The statements that lead from each version of the schema to the next; only ever appended to."""

_NO_VERSION = 10_000
"""No program will ever come to have so many; damage does at once."""


def migrate(db: sqlite3.Connection) -> None:
    """Bring an open file up to the newest schema; refuse one that is newer still.

    It is locked in any case: that tells now, not at the first bookmark, whether it can be written.
    """
    with db:
        db.execute("BEGIN IMMEDIATE")
        version = _version(db)
        if not 0 <= version < _NO_VERSION:
            raise sqlite3.DatabaseError("its version is none of any program")
        if version > len(MIGRATIONS):
            raise LibraryError(
                "The library was written by a newer awesome-tui: update this one to open it."
            )
        if version == len(MIGRATIONS):
            return
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def is_ours(db: sqlite3.Connection) -> bool:
    """Whether all that this program needs is there, and no triggers but its own.

    A newer one, which may have come while this one runs, knows itself what it needs.
    """
    if len(MIGRATIONS) < _version(db) < _NO_VERSION:
        return True
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        migrate(ours)
        needed, found = _things(ours), _things(db)
    return needed <= found and all(kind != "trigger" for kind, *_ in found - needed)


def _things(db: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Each table, index and trigger, and each column of a table."""
    return set(
        db.execute(
            "SELECT one.type, one.name, one.tbl_name, coalesce(part.name, '')"
            " FROM sqlite_master AS one LEFT JOIN pragma_table_info(one.name) AS part"
        )
    )


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)
