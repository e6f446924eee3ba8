import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from building import bookmark_of

from awesome_tui.library import Library

KEEPER = Path(__file__).parents[1] / "keeper.py"


def start_keeper(path: Path, first: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(KEEPER), str(path), str(first), str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def confirmed_until_killed(path: Path, first: int, lines: int) -> set[str]:
    with start_keeper(path, first, 1000) as keeper:
        assert keeper.stdout
        told = [keeper.stdout.readline() for _ in range(lines)]
        keeper.kill()
        # What is cut off in the middle of a line was not told.
        told += [line for line in keeper.stdout if line.endswith("\n")]
    return {line.strip() for line in told}


def kept(path: Path) -> set[str]:
    with Library(path, lambda: 0.0) as library:
        bookmarks = library.bookmarks.tags().result()
        notes = library.notes.all().result()
    return {f"bookmark {key}" for key in bookmarks} | {f"note {key}" for key in notes}


def check_integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])


def test_a_kill_at_any_moment_loses_nothing_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    confirmed: set[str] = set()
    for turn in range(8):
        confirmed |= confirmed_until_killed(path, turn * 1000, random.randrange(1, 400))
    assert {line.replace("https://", "") for line in confirmed} <= kept(path)
    assert check_integrity(path) == "ok"


def test_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    keepers = [start_keeper(path, turn * 1000, 100) for turn in range(3)]
    outputs = [keeper.communicate() for keeper in keepers]
    assert [errors for _, errors in outputs] == ["", "", ""]
    confirmed = {line.replace("https://", "") for told, _ in outputs for line in told.splitlines()}
    assert len(confirmed) == 600
    assert confirmed <= kept(path)
    with Library(path, lambda: 0.0) as library:
        shared = bookmark_of(library, "https://shared.example")
    assert shared
    assert len(shared.tags) == 300
