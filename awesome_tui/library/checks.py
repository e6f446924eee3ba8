"""Validation of stored rows, and repair of damaged ones.

A damaged file can return any value in any column, and should cost only that row. Each read passes
its values through `checked`, which raises `DamagedRow`; the store then repairs all rows with
`mend`, once, and reads again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from awesome_tui.model.link_health import Verdict
from awesome_tui.model.repositories import RepoState
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.text.urls import normalize_url

FAILURES = (sqlite3.Error, UnicodeError)
"""Errors of SQLite; its own messages may quote text that cannot be decoded."""
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
"""The start of the year 1 and the end of 9999, in Unix time."""
_DAY = 86_400
"""A margin that keeps times within the calendar in every time zone."""
_MOST = 2**53


class DamagedRow(Exception):  # noqa: N818  read as words: except DamagedRow
    """A stored value that the program cannot have written in that column."""


class _Column(NamedTuple):
    """The check of a column's values, and the replacement for invalid ones."""

    is_sound: Callable[[Any], bool]
    mended: Callable[[Any], object]
    is_needed: bool = False
    """True if a row is worthless without this value."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and _FIRST_SECOND + _DAY < value < _LAST_SECOND - _DAY


def _is_second(value: object) -> bool:
    return isinstance(value, int) and _FIRST_SECOND <= value <= _LAST_SECOND


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < _MOST


def _is_flag(value: object) -> bool:
    return isinstance(value, int) and value in (0, 1)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_header(value: str) -> bool:
    """True if httpx2 can send the value in a header."""
    return isinstance(value, str) and value.isascii() and value.isprintable()


def state_of(text: str) -> ScreenState:
    """Parse a stored screen state; raises `DamagedRow`."""
    try:
        return _state(json.loads(text))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise DamagedRow("screen.state") from error


def _holds_state(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(state_of(text))
    except DamagedRow:
        return False


def _state(fields: dict[str, Any]) -> ScreenState:
    section, folded, entry = fields["section"], fields["folded"], fields["entry"]
    state = ScreenState(
        tuple(section),
        tuple(map(tuple, folded)),
        tuple(entry) if entry else None,
        fields["number"],
        fields["query"],
        fields["sort"],
        fields.get("top", 0),
        fields.get("tree_top", 0),
    )
    texts = [*state.section, *(title for trail in state.folded for title in trail)]
    name, url = state.entry or ("", None)
    texts += [name, url or "", state.query, state.sort]
    counts = (state.number, state.top, state.tree_top)
    lists = (section, folded, *folded)
    if not (
        all(isinstance(part, list) for part in lists)
        and all(map(_is_text, texts))
        and all(map(_is_count, counts))
    ):
        raise TypeError
    return state


def _or_none(is_sound: Callable[[Any], bool]) -> _Column:
    return _Column(lambda value: value is None or is_sound(value), lambda _: None)


def _one_of(words: type[StrEnum]) -> _Column:
    known = frozenset(words)
    return _Column(
        lambda value: isinstance(value, str) and value in known, lambda _: "", is_needed=True
    )


_TEXT = _Column(_is_text, _as_text)
_NAME = _Column(_is_name, _as_text, is_needed=True)
_TIME = _Column(_is_time, lambda _: 0)
_COUNT = _Column(_is_count, lambda _: 0)
_HEADER = _Column(_is_header, lambda _: "")

_TABLES: Mapping[str, Mapping[str, _Column]] = {
    "list": {
        "key": _NAME,
        "source": _NAME,
        "title": _TEXT,
        "entries": _COUNT,
        "parser": _TEXT,
        "format": _TEXT,
        "base": _or_none(_is_text),
        "asked": _or_none(_is_text),
        "etag": _or_none(_is_header),
        "modified": _or_none(_is_header),
        "fetched": _TIME,
        "visited": _or_none(_is_time),
        "seen": _or_none(_is_count),
        "first_key": _or_none(_is_name),
    },
    "version": {"id": _COUNT, "fetched": _TIME, "format": _or_none(_is_text)},
    "bookmark": {
        "url_key": _NAME,
        "url": _NAME,
        "name": _TEXT,
        "description": _TEXT,
        "list_key": _TEXT,
        "tags": _TEXT,
        "added": _Column(_is_second, lambda _: 0),
        "place": _or_none(_is_second),
    },
    "note": {"url_key": _NAME, "text": _TEXT, "changed": _TIME},
    "visit": {"url_key": _NAME, "last": _TIME, "count": _COUNT},
    "local": {
        "source": _NAME,
        "title": _TEXT,
        "entries": _COUNT,
        "visited": _or_none(_is_time),
    },
    "setting": {"name": _NAME, "value": _TEXT},
    "health": {
        "url_key": _NAME,
        "verdict": _one_of(Verdict),
        "reason": _TEXT,
        "final_url": _TEXT,
        "checked": _TIME,
        "failing_since": _or_none(_is_time),
        "failures": _COUNT,
        "due": _TIME,
    },
    "repository": {
        "key": _NAME,
        "name": _TEXT,
        "description": _TEXT,
        "stars": _or_none(_is_count),
        "pushed": _or_none(_is_day),
        "language": _TEXT,
        "licence": _TEXT,
        "archived": _Column(_is_flag, lambda _: 0),
        "branch": _TEXT,
        "active": _or_none(_is_day),
        "topics": _TEXT,
        "release": _TEXT,
        "released": _or_none(_is_day),
        "source": _TEXT,
        "asked": _TIME,
        "state": _one_of(RepoState),
        "updated": _or_none(_is_time),
    },
    "repository_alias": {"key": _NAME, "repository": _NAME},
    "readme": {
        "key": _NAME,
        "source": _TEXT,
        "base": _or_none(_is_text),
        "format": _TEXT,
        "asked": _TEXT,
        "etag": _HEADER,
        "modified": _HEADER,
        "fetched": _TIME,
    },
    "used_filter": {"text": _NAME},
    "screen": {
        "name": _NAME,
        "state": _Column(_holds_state, lambda _: "", is_needed=True),
    },
}
_LABELS = {
    "list": "stored list",
    "version": "earlier text of a list",
    "bookmark": "bookmark",
    "note": "note",
    "visit": "opened link",
    "local": "file that you read",
    "screen": "place where you left a list",
    "setting": "setting",
    "health": "state of a link",
    "repository": "repository that a forge told of",
    "repository_alias": "former name of a repository",
    "readme": "README that you read",
    "used_filter": "filter that you used",
}
_DERIVED_FROM: Mapping[tuple[str, str], tuple[str, Callable[[str], str]]] = {
    ("list", "key"): ("source", str),
    ("list", "source"): ("key", str),
    ("bookmark", "url_key"): ("url", normalize_url),
    ("bookmark", "url"): ("url_key", lambda key: key if ":" in key else f"https://{key}"),
}
"""For required values: the other column that they can be derived from, and how."""


def checked(table: str, columns: Sequence[str], row: Sequence[Any]) -> Sequence[Any]:
    """Return `row` if each value is valid for its column; raises `DamagedRow`."""
    known = _TABLES[table]
    for column, value in zip(columns, row, strict=True):
        if not known[column].is_sound(value):
            raise DamagedRow(f"{table}.{column}")
    return row


def all_rows(
    db: sqlite3.Connection, table: str, columns: Sequence[str], order: str = ""
) -> list[Sequence[Any]]:
    """All rows, checked; read without the index, as a damaged one would hide some of them."""
    if not _is_indexed(db, table):
        raise DamagedRow(f"{table}, its index")
    query = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED {order}"
    return checked_rows(table, columns, db.execute(query).fetchall())


def checked_rows(
    table: str, columns: Sequence[str], rows: list[Sequence[Any]]
) -> list[Sequence[Any]]:
    """Return `rows` as `checked` does; column by column, which takes half the time."""
    for column, values in zip(columns, zip(*rows, strict=True), strict=bool(rows)):
        if not all(map(_TABLES[table][column].is_sound, values)):
            raise DamagedRow(f"{table}.{column}")
    return rows


def _is_indexed(db: sqlite3.Connection, table: str) -> bool:
    counts = (
        db.execute(f"SELECT count(*) FROM {table} {by}").fetchone()
        for by in ("NOT INDEXED", f"INDEXED BY sqlite_autoindex_{table}_1")
    )
    return len(set(counts)) == 1


def mend(db: sqlite3.Connection) -> str:
    """Repair or delete damaged rows; return a sentence for the user, or an empty text.

    Readable values of a row are kept; a damaged list is marked to be fetched again as a whole.
    """
    indices = [table for table in _TABLES if table != "version" and not _is_indexed(db, table)]
    for table in indices:
        db.execute(f"REINDEX {table}")
    counts = ((_LABELS[table], *_mend_table(db, table)) for table in _TABLES)
    found = [(what, mended, dropped) for what, mended, dropped in counts if mended or dropped]
    some = ", ".join(
        (
            *(f"{mended + dropped} × {what}" for what, mended, dropped in found),
            *(f"index of each {_LABELS[table]}" for table in indices),
        )
    )
    gone = sum(dropped for _, _, dropped in found)
    if not some:
        return ""
    kept = f"{gone} of them could not be kept" if gone else "what could be read of it was kept"
    return f"Part of the library was damaged ({some}): {kept}."


def _mend_table(db: sqlite3.Connection, table: str) -> tuple[int, int]:
    """Numbers of rows that were repaired and that had to be deleted."""
    columns = [column for column in _TABLES[table] if column != "id"]
    changes = ", ".join(f"{column} = ?" for column in columns)
    query = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED"
    rows = db.execute(query).fetchall()
    # Nothing can be put in the place of an identifier.
    lost = {number for number, *_ in rows if "id" in _TABLES[table] and not _is_count(number)}
    db.executemany(f"DELETE FROM {table} WHERE rowid = ?", ((number,) for number in lost))
    damaged = [
        (number, values)
        for number, *values in rows
        if number not in lost and not _is_sound(table, values)
    ]
    dropped = 0
    for number, values in damaged:
        mended = made_sound(table, dict(zip(columns, values, strict=True)))
        update = f"UPDATE OR IGNORE {table} SET {changes} WHERE rowid = ?"
        if not (mended and db.execute(update, (*mended.values(), number)).rowcount):
            db.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))
            dropped += 1
    return len(damaged) - dropped, dropped + len(lost)


def _is_sound(table: str, values: Iterable[object]) -> bool:
    columns = (column for name, column in _TABLES[table].items() if name != "id")
    return all(column.is_sound(value) for column, value in zip(columns, values, strict=True))


def made_sound(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """`row` with invalid values replaced; empty if a required value cannot be recovered."""
    known = _TABLES.get(table, {})
    damaged = [
        name for name, value in row.items() if name in known and not known[name].is_sound(value)
    ]
    mended = row | {name: known[name].mended(row[name]) for name in damaged}
    for (of_table, name), (other, made) in _DERIVED_FROM.items():
        if of_table == table and not mended.get(name) and mended.get(other):
            mended[name] = made(str(mended[other]))
    if table == "list" and damaged:
        mended["parser"] = ""
    if any(column.is_needed and not mended.get(name) for name, column in known.items()):
        return {}
    return mended
