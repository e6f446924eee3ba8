"""The program as its users meet it: a process with pipes, terminals and an exit status."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import pytest

from awesome_tui import __version__
from awesome_tui.cli import COMMANDS

RIVERS = """\
# Rivers

## North

- [Elbe](https://example.org/elbe) - Long *and* `wide`.
- [Eider](https://example.org/eider)

## South

- [Isar](https://example.org/isar) - Cold, from the Alps.

### Tributaries

- [Amper](https://example.org/amper) - Slow – through a fen.
"""
ELBE = "Elbe\thttps://example.org/elbe\tLong and wide.\n"
EIDER = "Eider\thttps://example.org/eider\t\n"
ISAR = "Isar\thttps://example.org/isar\tCold, from the Alps.\n"
AMPER = "Amper\thttps://example.org/amper\tSlow – through a fen.\n"

ALTERNATE_SCREEN = b"\x1b[?1049h"
COMMAND = (sys.executable, "-m", "awesome_tui")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where every command runs."""
    (tmp_path / "rivers.md").write_text(RIVERS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def run(*arguments: str, text: str = "", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command, with `text` piped into it, or a `stdin` among `options`."""
    source = {} if "stdin" in options else {"input": text.encode()}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    every = {**streams, **source, "timeout": 60, **options}
    return subprocess.run((*COMMAND, *arguments), check=False, **every)


def lines(*arguments: str, text: str = "") -> str:
    """What the command prints where all goes well."""
    ran = run(*arguments, text=text)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode()


def complaint(*arguments: str) -> str:
    """The one sentence with which the command fails."""
    ran = run(*arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    sentence = ran.stderr.decode()
    assert sentence.startswith("awesome-tui: ")
    assert sentence.endswith(".\n")
    assert sentence.count("\n") == 1
    return sentence


class TestLines:
    def test_without_a_terminal_the_entries_are_lines(self) -> None:
        assert lines("rivers.md") == ELBE + EIDER + ISAR + AMPER

    def test_a_list_can_be_piped_in(self) -> None:
        assert lines("-", text=RIVERS) == ELBE + EIDER + ISAR + AMPER

    def test_a_list_comes_with_the_program(self) -> None:
        assert "Consul\t" in lines("microservices")

    def test_a_query_chooses_the_entries(self) -> None:
        assert lines("rivers.md", "-q", "isar") == ISAR

    def test_the_best_match_comes_first(self) -> None:
        assert lines("rivers.md", "-q", "e").startswith(ELBE)
        assert lines("rivers.md", "-q", "i").startswith(ISAR)

    @pytest.mark.parametrize(
        ("section", "shown"),
        [
            ("North", ELBE + EIDER),
            ("South", ISAR + AMPER),
            ("south > tributaries", AMPER),
            ("#tributaries", AMPER),
        ],
    )
    def test_a_section_is_shown_with_all_within(self, section: str, shown: str) -> None:
        assert lines("rivers.md", "--section", section) == shown

    def test_a_query_stays_within_the_section(self) -> None:
        assert lines("rivers.md", "--section", "south", "-q", "amper") == AMPER
        assert run("rivers.md", "--section", "north", "-q", "amper").returncode == 1

    def test_no_match_is_told_by_the_exit_status(self) -> None:
        ran = run("rivers.md", "-q", "zzzzzz")
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")

    def test_a_section_that_is_not_there_is_an_error(self) -> None:
        assert "no section Sea in rivers.md" in complaint("rivers.md", "--section", "Sea")

    @pytest.mark.parametrize(
        "environ",
        [
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONIOENCODING": "ascii"},
        ],
    )
    def test_lines_are_utf_8_whatever_the_locale(self, environ: Mapping[str, str]) -> None:
        assert run("rivers.md", env={**os.environ, **environ}).stdout.decode().endswith(AMPER)

    def test_a_reader_that_has_enough_is_no_error(self, folder: Path) -> None:
        many = "".join(f"- [Brook {n}](https://example.org/{n})\n" for n in range(5000))
        (folder / "brooks.md").write_text(f"# Brooks\n\n{many}")
        with subprocess.Popen(
            (*COMMAND, "brooks.md"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as ran:
            assert ran.stdout
            assert ran.stderr
            assert ran.stdout.readline() == b"Brook 0\thttps://example.org/0\t\n"
            ran.stdout.close()
            assert ran.stderr.read() == b""
        assert ran.returncode == 0

    def test_help_too_may_be_cut_short(self) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        ran = run("--help", stdout=writer)
        os.close(writer)
        assert (ran.returncode, ran.stderr) == (0, b"")


class TestSource:
    def test_a_folder_stands_for_its_readme(self, folder: Path) -> None:
        (folder / "lists").mkdir()
        (folder / "rivers.md").rename(folder / "lists/README.md")
        assert lines("lists") == ELBE + EIDER + ISAR + AMPER

    def test_a_file_goes_before_a_bundled_list(self, folder: Path) -> None:
        (folder / "rivers.md").rename(folder / "microservices")
        assert lines("microservices").startswith(ELBE)

    def test_a_file_called_as_a_command_needs_its_folder(self, folder: Path) -> None:
        (folder / "rivers.md").rename(folder / "export")
        assert lines("./export").startswith(ELBE)

    @pytest.mark.parametrize("source", ["missing.md", "missing\x1b]0;x\x07.md"])
    def test_a_missing_file_is_an_error(self, source: str) -> None:
        said = complaint(source)
        assert "no file, folder or known list missing" in said
        assert "\x1b" not in said

    def test_no_name_at_all_is_an_error(self) -> None:
        for command in ((), ("export",), ("pick",), ("sync",)):
            assert "SOURCE is empty: name a file" in complaint(*command, "")

    def test_a_secret_in_a_url_is_not_repeated(self) -> None:
        said = complaint("https://me:secret@example.org/list.md?token=secret", "--offline")
        assert "https://example.org/list.md is not stored" in said
        assert "secret" not in said

    def test_a_terminal_as_standard_input_holds_no_list(self) -> None:
        keyboard, terminal = pty.openpty()
        ran = run("-", stdin=terminal)
        os.close(terminal)
        os.close(keyboard)
        assert ran.returncode == 2
        assert b"Nothing is piped into standard input" in ran.stderr

    def test_a_closed_standard_input_holds_no_list(self) -> None:
        command = f"{sys.executable} -m awesome_tui - <&-"
        ran = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
        assert ran.returncode == 2
        assert b"Nothing is piped into standard input" in ran.stderr


# Makes the terminal on standard input the one of the session, then runs a shell line in it.
SESSION = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp("sh", ["sh", "-c", sys.argv[1]])
"""


class Terminal:
    """A terminal of 80 by 24 cells in which a shell line runs."""

    def __init__(self, line: str) -> None:
        self._hand, terminal = pty.openpty()
        termios.tcsetwinsize(terminal, (24, 80))
        self._process = subprocess.Popen(
            (sys.executable, "-c", SESSION, line),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._hand)

    def type(self, keys: bytes) -> None:
        os.write(self._hand, keys)

    def shows(self, text: bytes) -> bytes:
        """What is written up to `text`."""
        written = b""
        while text not in written:
            ready, _, _ = select.select([self._hand], [], [], 60)
            assert ready, f"{text!r} did not appear after {written!r}"
            written += os.read(self._hand, 65536)
        return written


class TestScreens:
    @pytest.mark.parametrize(
        "line", ["PROGRAM rivers.md", "cat rivers.md | PROGRAM -", "PROGRAM rivers.md 2>errors"]
    )
    def test_keys_come_from_the_terminal(self, line: str) -> None:
        program = line.replace("PROGRAM", " ".join(COMMAND))
        with Terminal(f"{program}; echo status $?") as terminal:
            assert ALTERNATE_SCREEN in terminal.shows(b"Amper")
            terminal.type(b"q")
            terminal.shows(b"status 0")

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [("missing.md", b"known list missing.md"), ("--theme none", b"no theme called none")],
    )
    def test_they_do_not_appear_for_what_must_fail(self, arguments: str, problem: bytes) -> None:
        with Terminal(f"{' '.join(COMMAND)} {arguments}; echo status $?") as terminal:
            written = terminal.shows(b"status 2")
        assert problem in written
        assert ALTERNATE_SCREEN not in written

    def test_without_any_terminal_they_are_an_error(self) -> None:
        screen, terminal = pty.openpty()
        ran = run("-", text=RIVERS, stdout=terminal, start_new_session=True)
        os.close(terminal)
        os.close(screen)
        assert ran.returncode == 2
        assert ran.stderr.startswith(b"awesome-tui: No terminal can be opened")
        assert ran.stderr.count(b"\n") == 1

    def test_to_pick_from_they_need_a_terminal(self) -> None:
        ran = run("pick", "-", text=RIVERS, start_new_session=True)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.startswith(b"awesome-tui: No terminal can be opened")
        assert ran.stderr.count(b"\n") == 1

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [("rivers.md missing.md", b"known list missing.md"), ("- - <rivers.md", b"only once")],
    )
    def test_to_pick_from_each_source_must_be_readable(
        self, arguments: str, problem: bytes
    ) -> None:
        with Terminal(f"{' '.join(COMMAND)} pick {arguments}; echo status $?") as terminal:
            written = terminal.shows(b"status 2")
        assert problem in written
        assert ALTERNATE_SCREEN not in written

    def test_a_terminal_that_cannot_place_text_gets_lines(self) -> None:
        with Terminal(f"TERM=dumb {' '.join(COMMAND)} rivers.md; echo status $?") as terminal:
            written = terminal.shows(b"status 0")
        assert written.startswith(ELBE.encode().replace(b"\n", b"\r\n"))
        assert b"\x1b" not in written

    @pytest.mark.parametrize("arguments", ["", "--theme textual-dark", "pick rivers.md"])
    def test_where_there_are_no_lines_such_a_terminal_gets_a_sentence(self, arguments: str) -> None:
        line = f"TERM=dumb {' '.join(COMMAND)} {arguments}; echo status $?"
        with Terminal(line) as terminal:
            written = terminal.shows(b"status 2")
        assert b"TERM=dumb says that this terminal has no screen to draw on" in written
        assert b"\x1b" not in written

    def test_with_closed_streams_they_are_an_error(self) -> None:
        with Terminal(f"{' '.join(COMMAND)} rivers.md <&-; echo status $?") as terminal:
            assert b"The screens need standard input" in terminal.shows(b"status 2")


class TestExport:
    def test_json_is_what_comes_without_asking(self) -> None:
        tree = json.loads(lines("export", "rivers.md"))
        assert (tree["schema"], tree["source"], tree["title"]) == (1, "rivers.md", "Rivers")
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

    @pytest.mark.parametrize("query", ["", " ", "!"])
    def test_a_query_that_asks_for_nothing_changes_nothing(self, query: str) -> None:
        assert lines("export", "rivers.md", "-q", query) == lines("export", "rivers.md")

    def test_no_match_exports_nothing(self, folder: Path) -> None:
        ran = run("export", "rivers.md", "-q", "zzzzzz", "-o", "out.json")
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")
        assert not (folder / "out.json").exists()

    def test_an_unknown_format_is_told_with_those_known(self) -> None:
        ran = run("export", "rivers.md", "-f", "xml")
        assert ran.returncode == 2
        assert b"invalid choice: 'xml' (choose from 'json', " in ran.stderr


OTHER_RIVERS = RIVERS.replace("- [Eider](https://example.org/eider)\n", "").replace(
    "## South\n", "## South\n\n- [Inn](https://example.org/inn)"
)


class TestDiff:
    def test_what_came_and_went_is_told_by_section(self, folder: Path) -> None:
        (folder / "new.md").write_text(OTHER_RIVERS)
        told = lines("diff", "rivers.md", "new.md")
        assert told.startswith("1 came, 1 went\n")
        assert "\nSouth\n  + Inn  https://example.org/inn\n" in told
        assert "\nNorth\n  - Eider  https://example.org/eider\n" in told

    def test_json_has_the_same(self, folder: Path) -> None:
        (folder / "new.md").write_text(OTHER_RIVERS)
        tree = json.loads(lines("diff", "rivers.md", "new.md", "-f", "json"))
        assert [entry["name"] for entry in tree["came"]] == ["Inn"]
        assert [entry["name"] for entry in tree["went"]] == ["Eider"]

    @pytest.mark.parametrize("sides", [("-", "rivers.md"), ("rivers.md", "-")])
    def test_either_side_can_be_piped_in(self, sides: tuple[str, str]) -> None:
        came_or_went = "1 came, 1 went\n"
        assert lines("diff", *sides, text=OTHER_RIVERS).startswith(came_or_went)

    def test_no_change_is_told_by_the_exit_status(self) -> None:
        ran = run("diff", "rivers.md", "-", text=RIVERS)
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"Nothing changed.\n", b"")

    @pytest.mark.parametrize(
        ("sides", "problem"),
        [
            (("-", "-"), "Standard input can be read only once"),
            (("rivers.md", "missing.md"), "no file, folder or known list missing.md"),
        ],
    )
    def test_what_cannot_be_read_is_an_error(self, sides: tuple[str, str], problem: str) -> None:
        assert problem in complaint("diff", *sides)


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

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can lay links as somebody else")
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
        assert lines("export", "rivers.md", "-f", "urls", "-o", "/dev/stdout").count("\n") == 4
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


LONG = "a" * 5_000


class TestComplaints:
    """One line of no more than 300 characters, whatever was named."""

    @pytest.mark.parametrize(
        "arguments",
        [
            [LONG],
            [f"./{LONG}.md"],
            ["a/" * 2_500],
            [f"{'a ' * 2_500}.md"],
            [f"https://{LONG}/{LONG}?{LONG}", "--offline"],
            ["rivers.md", "--section", LONG],
            ["rivers.md", f"--{LONG}"],
            [LONG, LONG],
            ["export", "rivers.md", "-f", LONG],
            ["export", "rivers.md", "-o", LONG],
            ["search", "elbe", LONG],
            ["search", "elbe", "rivers.md", "-n", LONG],
            ["diff", "rivers.md", LONG],
            ["diff", f"{LONG}@2026-01-31"],
            ["bookmarks", "import", LONG],
            ["bookmarks", LONG],
            ["library", "remove", LONG],
            ["sync", LONG],
            ["pick", LONG],
            ["completions", LONG],
        ],
    )
    def test_what_is_long_is_told_in_short(self, arguments: list[str]) -> None:
        assert len(complaint(*arguments)) <= 300

    def test_what_is_long_hides_nothing_else(self) -> None:
        said = complaint("export", "rivers.md", "-f", LONG)
        assert "invalid choice: 'aaaa" in said
        assert "aaaa' (choose from 'json', 'jsonl', 'csv'" in said
        said = complaint(f"{'a ' * 2_500}.md")
        assert said.startswith("awesome-tui: There is no file, folder or known list a a a ")
        assert said.endswith(" a .md: name one, owner/repo or a URL.\n")

    def test_what_several_lists_meet_with_is_told_once(self) -> None:
        ran = run(
            *("search", "is:noted", "jane/a", "jane/b", "--offline"),
            env={**os.environ, "XDG_DATA_HOME": "/dev/null"},
        )
        complaints = ran.stderr.decode().splitlines()
        assert len([said for said in complaints if "/dev/null/awesome-tui" in said]) == 1
        assert len(complaints) == len(set(complaints)) == 3

    def test_what_is_told_can_be_told_in_the_encoding_of_the_terminal(self) -> None:
        ran = run("Füße │ 漢.md", env={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert ran.stderr.startswith(
            b"awesome-tui: There is no file, folder or known list Fu?e | ?.md"
        )

    @pytest.mark.parametrize("name", [b"\xff\xfe.md", "\x1b]0;x\x07\x9b2J\u202e\u2028.md".encode()])
    @pytest.mark.parametrize("command", ["", "export", "search x", "sync", "library remove"])
    def test_no_name_drives_the_terminal(self, name: bytes, command: str) -> None:
        said = complaint(*command.split(), os.fsdecode(name))
        assert said.rstrip("\n").isprintable()


STATUSES = {
    "rivers.md": 0,
    "-h": 0,
    "export rivers.md -o out.json": 0,
    "search zzzzzz rivers.md": 1,
    "bookmarks": 1,
    "bookmarks import rivers.md": 0,
    "pick rivers.md": 2,
    "missing.md": 2,
}
"""What commands end with."""


class TestArguments:
    @pytest.mark.parametrize("arguments", [["-V"], ["--version"]])
    def test_the_version_is_told(self, arguments: list[str]) -> None:
        assert lines(*arguments) == f"awesome-tui {__version__}\n"

    @pytest.mark.parametrize("arguments", [["-h"], *([command, "-h"] for command in COMMANDS)])
    def test_help_is_printed(self, arguments: list[str]) -> None:
        assert lines(*arguments).startswith("usage: awesome-tui ")

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["--bogus\x1b[2J"], "unrecognized arguments: --bogus[2J"),
            (["a.md", "https://me:secret@example.org"], "arguments: https://example.org"),
            (["export"], "the following arguments are required: SOURCE"),
            (["search"], "the following arguments are required: QUERY"),
            (["pick"], "the following arguments are required: SOURCE"),
            (["rivers.md", "-q"], "argument -q/--query: expected one argument"),
            (["rivers.md", "--no-mou"], "unrecognized arguments: --no-mou"),
        ],
    )
    def test_wrong_arguments_are_told_with_what_helps(
        self, arguments: list[str], problem: str
    ) -> None:
        said = complaint(*arguments)
        assert f"{problem} (awesome-tui" in said
        assert said.endswith(" -h helps).\n")

    @pytest.mark.parametrize(
        ("arguments", "printed"),
        [
            (["--", "-rivers.md"], ELBE + EIDER + ISAR + AMPER),
            (["--", "export"], ELBE + EIDER + ISAR + AMPER),
            (["-q", "elbe", "--", "-rivers.md"], ELBE),
            (["export", "-f", "urls", "--", "-rivers.md"], "https://example.org/elbe\n"),
            (["search", "--", "-elbe", "-rivers.md"], ELBE),
            (["search", "-n", "1", "--", "elbe", "-rivers.md"], ELBE),
            (["search", "elbe", "--", "-rivers.md"], ELBE),
            (["diff", "--", "-rivers.md", "-other.md"], "1 came, 1 went\n"),
            (["bookmarks", "import", "--", "-rivers.md"], "4 bookmarks, 4 of them new\n"),
            (["bookmarks", "--", "import", "-rivers.md"], "4 bookmarks, 4 of them new\n"),
            (["completions", "--", "bash"], "_awesome_tui() {\n"),
        ],
    )
    def test_after_two_dashes_no_word_is_an_option_or_a_command(
        self, folder: Path, arguments: list[str], printed: str
    ) -> None:
        for name in ("-rivers.md", "export"):
            (folder / name).write_text(RIVERS)
        (folder / "-other.md").write_text(OTHER_RIVERS)
        assert lines(*arguments).startswith(printed)

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["pick", "--", "-dash.md"], "known list -dash.md"),
            (["sync", "--", "--catalogue"], "known list --catalogue"),
            (["library", "remove", "--", "-dash"], "-dash is not stored"),
            (["library", "--", "remove", "-dash"], "-dash is not stored"),
            (["library", "--", "-dash"], "no action -dash"),
            (["diff", "--", "--", "rivers.md"], "known list --:"),
        ],
    )
    def test_what_is_wrong_after_two_dashes_is_told_as_it_was_typed(
        self, arguments: list[str], problem: str
    ) -> None:
        assert problem in complaint(*arguments)

    @pytest.mark.parametrize(
        ("command", "actions"),
        [("bookmarks", "list, export or import"), ("library", "list or remove")],
    )
    def test_an_unknown_action_is_told_which_there_are(self, command: str, actions: str) -> None:
        ran = run(command, "foo\x1b[2J")
        assert (ran.returncode, ran.stdout) == (2, b"")
        said = f"awesome-tui: {command} has no action foo[2J: name {actions}.\n"
        assert ran.stderr.decode() == said

    def test_a_full_disk_is_an_error(self) -> None:
        with Path("/dev/full").open("wb") as full:
            ran = run("rivers.md", stdout=full)
        assert ran.returncode == 2
        assert ran.stderr.startswith(b"awesome-tui: Cannot write to standard output: No space")
        assert ran.stderr.count(b"\n") == 1

    def test_a_closed_standard_output_is_an_error(self) -> None:
        command = f"{sys.executable} -m awesome_tui rivers.md >&-"
        ran = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
        assert ran.returncode == 2
        assert ran.stderr == b"awesome-tui: Cannot write to standard output: it is closed.\n"

    @pytest.mark.parametrize(
        ("arguments", "status", "streams"),
        [
            *(("rivers.md", 0, streams) for streams in ("<&-", ">&-", "2>&-", "<&- >&-")),
            *(("rivers.md", 0, streams) for streams in ("<&- 2>&-", ">&- 2>&-", "2>/dev/full")),
            *((line, status, "<&- >&- 2>&-") for line, status in STATUSES.items()),
            *((line, status, ">/dev/full") for line, status in STATUSES.items()),
            *((line, status, ">/dev/full 2>/dev/full") for line, status in STATUSES.items()),
        ],
    )
    def test_streams_that_are_closed_or_full_keep_the_statuses(
        self, arguments: str, status: int, streams: str
    ) -> None:
        line = f"{sys.executable} -m awesome_tui {arguments} {streams}"
        ran = subprocess.run(
            ["sh", "-c", line], capture_output=True, check=False, start_new_session=True
        )
        cannot_print = not {">&-", ">/dev/full"}.isdisjoint(streams.split())
        prints = status == 0 and "-o" not in arguments.split()
        assert ran.returncode == (2 if cannot_print and prints else status)
        assert ran.stderr.count(b"\n") == (ran.returncode == 2 and "2>" not in streams)

    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="what is open cannot be seen here")
    def test_no_file_takes_the_place_of_a_closed_stream(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        line = f"exec {sys.executable} -m awesome_tui pipe <&- >&- 2>&-"
        # The pipe is open once the program has opened its other end.
        with subprocess.Popen(["sh", "-c", line]) as ran, (folder / "pipe").open("w"):
            opened = [os.readlink(f"/proc/{ran.pid}/fd/{stream}") for stream in (0, 1, 2)]
        assert opened == ["/dev/null"] * 3

    def test_an_interrupt_ends_it_quietly(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        with subprocess.Popen((*COMMAND, "pipe"), stderr=subprocess.PIPE) as ran:
            writer = os.open(folder / "pipe", os.O_WRONLY)  # returns once the program reads
            ran.send_signal(signal.SIGINT)
            _, said = ran.communicate(timeout=60)
            os.close(writer)
        assert (ran.returncode, said) == (130, b"")

    def test_what_shows_no_screens_collects_its_garbage(self, folder: Path) -> None:
        code = (
            "import atexit, gc, sys; from awesome_tui.__main__ import run;"
            " atexit.register(lambda: print(gc.isenabled())); run()"
        )
        ran = subprocess.run(
            (sys.executable, "-c", code, "rivers.md", "-q", "nothing like it"),
            capture_output=True,
            check=False,
        )
        assert (ran.returncode, ran.stdout) == (1, b"True\n")
