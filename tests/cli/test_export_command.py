"""`awesome-tui export`: forms, and files that are written whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from commands import (
    AMPER,
    COMMAND,
    EIDER,
    ELBE,
    ISAR,
    RIVERS,
    complaint,
    lines,
    run,
    run_here,
)

KEPT = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
<DT><A HREF="https://example.org/isar" TAGS="weekend">Isar</A>
</DL><p>
"""

pytestmark = pytest.mark.usefixtures("folder")


def _can_lay_links() -> bool:
    return hasattr(os, "chown") and os.geteuid() == 0


class TestExport:
    def test_json_is_what_comes_without_asking(self) -> None:
        tree = json.loads(lines("export", "rivers.md"))
        assert (tree["schema"], tree["source"], tree["title"]) == (2, "rivers.md", "Rivers")
        assert [section["title"] for section in tree["sections"]] == ["North", "South"]

    def test_a_format_can_be_chosen(self) -> None:
        urls = [line.split("\t")[1] for line in (ELBE, EIDER, ISAR, AMPER)]
        assert lines("export", "rivers.md", "-f", "urls").split() == urls

    def test_a_list_can_be_piped_through(self) -> None:
        assert lines("export", "-", "-f", "urls", text=RIVERS).count("\n") == 4

    def test_a_query_chooses_what_is_exported(self) -> None:
        tree = json.loads(lines("export", "rivers.md", "-q", "elbe"))
        assert [section["title"] for section in tree["sections"]] == ["North"]
        assert [entry["name"] for entry in tree["sections"][0]["entries"]] == ["Elbe"]

    @pytest.mark.parametrize("query", ["tag:weekend", "is:bookmarked"])
    def test_a_query_finds_by_tags_of_ones_own(self, folder: Path, query: str) -> None:
        (folder / "kept.html").write_text(KEPT)
        lines("bookmarks", "import", "kept.html")
        exported = lines("export", "rivers.md", "-f", "urls", "-q", query)
        assert exported == "https://example.org/isar\n"
        assert lines("rivers.md", "-q", query) == ISAR

    @pytest.mark.parametrize("query", ["", " ", "!"])
    def test_a_query_that_asks_for_nothing_changes_nothing(self, query: str) -> None:
        assert lines("export", "rivers.md", "-q", query) == lines("export", "rivers.md")

    def test_no_match_exports_nothing(self, folder: Path) -> None:
        ran = run_here("export", "rivers.md", "-q", "zzzzzz", "-o", "out.json")
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")
        assert not (folder / "out.json").exists()

    @pytest.mark.parametrize("command", [["export", "-"], ["export", "-", "-f", "csv"], ["-"]])
    def test_a_text_without_entries_is_told(self, command: list[str]) -> None:
        ran = run_here(*command, text="# Tea\n\nIt is drunk hot.\n")
        assert ran.returncode == 1
        assert ran.stderr == (
            b"awesome-tui: Nothing in standard input is an entry:"
            b" name a list, which has links in its items.\n"
        )

    @pytest.mark.parametrize(("command", "status"), [(["export", "-"], 0), (["-"], 1)])
    def test_links_that_are_no_entries_are_exported_all_the_same(
        self, command: list[str], status: int
    ) -> None:
        text = "# Tea\n\nIt is drunk hot, as [the old books](https://a.example) tell us of it.\n"
        ran = run_here(*command, text=text)
        assert ran.returncode == status
        assert (b"https://a.example" in ran.stdout) == (status == 0)
        assert b"Nothing in standard input is an entry" in ran.stderr

    def test_an_unknown_format_is_told_with_those_known(self) -> None:
        ran = run_here("export", "rivers.md", "-f", "xml")
        assert ran.returncode == 2
        assert b'"xml" is none of markdown, json, ' in ran.stderr


