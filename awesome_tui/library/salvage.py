"""Recovery of the readable rows of a damaged library into a new one."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any

from awesome_tui.library.checks import FAILURES, made_sound

_OWN = ("bookmark", "note", "visit")
"""The user's own data, which no refresh brings back; a notice tells the recovered numbers."""
_KNOWN = ("repository", "repository_alias", "readme", "health")
"""Tables of answers from the network, which gives them again."""
_OTHERS = ("list", "tree", "version", "local", "screen", "setting", "used_filter", *_KNOWN)
_FIRST, _LAST = -(2**63), 2**63 - 1
_USUAL = 1_000_000
"""The greatest row id to expect; damaged ranges are halved below it."""
_TRIES = 5_000
"""The number of unreadable ranges to split before giving up: the whole table may be unreadable."""


def salvage(connect: Callable[[], sqlite3.Connection], db: sqlite3.Connection) -> dict[str, int]:
    """Copy all readable rows; return the counts of the user's own rows by table."""
    with suppress(OSError, *FAILURES), closing(connect()) as source:
        # Lets SQLite open a file that is shorter than its header says.
        source.execute("PRAGMA writable_schema = ON")
        for table in (*_OWN, *_OTHERS):
            with db:
                db.execute("BEGIN IMMEDIATE")
                _copy_table(source, db, table)
    with db:  # so that the next visit finds out which links they hold
        db.execute("UPDATE local SET stamp = ''")
    return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _OWN}


def _copy_table(source: sqlite3.Connection, db: sqlite3.Connection, table: str) -> None:
    columns = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
    for row in _readable_rows(source, table):
        kept = made_sound(table, {name: row[name] for name in columns if name in row})
        if not kept:
            continue
        # The row id orders bookmarks of the same time.
        kept = {"rowid": row["rowid"]} | kept
        places = ", ".join("?" * len(kept))
        insert = f"INSERT OR IGNORE INTO {table} ({', '.join(kept)}) VALUES ({places})"
        with suppress(sqlite3.IntegrityError):  # the list that it belongs to was not recovered
            db.execute(insert, tuple(kept.values()))


def _readable_rows(source: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """Yield the readable rows, halving each range of row ids that fails."""
    stretches, tries = deque([(_FIRST, _LAST)]), _TRIES
    while stretches and tries:
        low, high = stretches.popleft()
        try:
            for row in _rows_between(source, table, low, high, "ASC"):
                low = row["rowid"] + 1
                yield row
            continue
        except FAILURES:
            tries -= 1
        with suppress(*FAILURES):
            for row in _rows_between(source, table, low, high, "DESC"):
                high = row["rowid"] - 1
                yield row
        low = max(low, 0) if low == _FIRST else low
        high = min(high, _USUAL) if high == _LAST else high
        if low < high:
            middle = (low + high) // 2
            stretches += (low, middle), (middle + 1, high)


def _rows_between(
    source: sqlite3.Connection, table: str, low: int, high: int, order: str
) -> Iterator[dict[str, Any]]:
    query = f"SELECT rowid, * FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid {order}"
    rows = source.execute(query, (low, high))
    names = ["rowid", *(name for name, *_ in rows.description[1:])]
    for row in rows:
        yield dict(zip(names, row, strict=True))
