"""The health of links, whatever list they stand in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from awesome_tui.library.checks import all_rows, checked
from awesome_tui.library.store import StorePart, reads, writes
from awesome_tui.library.verdicts import judge
from awesome_tui.model.link_health import LinkHealth, Observation, Verdict
from awesome_tui.text.urls import normalize_page

_COLUMNS = ("verdict", "reason", "final_url", "checked", "failing_since", "failures", "due")


class Health(StorePart):
    """The health of links by their pages: normalized URLs without a fragment."""

    @writes
    def observe(self, db: sqlite3.Connection, seen: Iterable[Observation]) -> dict[str, LinkHealth]:
        """Judge each observation by what was known, and keep the results, which are returned."""
        now = self.store.clock()
        judged: dict[str, LinkHealth] = {}
        for each in seen:
            key = normalize_page(each.url)
            judged[key] = judge(judged.get(key) or _known(db, key), each, now)
        db.executemany(
            "REPLACE INTO health VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((key, *_values(health)) for key, health in judged.items()),
        )
        return judged

    @reads
    def all(self, db: sqlite3.Connection) -> dict[str, LinkHealth]:
        """All that is known, by page."""
        rows = all_rows(db, "health", ("url_key", *_COLUMNS))
        return {key: _health(row) for key, *row in rows}


def _known(db: sqlite3.Connection, key: str) -> LinkHealth | None:
    query = f"SELECT {', '.join(_COLUMNS)} FROM health WHERE url_key = ?"
    row = db.execute(query, (key,)).fetchone()
    return _health(checked("health", _COLUMNS, row)) if row else None


def _health(row: Sequence[Any]) -> LinkHealth:
    verdict, *others = row
    return LinkHealth(Verdict(verdict), *others)


def _values(health: LinkHealth) -> tuple[object, ...]:
    return (health.verdict.value, *(getattr(health, name) for name in _COLUMNS[1:]))
