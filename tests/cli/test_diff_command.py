"""`awesome-tui diff` of two files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import OTHER_RIVERS, RIVERS, complaint, lines, run_here

pytestmark = pytest.mark.usefixtures("folder")


class TestDiff:
    def test_what_was_added_and_removed_is_told_by_section(self, folder: Path) -> None:
        (folder / "new.md").write_text(OTHER_RIVERS)
        told = lines("diff", "rivers.md", "new.md")
        assert told.startswith("1 added, 1 removed\n")
        assert "\nSouth\n  + Inn  https://example.org/inn\n" in told
        assert "\nNorth\n  - Eider  https://example.org/eider\n" in told

    def test_json_has_the_same(self, folder: Path) -> None:
        (folder / "new.md").write_text(OTHER_RIVERS)
        tree = json.loads(lines("diff", "rivers.md", "new.md", "-f", "json"))
        assert [entry["name"] for entry in tree["added"]] == ["Inn"]
        assert [entry["name"] for entry in tree["removed"]] == ["Eider"]

    @pytest.mark.parametrize("sides", [("-", "rivers.md"), ("rivers.md", "-")])
    def test_either_side_can_be_piped_in(self, sides: tuple[str, str]) -> None:
        summary = "1 added, 1 removed\n"
        assert lines("diff", *sides, text=OTHER_RIVERS).startswith(summary)

    def test_no_change_is_told_by_the_exit_status(self) -> None:
        ran = run_here("diff", "rivers.md", "-", text=RIVERS)
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"Nothing changed.\n", b"")

    @pytest.mark.parametrize(
        ("sides", "problem"),
        [
            (("-", "-"), "Standard input can be read only once"),
            (("rivers.md", "missing.md"), 'No list called "missing.md"'),
            (("rivers.md",), "No stored versions of rivers.md. Name a second list."),
        ],
    )
    def test_what_cannot_be_read_is_an_error(self, sides: tuple[str, str], problem: str) -> None:
        assert problem in complaint("diff", *sides)
