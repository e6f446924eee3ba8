"""Rows of tables become entries."""

from __future__ import annotations

import pytest

from awesome_tui import parse

TABLE = """# Drinks

| {heading} | Description |
| --- | --- |
| Tea [![notes](notes.png)]({notes}) | A drink of [leaves](https://leaves.example) and water. |
"""


@pytest.mark.parametrize(
    ("heading", "notes", "url"),
    [
        ("Name", "tea.md", "tea.md"),
        ("Name", "https://tea.example", "https://tea.example"),
        ("Drink", "tea.md", "https://leaves.example"),
        ("Drink", "https://tea.example", "https://tea.example"),
    ],
)
def test_a_badge_beside_the_name_leads_to_a_file_only_below_the_heading_name(
    heading: str, notes: str, url: str
) -> None:
    (entry,) = parse(TABLE.format(heading=heading, notes=notes)).entries
    assert (entry.name, entry.url) == ("Tea", url)
