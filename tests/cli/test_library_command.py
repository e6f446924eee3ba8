"""A command tells and forgets the local lists of the library."""

from __future__ import annotations

from pathlib import Path

from building import a_list, entry
from commands import run_here

from awesome_tui.library import Library

NOW = 1_000_000.0


def read(folder: Path, *sources: str) -> None:
    """Have these files been read on the screens."""
    with Library(folder / "awesome-tui" / "library.db", lambda: NOW) as library:
        for source in sources:
            library.local_lists.keep(source, "1", a_list("Tea", entry("Assam")))
            library.local_lists.visit(source).result()


def test_files_that_were_read_are_told_and_can_be_forgotten(folder: Path) -> None:
    path = str(folder / "tea.md")
    read(folder, path, "microservices")
    (row,) = run_here("library").stdout.decode().splitlines()
    assert row.startswith(f"{path}\t1\t")
    assert row.endswith("\tTea")
    assert run_here("library", "remove", "tea.md").returncode == 0
    assert run_here("library").stdout == b""
