"""What is known of the health of links, whatever list they stand in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from awesome_tui.library.checks import all_rows
from awesome_tui.library.store import StorePart, reads, writes
from awesome_tui.model.link_health import LinkHealth, Observation, Verdict, judge
from awesome_tui.text.urls import normalize_url

_COLUMNS = ("verdict", "reason", "final_url", "checked", "failing_since", "failures", "due")


class Health(StorePart):
    """The health of links by their normalized URL."""

    @writes
    def observe(self, db: sqlite3.Connection, seen: Iterable[Observation]) -> dict[str, LinkHealth]:
        """Judge each observation by what was known, and keep the results, which are returned."""
        known = _all_known(db)
        now = self.store.clock()
        judged = {}
        for each in seen:
            key = normalize_url(each.url)
            judged[key] = known[key] = judge(known.get(key), each, now)
        db.executemany(
            "REPLACE INTO health VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((key, *_values(health)) for key, health in judged.items()),
        )
        return judged

    @reads
    def all(self, db: sqlite3.Connection) -> dict[str, LinkHealth]:
        """All that is known, by normalized URL."""
        return _all_known(db)


def _all_known(db: sqlite3.Connection) -> dict[str, LinkHealth]:
    rows = all_rows(db, "health", ("url_key", *_COLUMNS))
    return {key: LinkHealth(Verdict(verdict), *others) for key, verdict, *others in rows}


def _values(health: LinkHealth) -> tuple[object, ...]:
    return (health.verdict.value, *(getattr(health, name) for name in _COLUMNS[1:]))
