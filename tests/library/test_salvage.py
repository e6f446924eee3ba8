"""Rows of a damaged library that can still be read are kept."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from awesome_tui.library.salvage import salvage
from awesome_tui.library.schema import migrate

_LEAF = 0x0D
"""The type of a page with rows, as SQLite's file format has it."""


def fill(path: Path, notes: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db)
        rows = [(f"tea.example/{number:04}", f"<{number}>" * 99, 0.0) for number in range(notes)]
        db.executemany("INSERT INTO note VALUES (?, ?, ?)", rows)


def spoil_pages(path: Path, *shares: float) -> set[int]:
    """Overwrite the pages at these shares of all that hold notes; return the notes in them."""
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    starts = [at for at in range(0, len(data), size) if data[at] == _LEAF]
    by_page = {at: set(map(int, re.findall(rb"<(\d+)>", data[at : at + size]))) for at in starts}
    pages = sorted((at for at in starts if by_page[at]), key=lambda at: min(by_page[at]))
    spoilt = [pages[int(share * len(pages))] for share in shares]
    for at in spoilt:
        data[at : at + size] = b"\xff" * size
    path.write_bytes(data)
    return set().union(*(by_page[at] for at in spoilt))


def test_rows_between_two_damaged_stretches_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    fill(path, 400)
    lost = spoil_pages(path, 0.25, 0.75)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        assert salvage(lambda: sqlite3.connect(path), db)["note"] == 400 - len(lost)
        kept = {int(key[-4:]) for (key,) in db.execute("SELECT url_key FROM note")}
    assert kept == set(range(400)) - lost
    assert 0 < len(lost) < 40


def test_every_table_is_kept_but_those_that_are_made_of_others(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db)
        db.execute("INSERT INTO health VALUES ('tea.example', 'dead', '404', '', 1, 1, 2, 3)")
        tables = {
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'"
            )
        }
    read: set[str] = set()

    def connect() -> sqlite3.Connection:
        source = sqlite3.connect(path)
        source.set_trace_callback(lambda sql: read.update(re.findall(r"FROM (\w+)", sql)))
        return source

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        salvage(connect, db)
        assert db.execute("SELECT verdict FROM health").fetchall() == [("dead",)]
    assert tables - read == {"holding", "local_holding", "alias", "frame"}
