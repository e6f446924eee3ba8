"""The stored lists: their trees, the versions of their text, and their times."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from awesome_tui.errors import LibraryError
from awesome_tui.library import trees
from awesome_tui.library.checks import all_rows, checked
from awesome_tui.library.store import StorePart, reads, writes
from awesome_tui.library.trees import Tree
from awesome_tui.model.encoding import DamagedTree
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.table import EntryTable
from awesome_tui.text.sanitize import clean
from awesome_tui.version import __version__

VERSIONS = 20
"""The number of versions to keep of a list, besides the one that the user saw last."""


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """The text of a list with its HTTP validators."""

    text: str
    format: str = "markdown"
    base: str | None = None
    """The URL that its relative links are resolved against."""
    etag: str | None = None
    modified: str | None = None
    """The Last-Modified header, verbatim."""
    asked: str | None = None
    """The requested URL that the two validators belong to."""


class StoredInfo(NamedTuple):
    """The metadata of a stored list."""

    key: str
    source: str
    """The location as the user wrote it."""
    title: str
    entries: int
    parser: str
    """The version of the program that parsed it; empty if the stored tree is damaged."""
    format: str
    base: str | None
    asked: str | None
    etag: str | None
    modified: str | None
    fetched: float
    """The time when it was last fetched, or confirmed to be unchanged."""
    visited: float | None
    seen: int | None = None
    """The id of the version that the user saw last."""
    first_key: str | None = None
    """The key under which it was stored first, however often it was renamed since."""

    @property
    def outdated(self) -> bool:
        """True if another version of the program parsed it, so parsing again may improve it."""
        return self.parser != __version__


class StoredList(NamedTuple):
    """A stored list with its parsed tree."""

    info: StoredInfo
    document: AwesomeList


class StoredVersion(NamedTuple):
    """A stored version of a list's text."""

    id: int
    fetched: float
    """The time when this version was first fetched."""
    format: str | None
    """The format of its text; None if that is unknown."""


_ORIGINAL = ("format", "base", "asked", "etag", "modified")
_COLUMNS = StoredInfo._fields
_INFO = ", ".join(_COLUMNS)
_READ = ("source", "title", "entries", "parser", *_ORIGINAL, "fetched")
_SAVE = (
    f"INSERT INTO list ({', '.join(('key', *_READ, 'first_key'))})"
    f" VALUES ({', '.join('?' * (2 + len(_READ)))})"
    f" ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _READ)}"
)
"""Keeps what was just read of a list, and leaves when it was visited, and what was seen."""
_DATA = "CAST(data AS BLOB)"
"""A cast, as the value of a damaged row can be a number or undecodable text."""
_WITH_TREE = "list JOIN tree ON tree.list = list.id"
_NAMED = (
    "list.id = coalesce((SELECT id FROM list WHERE key = :key),"
    " (SELECT list FROM alias WHERE key = :key))"
)
"""A condition that finds a list by its key or by one of its former keys."""