class TestOutputFile:
    def test_it_is_what_would_have_been_printed(self, folder: Path) -> None:
        printed = lines("export", "rivers.md")
        assert lines("export", "rivers.md", "-o", "out.json") == ""
        assert (folder / "out.json").read_text() == printed
        assert {path.name for path in folder.iterdir()} == {"rivers.md", "out.json"}

    def test_a_new_file_is_as_open_as_any(self, folder: Path) -> None:
        (folder / "any").touch()
        lines("export", "rivers.md", "-o", "out.json")
        assert (folder / "out.json").stat().st_mode == (folder / "any").stat().st_mode

    def test_the_mode_of_a_file_is_kept(self, folder: Path) -> None:
        out = folder / "out.json"
        out.touch()
        out.chmod(0o640)
        lines("export", "rivers.md", "-o", "out.json")
        assert out.stat().st_mode & 0o777 == 0o640

    def test_a_link_still_leads_to_the_file(self, folder: Path) -> None:
        (folder / "link.json").symlink_to("out.json")
        lines("export", "rivers.md", "-o", "link.json")
        assert (folder / "link.json").is_symlink()
        assert (folder / "out.json").is_file()

    def test_what_was_written_into_the_same_stream_stays(self, folder: Path) -> None:
        with (folder / "all.txt").open("a") as out:
            out.write("before\n")
            out.flush()
            command = (*COMMAND, "export", "rivers.md", "-f", "urls", "-o", "/dev/stdout")
            subprocess.run(command, stdout=out, check=True)
        assert (folder / "all.txt").read_text().startswith("before\nhttps://example.org/elbe\n")

    @pytest.mark.skipif(not _can_lay_links(), reason="only root can lay links as somebody else")
    def test_a_link_that_somebody_else_laid_is_not_followed(self, folder: Path) -> None:
        (folder / "mine").write_text("mine")
        (folder / "link.json").symlink_to("mine")
        os.chown(folder / "link.json", 65534, 65534, follow_symlinks=False)
        said = complaint("export", "rivers.md", "-o", "link.json")
        assert "Cannot write link.json: It is a link that somebody else laid." in said
        assert (folder / "mine").read_text() == "mine"

    def test_nothing_is_written_through_what_lies_where_the_partial_file_may_be(
        self, folder: Path
    ) -> None:
        (folder / "mine").write_text("mine")
        # The shell keeps its number when it becomes the program, which thus is known before.
        lay = 'ln -s mine ".awesome-tui-$$.partial"; exec "$@"'
        command = (*COMMAND, "export", "rivers.md", "-o", "out.json")
        subprocess.run(("sh", "-c", lay, "sh", *command), check=True)
        assert (folder / "mine").read_text() == "mine"
        assert "Elbe" in (folder / "out.json").read_text()

    def test_a_pipe_gets_it_and_stays_one(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        command = (*COMMAND, "export", "rivers.md", "-f", "urls", "-o", "pipe")
        with subprocess.Popen(command):
            assert (folder / "pipe").read_text().startswith("https://example.org/elbe\n")
        assert (folder / "pipe").is_fifo()

    def test_a_list_can_be_replaced_by_its_export(self, folder: Path) -> None:
        lines("export", "rivers.md", "-f", "urls", "-o", "rivers.md")
        assert (folder / "rivers.md").read_text().startswith("https://example.org/elbe\n")

    def test_a_device_stays_one(self) -> None:
        assert (
            run("export", "rivers.md", "-f", "urls", "-o", "/dev/stdout").stdout.count(b"\n") == 4
        )
        assert lines("export", "rivers.md", "-o", "/dev/null") == ""
        assert Path("/dev/null").is_char_device()

    @pytest.mark.parametrize(
        ("name", "problem"),
        [("gone/out.json", "No such file"), (".", "Is a directory"), ("/dev/full", "No space")],
    )
    def test_what_cannot_be_written_is_an_error(
        self, folder: Path, name: str, problem: str
    ) -> None:
        said = complaint("export", "rivers.md", "-o", name)
        assert f"Cannot write {name}: {problem}" in said
        assert {path.name for path in folder.iterdir()} == {"rivers.md"}

    def test_a_name_that_is_empty_is_seen_in_the_error(self, folder: Path) -> None:
        assert 'Cannot write "": No such file' in complaint("export", "rivers.md", "-o", "")
        assert {path.name for path in folder.iterdir()} == {"rivers.md"}
