"""The tables of the library, and the migrations of older files."""

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
        # A table of its own, so that reading the metadata of all lists skips their large trees.
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
        # The lists that contain a link, by a hash of its normalized URL.
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
        # Former keys of a list, from before its repository was renamed.
        """
        CREATE TABLE alias (
            key TEXT PRIMARY KEY,
            list INTEGER NOT NULL REFERENCES list ON DELETE CASCADE
        ) WITHOUT ROWID
        """,
        "CREATE INDEX alias_of_list ON alias (list)",
    ),
    (
        # The sorting time of a bookmark: its own, or an earlier one of the same import file; NULL
        # in older rows, where it is the time of the bookmark.
        "ALTER TABLE bookmark ADD COLUMN place INTEGER",
    ),
    (
        # The last frame of the screen for each start. Triggers delete it when its content
        # changes: the stored list or, for the screen of lists, any list or bookmark.
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
        # The version that the user saw last: times cannot tell it after the clock was set back.
        "ALTER TABLE list ADD COLUMN seen INTEGER",
        """
        UPDATE list SET seen = (
            SELECT max(version.id) FROM version
            WHERE version.list = list.id AND version.fetched <= list.visited
        )
        """,
    ),
    (
        # Stored trees may have facts and tags, which programs before cannot read. Those from before
        # stay as they are until the next refresh, which reads the whole list again.
        "UPDATE list SET parser = 'without facts'",
    ),
    (
        # The format of each version, as a list's text may be written anew in another one.
        "ALTER TABLE version ADD COLUMN format TEXT",
        "UPDATE version SET format = (SELECT format FROM list WHERE list.id = version.list)",
    ),
    (
        # The files that were read, with their entries, which come last as they are large.
        """
        CREATE TABLE local (
            source TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            entries INTEGER NOT NULL,
            stamp TEXT NOT NULL,
            visited REAL,
            data BLOB NOT NULL
        )
        """,
        *(
            f"CREATE TRIGGER frame_after_{change}_local AFTER {change} ON local"
            " BEGIN DELETE FROM frame WHERE page = 'home'; END"
            for change in ("insert", "update", "delete")
        ),
    ),
    (
        # The theme and the sizes of the panes, by name.
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
    (
        # The filters that were used; the row ids order them.
        "CREATE TABLE used_filter (text TEXT PRIMARY KEY)",
    ),
    (
        # What is known of links, by normalized URL, whatever list they stand in.
        """
        CREATE TABLE health (
            url_key TEXT PRIMARY KEY,
            verdict TEXT NOT NULL,
            reason TEXT NOT NULL,
            final_url TEXT NOT NULL,
            checked REAL NOT NULL,
            failing_since REAL,
            failures INTEGER NOT NULL,
            due REAL NOT NULL
        )
        """,
    ),
    (
        # What is known of repositories, by the normalized URL of their page, whatever lists lead
        # there; days are ISO dates.
        """
        CREATE TABLE repository (
            key TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            stars INTEGER,
            pushed TEXT,
            language TEXT NOT NULL,
            licence TEXT NOT NULL,
            archived INTEGER NOT NULL,
            branch TEXT NOT NULL,
            active TEXT,
            topics TEXT NOT NULL,
            release TEXT NOT NULL,
            released TEXT,
            source TEXT NOT NULL,
            asked REAL NOT NULL,
            state TEXT NOT NULL,
            updated REAL
        )
        """,
        # Former names of repositories.
        "CREATE TABLE repository_alias (key TEXT PRIMARY KEY, repository TEXT NOT NULL)",
    ),
    (
        # READMEs that were read, by the normalized URL of their repository or folder.
        """
        CREATE TABLE readme (
            key TEXT PRIMARY KEY,
            source TEXT NOT NULL,
            base TEXT,
            format TEXT NOT NULL,
            asked TEXT NOT NULL,
            etag TEXT NOT NULL,
            modified TEXT NOT NULL,
            fetched REAL NOT NULL,
            text BLOB NOT NULL
        )
        """,
    ),
    (
        # The files and bundled lists that contain a link, as `holding`; those from before are kept
        # anew at the next visit.
        """
        CREATE TABLE local_holding (
            link INTEGER NOT NULL,
            source TEXT NOT NULL REFERENCES local ON DELETE CASCADE,
            PRIMARY KEY (link, source)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX local_holding_of_list ON local_holding (source)",
        "UPDATE local SET stamp = ''",
    ),
    (
        # The key under which a list was stored first, for what must outlast its new names.
        "ALTER TABLE list ADD COLUMN first_key TEXT",
        "UPDATE list SET first_key = key",
    ),
)
"""Statements from each schema version to the next; only append to it."""

_NO_VERSION = 10_000
"""Greater than any real schema version; damaged files can hold any number."""


def migrate(db: sqlite3.Connection) -> None:
    """Migrate a file to the newest schema; raises `LibraryError` for a newer one.

    The write lock is taken in any case, so that a read-only file fails now, not at the first
    bookmark.
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
    """True if `db` has all tables and columns of this program, and no other triggers.

    A file of a newer program, which may have migrated it meanwhile, is always accepted.
    """
    if len(MIGRATIONS) < _version(db) < _NO_VERSION:
        return True
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        migrate(ours)
        needed, found = _things(ours), _things(db)
    return needed <= found and all(kind != "trigger" for kind, *_ in found - needed)


def _things(db: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Names of all tables, indices, triggers and columns."""
    return set(
        db.execute(
            "SELECT one.type, one.name, one.tbl_name, coalesce(part.name, '')"
            " FROM sqlite_master AS one LEFT JOIN pragma_table_info(one.name) AS part"
        )
    )


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)