class Lists(StorePart):
    """Lists by key, which is their normalized location; former keys are aliases."""

    @writes
    def save(
        self,
        db: sqlite3.Connection,
        key: str,
        source: str,
        original: SourceVersion,
        document: AwesomeList | Tree,
        *,
        asked: str = "",
    ) -> bool:
        """Store a list that was just read; return True if its text has changed.

        `asked` is the requested key where it differs from `key`: it becomes an alias of `key`.
        """
        now = self.store.clock()
        if asked and asked != key:
            _rename(db, asked, key)
        db.execute("DELETE FROM alias WHERE key = ?", (key,))
        tree = document if isinstance(document, Tree) else Tree.of(document)
        texts = (getattr(original, name) for name in _ORIGINAL)
        row = (key, source, tree.title, tree.entries, __version__, *texts, now, key)
        db.execute(_SAVE, row)
        (number,) = db.execute("SELECT id FROM list WHERE key = ?", (key,)).fetchone()
        if asked and asked != key:
            db.execute("REPLACE INTO alias VALUES (?, ?)", (asked, number))
        _keep_tree(db, number, tree)
        return _keep_text(db, number, original, now)

    @writes
    def confirm(self, db: sqlite3.Connection, key: str) -> None:
        """Record that the server has no newer version."""
        _note(db, "fetched", key, self.store.clock())

    @writes
    def visit(self, db: sqlite3.Connection, key: str) -> None:
        """Record that the user sees the newest version, after opening or refreshing the list."""
        _note(db, "visited", key, self.store.clock())
        newest = "SELECT max(id) FROM version WHERE version.list = list.id"
        db.execute(f"UPDATE list SET seen = ({newest}) WHERE {_NAMED}", {"key": key})

    @writes
    def remove(self, db: sqlite3.Connection, key: str) -> bool:
        """Delete a list and its versions; return True if it existed."""
        return db.execute(f"DELETE FROM list WHERE {_NAMED}", {"key": key}).rowcount > 0

    @reads
    def info(self, db: sqlite3.Connection, key: str) -> StoredInfo | None:
        """The metadata of a stored list, or None."""
        row = db.execute(f"SELECT {_INFO} FROM list WHERE {_NAMED}", {"key": key}).fetchone()
        return _info(row) if row else None

    @reads
    def open(self, db: sqlite3.Connection, key: str) -> StoredList | None:
        """A stored list, without parsing; None if it is missing or damaged."""
        query = f"SELECT {_DATA}, {_INFO} FROM {_WITH_TREE} WHERE {_NAMED}"
        row = db.execute(query, {"key": key}).fetchone()
        if row is None:
            return None
        data, *info = row
        try:
            return StoredList(_info(info), trees.decode_tree(data))
        except DamagedTree:
            _mark_for_refetch(db, key)
            return None

    @writes
    def restore(self, db: sqlite3.Connection, key: str, document: AwesomeList) -> None:
        """Replace the damaged tree of a stored list by one parsed again from its text."""
        row = db.execute(f"SELECT id FROM list WHERE {_NAMED}", {"key": key}).fetchone()
        if row is not None:
            (number,), tree = row, Tree.of(document)
            told = (tree.title, tree.entries, __version__, number)
            db.execute("UPDATE list SET title = ?, entries = ?, parser = ? WHERE id = ?", told)
            _keep_tree(db, number, tree)
            self.store.tell(
                f"The stored copy of {clean(key)} was damaged, and was made anew of its text."
            )

    @reads
    def all(self, db: sqlite3.Connection) -> tuple[StoredInfo, ...]:
        """All lists, the last visited first."""
        rows = all_rows(db, "list", _COLUMNS, "ORDER BY visited DESC, title, key")
        return tuple(StoredInfo(*row) for row in rows)

    @reads
    def rows(self, db: sqlite3.Connection, key: str) -> EntryTable:
        """The entries of a list as rows for a search; empty if it is not stored."""
        query = f"SELECT {_DATA} FROM {_WITH_TREE} WHERE {_NAMED}"
        data = db.execute(query, {"key": key}).fetchone()
        try:
            return trees.decode_table(*data) if data else EntryTable.of(())
        except DamagedTree as error:
            _mark_for_refetch(db, key)
            raise LibraryError(
                f"The stored copy of {clean(key)} is damaged: refresh the list."
            ) from error

    @reads
    def holding(self, db: sqlite3.Connection, url: str) -> tuple[StoredInfo, ...]:
        """The lists that contain a link to `url`, compared in normalized form."""
        query = (
            f"SELECT {_INFO} FROM list JOIN holding ON holding.list = list.id"
            " WHERE link = ? ORDER BY title, key"
        )
        return tuple(map(_info, db.execute(query, (trees.link_key(url),))))

    @reads
    def versions(self, db: sqlite3.Connection, key: str) -> tuple[StoredVersion, ...]:
        """The stored versions, newest first."""
        query = (
            "SELECT version.id, version.fetched, version.format"
            " FROM version JOIN list ON list.id = version.list"
            f" WHERE {_NAMED} ORDER BY version.id DESC"
        )
        rows = db.execute(query, {"key": key})
        return tuple(StoredVersion(*checked("version", StoredVersion._fields, row)) for row in rows)

    @reads
    def text(self, db: sqlite3.Connection, version: StoredVersion) -> str:
        """The text of a version; raises `LibraryError` if it is gone or damaged."""
        query = "SELECT CAST(text AS BLOB) FROM version WHERE id = ?"
        row = db.execute(query, (version.id,)).fetchone()
        if row is None:
            raise LibraryError("That version of the list is no longer kept: choose a newer one.")
        try:
            return zlib.decompress(row[0]).decode()
        except (zlib.error, TypeError, ValueError) as error:
            raise LibraryError(
                "That version of the list is damaged: choose another one."
            ) from error


def _info(row: Sequence[Any]) -> StoredInfo:
    return StoredInfo(*checked("list", _COLUMNS, row))


def _keep_tree(db: sqlite3.Connection, number: int, tree: Tree) -> None:
    db.execute("REPLACE INTO tree VALUES (?, ?)", (number, tree.data))
    db.execute("DELETE FROM holding WHERE list = ?", (number,))
    db.executemany("INSERT INTO holding VALUES (?, ?)", ((link, number) for link in tree.links))


def _note(db: sqlite3.Connection, column: str, key: str, now: float) -> None:
    db.execute(f"UPDATE list SET {column} = :now WHERE {_NAMED}", {"key": key, "now": now})


def _rename(db: sqlite3.Connection, old: str, new: str) -> None:
    """Move what is stored under `old` to `new`, keeping the data of `new` where both have some."""
    keys = {"old": old, "new": new}
    db.execute(
        "UPDATE alias SET list = coalesce((SELECT id FROM list WHERE key = :new), list)"
        " WHERE list = (SELECT id FROM list WHERE key = :old)",
        keys,
    )
    for table, column in (("list", "key"), ("screen", "name")):
        db.execute(f"UPDATE OR IGNORE {table} SET {column} = :new WHERE {column} = :old", keys)
        db.execute(f"DELETE FROM {table} WHERE {column} = :old", keys)
    db.execute("UPDATE bookmark SET list_key = :new WHERE list_key = :old", keys)


def _keep_text(db: sqlite3.Connection, number: int, original: SourceVersion, now: float) -> bool:
    data = zlib.compress(original.text.encode())
    newest = "SELECT text, format FROM version WHERE list = ? ORDER BY id DESC LIMIT 1"
    if db.execute(newest, (number,)).fetchone() == (data, original.format):
        return False
    db.execute(
        "INSERT INTO version (list, fetched, text, format) VALUES (?, ?, ?, ?)",
        (number, now, data, original.format),
    )
    _drop_old_versions(db, number)
    return True


def _drop_old_versions(db: sqlite3.Connection, number: int) -> None:
    """Delete old versions; the one seen last stays, as "what is new" compares with it."""
    db.execute(
        "DELETE FROM version WHERE list = :list"
        " AND id NOT IN (SELECT id FROM version WHERE list = :list ORDER BY id DESC LIMIT :keep)"
        " AND id IS NOT (SELECT seen FROM list WHERE id = :list)",
        {"list": number, "keep": VERSIONS},
    )


def _mark_for_refetch(db: sqlite3.Connection, key: str) -> None:
    """Clear the list's parser version, so that the next refresh fetches the whole text."""
    with suppress(sqlite3.Error):
        db.execute(f"UPDATE list SET parser = '' WHERE {_NAMED}", {"key": key})
