"""Arguments, errors and exit statuses of all commands."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands import (
    AMPER,
    COMMAND,
    EIDER,
    ELBE,
    ISAR,
    OTHER_RIVERS,
    RIVERS,
    Terminal,
    complaint,
    lines,
    run,
)

import awesome_tui.cli
from awesome_tui import __version__
from awesome_tui.cli.command_table import COMMANDS, DEFAULT

pytestmark = pytest.mark.usefixtures("folder")

PACKAGE = Path(awesome_tui.cli.__file__).parent
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
        assert '-f/--format: "aaaa' in said
        assert 'aaaa" is none of markdown, json, jsonl' in said
        said = complaint(f"{'a ' * 2_500}.md")
        assert said.startswith('awesome-tui: No list called "a a a ')
        assert said.endswith(' a .md". Try a file, owner/repo or a URL.\n')

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
        assert ran.stderr.startswith(b'awesome-tui: No list called "Fu?e | ?.md"')

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
"""The ends of commands."""


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
            (["--bogus\x1b[2J"], "No option --bogus[2J"),
            (["a.md", "https://me:secret@example.org"], "too many: https://example.org"),
            (["rivers.md", "a.md"], "One argument too many: a.md"),
            (["rivers.md", " "], "One argument too many: a blank one"),
            (["export"], "SOURCE is missing"),
            (["search"], "QUERY is missing"),
            (["pick"], "SOURCE is missing"),
            (["rivers.md", "-q"], "-q/--query wants a value"),
            (["rivers.md", "--no-mou"], "No option --no-mou: try --no-mouse"),
        ],
    )
    def test_wrong_arguments_are_told_with_what_helps(
        self, arguments: list[str], problem: str
    ) -> None:
        said = complaint(*arguments)
        assert f"{problem} (awesome-tui" in said
        assert said.endswith(" -h helps).\n")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("serch", "search"),
            ("serch elbe rivers.md", "search"),
            ("help", "-h"),
            ("version", "-V"),
        ],
    )
    def test_a_command_that_does_not_exist_is_told_with_the_one_that_does(
        self, typed: str, meant: str
    ) -> None:
        word, *_ = arguments = typed.split()
        said = f'awesome-tui: No list or command called "{word}": try awesome-tui {meant}.\n'
        assert complaint(*arguments) == said

    @pytest.mark.parametrize("command", ["library", "bookmarks"])
    def test_where_nothing_is_kept_yet_that_is_said(self, folder: Path, command: str) -> None:
        ran = run(command)
        assert (ran.returncode, ran.stdout) == (1, b"")
        assert b"yet: " in ran.stderr

    @pytest.mark.parametrize(
        ("arguments", "printed"),
        [
            (["--", "-rivers.md"], ELBE + EIDER + ISAR + AMPER),
            (["--", "export"], ELBE + EIDER + ISAR + AMPER),
            (["-q", "elbe", "--", "-rivers.md"], ELBE),
            (["export", "-f", "urls", "--", "-rivers.md"], "https://example.org/elbe\n"),
            (["search", "--", "-elbe", "-more.md"], "Old-elbe\thttps://example.org/old"),
            (["search", "-n", "1", "--", "elbe", "-rivers.md"], ELBE),
            (["search", "elbe", "--", "-rivers.md"], ELBE),
            (["diff", "--", "-rivers.md", "-other.md"], "1 added, 1 removed\n"),
            (["bookmarks", "import", "--", "-rivers.md"], "4 bookmarks: 4 new\n"),
            (["bookmarks", "--", "import", "-rivers.md"], "4 bookmarks: 4 new\n"),
            (["completions", "--", "bash"], "_awesome_tui() {\n"),
        ],
    )
    def test_after_two_dashes_no_word_is_an_option_or_a_command(
        self, folder: Path, arguments: list[str], printed: str
    ) -> None:
        for name in ("-rivers.md", "export"):
            (folder / name).write_text(RIVERS)
        (folder / "-other.md").write_text(OTHER_RIVERS)
        (folder / "-more.md").write_text("- [Old-elbe](https://example.org/old)\n")
        assert lines(*arguments).startswith(printed)

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["pick", "--", "-dash.md"], 'list called "-dash.md"'),
            (["sync", "--", "--catalogue"], 'list called "--catalogue"'),
            (["library", "remove", "--", "-dash"], "Not stored: -dash"),
            (["library", "--", "remove", "-dash"], "Not stored: -dash"),
            (["library", "--", "-dash"], 'No action called "-dash"'),
            (["diff", "--", "--", "rivers.md"], 'list called "--"'),
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
        said = f'awesome-tui: No action called "foo[2J" in {command}. Try {actions}.\n'
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
        tells = ran.returncode == 2 or arguments == "bookmarks"  # that there are none
        assert ran.stderr.count(b"\n") == (tells and "2>" not in streams)

    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="what is open cannot be seen here")
    def test_no_file_takes_the_place_of_a_closed_stream(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        line = f"exec {sys.executable} -m awesome_tui pipe <&- >&- 2>&-"
        # The pipe is open once the program has opened its other end.
        with subprocess.Popen(["sh", "-c", line]) as ran, (folder / "pipe").open("w"):
            opened = [os.readlink(f"/proc/{ran.pid}/fd/{stream}") for stream in (0, 1, 2)]
        assert opened == ["/dev/null"] * 3

    def test_streams_that_another_program_left_non_blocking_are_used_whole(
        self, folder: Path
    ) -> None:
        def leave_non_blocking() -> None:
            for stream in (0, 1):
                os.set_blocking(stream, False)

        rivers = "".join(f"- [River {n}](https://example.org/{n})\n" for n in range(9_999))
        ran = run("export", "-", "-f", "urls", text=rivers, preexec_fn=leave_non_blocking)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout.count(b"\n") == 9_999

    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="what waits cannot be seen here")
    def test_an_interrupt_ends_it_quietly(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        program = subprocess.Popen((*COMMAND, "pipe"), stderr=subprocess.PIPE)
        with program as ran, (folder / "pipe").open("w"):
            # Both ends are open, but Python misses what comes just before it begins to read.
            while "sleeping" not in Path(f"/proc/{ran.pid}/status").read_text():
                os.sched_yield()
            ran.send_signal(signal.SIGINT)
            _, said = ran.communicate(timeout=60)
        assert (ran.returncode, said) == (130, b"")

    def test_what_takes_a_while_is_told_with_what_stops_it(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        with Terminal(f"trap : INT; {' '.join(COMMAND)} export pipe; echo status $?") as terminal:
            terminal.shows(b"awesome-tui: Opening pipe takes a while: ctrl+c stops it.\r\n")
            terminal.type(b"\x03")
            assert terminal.shows(b"status 130\r\n") == b"^Cstatus 130\r\n"

    def test_an_interrupt_in_a_string_of_code_does_so_too(self, folder: Path) -> None:
        (folder / "broken").mkdir()
        (folder / "broken" / "argparse.py").write_text('exec("raise KeyboardInterrupt")')
        own = [str(folder / "broken"), os.environ.get("PYTHONPATH", "")]
        ran = run("rivers.md", env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, own))})
        assert (ran.returncode, ran.stderr) == (130, b"")

    def test_it_does_not_wait_for_what_goes_on_behind_it(self, folder: Path) -> None:
        code = (
            "import threading; threading.Thread(target=threading.Event().wait).start();"
            "from awesome_tui.__main__ import run; run()"
        )
        ran = subprocess.run(
            (sys.executable, "-c", code, "rivers.md"),
            capture_output=True,
            check=False,
            timeout=60,
            text=True,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.endswith(AMPER)

    def test_what_shows_no_screens_collects_its_garbage(self, folder: Path) -> None:
        code = (
            "import gc, sys; gc.disable(); from awesome_tui.cli.main import run_arguments;"
            " status = run_arguments(); print(gc.isenabled()); sys.exit(status)"
        )
        ran = subprocess.run(
            (sys.executable, "-c", code, "rivers.md", "-q", "nothing like it"),
            capture_output=True,
            check=False,
        )
        assert (ran.returncode, ran.stdout) == (1, b"True\n")


def test_the_help_lists_every_command_with_a_word_on_it() -> None:
    listed = re.findall(r"^  ([a-z]+)  +\S.+$", lines("--help").split("(-h):\n")[1], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_every_module_of_a_command_is_in_the_table() -> None:
    modules = {row.module for row in (DEFAULT, *COMMANDS.values())}
    assert modules == {path.stem for path in PACKAGE.glob("*_command.py")}
