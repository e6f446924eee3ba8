"""The files that were read, as the library keeps them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from building import a_list, entry
from shelves import Now

from awesome_tui.errors import LibraryError
from awesome_tui.library import Library
from awesome_tui.library.local_lists import KEPT

TEA = a_list("Tea", entry("Assam", "Strong."), entry("Sencha"))


def test_a_list_is_kept_as_it_was_read_last(library: Library, now: Now) -> None:
    lists = library.local_lists
    assert not lists.has("/tea.md", "1").result()
    lists.keep("/tea.md", "1", TEA).result()
    lists.visit("/tea.md").result()
    assert lists.has("/tea.md", "1").result()
    assert not lists.has("/tea.md", "2").result()
    lists.keep("/tea.md", "2", a_list("Teas", entry("Mate"))).result()
    (info,) = lists.all().result()
    assert info == ("/tea.md", "Teas", 1, now.time)
    assert [read.name for _, read in lists.rows("/tea.md").result()] == ["Mate"]


def test_the_last_visited_comes_first(library: Library, now: Now) -> None:
    for source in ("/a.md", "/b.md", "/c.md"):
        library.local_lists.keep(source, "1", TEA).result()
    for source in ("/b.md", "/a.md"):
        now.time += 1
        library.local_lists.visit(source).result()
    assert [info.source for info in library.local_lists.all().result()] == [
        "/a.md",
        "/b.md",
        "/c.md",
    ]


def test_files_that_were_not_seen_for_the_longest_time_are_forgotten(
    library: Library, now: Now
) -> None:
    for number in range(KEPT + 3):
        now.time += 1
        library.local_lists.keep(f"/{number}.md", "1", TEA).result()
        library.local_lists.visit(f"/{number}.md").result()
    kept = [info.source for info in library.local_lists.all().result()]
    assert len(kept) == KEPT
    assert kept[-1] == "/3.md"


def test_what_was_never_kept_has_no_rows(library: Library) -> None:
    assert len(library.local_lists.rows("/tea.md").result()) == 0
    assert not library.local_lists.remove("/tea.md").result()


def test_the_lists_that_hold_a_link_are_found_by_any_spelling_of_it(library: Library) -> None:
    lists = library.local_lists
    lists.keep("/tea.md", "1", TEA).result()
    lists.keep("/drinks.md", "1", a_list("Drinks", entry("Sencha"), entry("Mate"))).result()

    def holding(url: str) -> list[str]:
        return [info.source for info in lists.holding(url).result()]

    assert holding("http://example.com/sencha/") == ["/drinks.md", "/tea.md"]
    lists.keep("/tea.md", "2", a_list("Tea", entry("Assam"))).result()
    assert holding("https://example.com/sencha") == ["/drinks.md"]
    lists.remove("/drinks.md").result()
    assert holding("https://example.com/sencha") == []


def test_a_damaged_copy_is_told_and_forgotten(tmp_path: Path, now: Now) -> None:
    path = tmp_path / "library.db"
    with Library(path, now) as library:
        library.local_lists.keep("/tea.md", "1", TEA).result()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE local SET data = 'x'")
    db.close()
    with Library(path, now) as library:
        with pytest.raises(LibraryError, match=r"/tea\.md is damaged: open it again"):
            library.local_lists.rows("/tea.md").result()
        assert not library.local_lists.all().result()
