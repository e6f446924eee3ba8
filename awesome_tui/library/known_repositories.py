"""Metadata of repositories, whatever lists lead to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from awesome_tui.library.checks import checked_rows
from awesome_tui.library.store import StorePart, reads, writes
from awesome_tui.model.entries import RepoInfo
from awesome_tui.model.repositories import RepoFacts, RepoReport, RepoState

_TOLD = RepoInfo._fields
_COLUMNS = ("key", *_TOLD, "source", "asked", "state", "updated")
_BRIEF = ("key", "name", "stars", "pushed", "language", "licence", "archived")
# The branch was kept once, and nothing asked for it.
_REPLACE = (
    f"REPLACE INTO repository ({', '.join(_COLUMNS)}, branch)"
    f" VALUES ({', '.join('?' * len(_COLUMNS))}, '')"
)
_AT_A_TIME = 500
"""SQLite takes as many values in one query, whatever its version."""


class Repositories(StorePart):
    """Facts by the key of the repository: the normalized URL of its page."""

    @writes
    def save(self, db: sqlite3.Connection, reports: Sequence[RepoReport]) -> dict[str, RepoFacts]:
        """Keep what was told, and return it by the keys that were asked for.

        Who was asked in vain leaves what others have told before.
        """
        now = self.store.clock()
        for report in reports:
            if report.state is RepoState.UNKNOWN and _note_asked(db, report.key, now):
                continue
            key = report.current_key or report.key
            db.execute("DELETE FROM repository_alias WHERE key IN (?, ?)", (key, report.key))
            if key != report.key:
                _rename(db, report.key, key)
            db.execute(_REPLACE, (key, *_values(report, now)))
        return _known(db, [report.key for report in reports])

    @reads
    def has_any(self, db: sqlite3.Connection) -> bool:
        """True if anything is known of any repository."""
        return db.execute("SELECT 1 FROM repository LIMIT 1").fetchone() is not None

    @reads
    def known(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, RepoFacts]:
        """Metadata of these repositories, also under their former names."""
        return _known(db, list(keys))

    @reads
    def brief(self, db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, RepoInfo]:
        """The facts that searches ask for; a hundred thousand of them fit into memory.

        What is gone has none.
        """
        return {
            asked: RepoInfo(
                "", "", stars, _day(pushed), intern(lang), intern(licence), archived == 1
            )
            for asked, (_, name, stars, pushed, lang, licence, archived) in _rows(
                db, list(keys), _BRIEF
            )
            if name
        }


def _known(db: sqlite3.Connection, keys: Sequence[str]) -> dict[str, RepoFacts]:
    return {asked: _facts(row) for asked, row in _rows(db, keys, _COLUMNS)}


def _rows(
    db: sqlite3.Connection, keys: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield each of `keys` of which something is known, with its row."""
    for start in range(0, len(keys), _AT_A_TIME):
        asked = dict.fromkeys(keys[start : start + _AT_A_TIME])
        names = {key: key for key in asked} | dict(
            _select(db, "repository_alias", ("key", "repository"), list(asked))
        )
        found = {row[0]: row for row in _select(db, "repository", columns, [*names.values()])}
        yield from ((key, found[name]) for key, name in names.items() if name in found)


def _select(
    db: sqlite3.Connection, table: str, columns: Sequence[str], keys: Sequence[str]
) -> list[Any]:
    places = ", ".join("?" * len(keys))
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE key IN ({places})"
    return checked_rows(table, columns, db.execute(query, keys).fetchall())


def _rename(db: sqlite3.Connection, old: str, new: str) -> None:
    db.execute("DELETE FROM repository WHERE key = ?", (old,))
    db.execute("UPDATE repository_alias SET repository = ? WHERE repository = ?", (new, old))
    db.execute("INSERT INTO repository_alias VALUES (?, ?)", (old, new))


def _note_asked(db: sqlite3.Connection, key: str, now: float) -> bool:
    """Note that `key` was asked for; return False if nothing is known of it."""
    name = "coalesce((SELECT repository FROM repository_alias WHERE key = :key), :key)"
    update = f"UPDATE repository SET asked = :now WHERE key = {name}"
    return db.execute(update, {"key": key, "now": now}).rowcount > 0


def _values(report: RepoReport, now: float) -> tuple[object, ...]:
    info = report.info or RepoInfo("")
    told = (_stored(getattr(info, name)) for name in _TOLD)
    return (*told, report.source, now, report.state.value, report.updated)


def _stored(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return ",".join(value) if isinstance(value, tuple) else value


def _facts(row: Sequence[Any]) -> RepoFacts:
    _, *values, source, asked, state, updated = row
    told = dict(zip(_TOLD, values, strict=True))
    told |= {name: _day(told[name]) for name in ("pushed", "active", "released")}
    told |= {"archived": bool(told["archived"]), "topics": _split(told["topics"])}
    return RepoFacts(RepoInfo(**told), source, asked, RepoState(state), updated)


def _split(topics: str) -> tuple[str, ...]:
    return tuple(filter(None, topics.split(",")))


@lru_cache(10_000)
def _day(text: str | None) -> date | None:
    """The day as one value for all repositories that have it: there may be a hundred thousand."""
    return date.fromisoformat(text) if text else None
