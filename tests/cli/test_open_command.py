"""A list named without a command: on the screens, or as lines."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import (
    ALTERNATE_SCREEN,
    AMPER,
    COMMAND,
    EIDER,
    ELBE,
    ISAR,
    RIVERS,
    Terminal,
    complaint,
    lines,
    run,
    run_here,
)

NEEDS_A_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")
pytestmark = pytest.mark.usefixtures("folder")


class TestLines:
    def test_without_a_terminal_the_entries_are_lines(self) -> None:
        assert lines("rivers.md") == ELBE + EIDER + ISAR + AMPER

    def test_a_list_can_be_piped_in(self) -> None:
        assert lines("-", text=RIVERS) == ELBE + EIDER + ISAR + AMPER

    @pytest.mark.parametrize("command", [(), ("export", "-f", "tsv"), ("search", "isar")])
    def test_a_file_can_be_named_by_its_url(self, command: tuple[str, ...]) -> None:
        Path("big rivers.md").write_text(RIVERS)
        address = f"{Path.cwd().as_uri()}/big%20rivers.md"
        assert lines(*command, address) == lines(*command, "big rivers.md")

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
        assert run_here("rivers.md", "--section", "north", "-q", "amper").returncode == 1

    def test_no_match_is_told_by_the_exit_status(self) -> None:
        ran = run_here("rivers.md", "-q", "zzzzzz")
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")

    def test_a_section_that_is_not_there_is_an_error(self) -> None:
        assert 'No section called "Sea"' in complaint("rivers.md", "--section", "Sea")

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
        assert 'No list called "missing' in said
        assert "\x1b" not in said

    def test_no_name_at_all_is_an_error(self) -> None:
        for command in ((), ("export",), ("pick",), ("sync",)):
            assert "SOURCE is empty: name a file" in complaint(*command, "")

    def test_a_secret_in_a_url_is_not_repeated(self) -> None:
        said = complaint("https://me:secret@example.org/list.md?token=secret", "--offline")
        assert "Not stored: https://example.org/list.md" in said
        assert "secret" not in said

    @NEEDS_A_TERMINAL
    def test_a_terminal_as_standard_input_holds_no_list(self) -> None:
        import pty

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
        [
            ("missing.md", b'No list called "missing.md"'),
            ("--theme none", b'No theme called "none"'),
        ],
    )
    def test_they_do_not_appear_for_what_must_fail(self, arguments: str, problem: bytes) -> None:
        with Terminal(f"{' '.join(COMMAND)} {arguments}; echo status $?") as terminal:
            written = terminal.shows(b"status 2")
        assert problem in written
        assert ALTERNATE_SCREEN not in written

    @NEEDS_A_TERMINAL
    def test_without_any_terminal_they_are_an_error(self) -> None:
        import pty

        screen, terminal = pty.openpty()
        ran = run("-", text=RIVERS, stdout=terminal, start_new_session=True)
        os.close(terminal)
        os.close(screen)
        assert ran.returncode == 2
        assert ran.stderr.startswith(b"awesome-tui: No terminal can be opened")
        assert ran.stderr.count(b"\n") == 1

    @pytest.mark.parametrize(
        ("variable", "has_colours"), [("NO_COLOR=", True), ("NO_COLOR=1", False)]
    )
    def test_an_empty_no_color_is_as_good_as_none(self, variable: str, has_colours: bool) -> None:
        line = f"TERM=xterm-256color {variable} {' '.join(COMMAND)} rivers.md"
        with Terminal(line) as terminal:
            shown = terminal.shows(b"help")
            assert (b"38;5;" in shown or b"38;2;" in shown) == has_colours
            terminal.type(b"q")

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
