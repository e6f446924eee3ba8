"""The bundled list is found by every search, whatever the library may keep."""

from __future__ import annotations

from pathlib import Path

from awesome_tui.library import Library
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.bundled_rows import bundled_rows
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.read import SourceText

(NAME,) = NAMES


async def test_it_is_parsed_once(tmp_path: Path) -> None:
    parsed = []

    def parse(text: SourceText) -> AwesomeList:
        parsed.append(text)
        return parse_source(text)

    with Library(tmp_path / "library.db", lambda: 0.0) as library:
        first, second = (bundled_rows(library, NAME, parse) for _ in range(2))
    assert len(parsed) == 1
    assert "Pony" in first.names
    assert list(first.names) == list(second.names)


async def test_on_a_full_disk_it_is_found_all_the_same(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db", lambda: 0.0) as library:
        # SQLite's own limit says the same as a disk without room.
        await library.lists.store.ask(lambda db: db.execute("PRAGMA max_page_count = 1"))
        assert "Pony" in bundled_rows(library, NAME, parse_source).names
