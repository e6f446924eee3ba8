"""A crash says so in one sentence, shows nothing of anyone's and leaves the terminal as it was.

The program is a copy of this one with something broken in it, as an installation may be.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bursting import Desk, Ran

import awesome_tui
from awesome_tui.system.crash_report import explain, report

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")

TOKEN = "ghp_0123456789abcdefghij"
RAISES = "raise RuntimeError('alpha', __import__('os').environ['GITHUB_TOKEN'])"


class Broken(Desk):
    """A desk with a copy of the program."""

    def __init__(self, folder: Path) -> None:
        self.package = folder / "program" / "awesome_tui"
        shutil.copytree(Path(awesome_tui.__file__).parent, self.package)
        super().__init__(folder, {"PYTHONPATH": str(folder / "program"), "GITHUB_TOKEN": TOKEN})

    def break_method(self, module: str, name: str) -> None:
        """Let the method or function of that name do nothing but fail."""
        *_, bare = name.split(".")
        assert f"def {bare}(" in (self.package / module).read_text()
        with (self.package / module).open("a") as file:
            file.write(f"\n\ndef _broken(*_, **__):\n    {RAISES}\n\n\n{name} = _broken\n")

    def break_file(self, name: str) -> None:
        """Leave nothing sensible in the file."""
        (self.package / name).write_text(f"}} alpha {{ {TOKEN} (")

    def keep_compiled(self, folder: str) -> None:
        """Have Python keep the modules that it compiles in a folder of the desk."""
        kept = {"PYTHONPYCACHEPREFIX": str(self.folder / folder), "PYTHONDONTWRITEBYTECODE": ""}
        self.environ = {**self.environ, **kept}

    def run_lines(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The program without a terminal."""
        command = [sys.executable, "-m", "awesome_tui", *arguments]
        return subprocess.run(
            command,
            env=self.variables,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def reports(self) -> list[Path]:
        """The reports that are kept."""
        return list((self.folder / "state" / "awesome-tui").glob("crash-*.txt"))


@pytest.fixture
def desk(tmp_path: Path) -> Broken:
    return Broken(tmp_path)


def assert_told(desk: Broken, said: str) -> None:
    (path,) = desk.reports()
    assert path.stat().st_mode & 0o777 == 0o600
    sentences = re.findall(r"awesome-tui: It crashed \(\w+\)\.[^\r\n]*", said)
    assert len(sentences) == 1, said[-2000:]
    assert str(path) in sentences[0]
    for text in (said, path.read_text()):
        assert TOKEN not in text
        assert "Traceback" not in text
    assert "alpha" not in path.read_text()
    assert "awesome_tui/" in path.read_text()


def assert_left(ran: Ran) -> None:
    """The terminal is as it was."""
    assert ran.status == 70
    said = ran.screen.decode()
    assert said.count("\x1b[?1049h") == said.count("\x1b[?1049l")
    assert_last(said, "\x1b[?1003l", "\x1b[?1003h")
    assert_last(said, "\x1b[?2004l", "\x1b[?2004h")


def assert_last(said: str, off: str, on: str) -> None:
    assert said.rfind(off) >= said.rfind(on)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("tui/widgets/entry_list.py", "EntryList.draw_row"),
        ("tui/widgets/row_view.py", "RowView.action_last"),
        ("search/index.py", "Index.add"),
        ("tui/detail.py", "entry_detail"),
        ("services/entry_status.py", "SavedLinks.of"),
        ("tui/dialogs/chooser.py", "Chooser.on_mount"),
        ("tui/rendering/driver.py", "TerminalDriver._read"),
        ("tui/features/copying.py", "Copying.action_copy"),
    ],
)
def test_an_error_anywhere_in_the_screens_is_one_sentence(
    desk: Broken, module: str, name: str
) -> None:
    desk.break_method(module, name)
    ran = desk.run(("letters.md",), (b"GyY",), "")
    assert_left(ran)
    assert_told(desk, ran.screen.decode())


def test_so_it_is_at_home(desk: Broken) -> None:
    desk.break_method("tui/pages.py", "home_page")
    ran = desk.run((), (), "")
    assert_left(ran)
    assert_told(desk, ran.screen.decode())


@pytest.mark.parametrize(
    "name", ["tui/app.tcss", "tui/screens/browser.py", "cli/main.py", "sources/catalogue.py"]
)
def test_a_broken_file_of_the_program_is_one_sentence(desk: Broken, name: str) -> None:
    desk.break_file(name)
    ran = desk.run(("letters.md",), (), "")
    assert_left(ran)
    assert "awesome-tui: It crashed (" in ran.screen.decode()
    assert TOKEN not in ran.screen.decode()


# ---- modules that Python has compiled, and a full disk has cut off


def test_a_module_that_was_cut_off_is_compiled_anew_at_the_next_start(desk: Broken) -> None:
    desk.keep_compiled("compiled")
    assert desk.run_lines("letters.md").returncode == 0
    for module in ("cli/context", "system/output", "parsing/structure"):
        (kept,) = (desk.folder / "compiled").rglob(f"{module}.*.pyc")
        kept.write_bytes(kept.read_bytes()[:1000])
        ran = desk.run_lines("letters.md")
        assert ran.returncode == 70
        assert ran.stderr.startswith("awesome-tui: A module that Python had compiled was cut off")
        assert ran.stderr.count("\n") == 1
        assert desk.run_lines("letters.md").returncode == 0


def test_it_starts_again_and_again_from_a_disk_that_is_full(desk: Broken) -> None:
    desk.keep_compiled("disk")
    disk = desk.folder / "disk"
    disk.mkdir()
    program = f"{sys.executable} -m awesome_tui letters.md"
    script = f"mount -t tmpfs -o size=1m none {disk} || exit 99; {program} && {program}"
    unshare = shutil.which("unshare") or pytest.skip("needs unshare to mount a small disk")
    ran = subprocess.run(
        (unshare, "-rm", "sh", "-c", script),
        env=desk.variables,
        cwd=desk.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode in (1, 99) and "awesome-tui" not in ran.stderr:
        pytest.skip("no disk can be mounted here")
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("module", "name", "arguments"),
    [
        ("export/flat_formats.py", "to_csv", ("export", "-f", "csv", "letters.md")),
        ("search/index.py", "Index.search", ("letters.md", "-q", "alpha")),
        ("library/stored_lists.py", "Lists.all", ("library",)),
        (
            "services/parse_process.py",
            "ParserProcess.result",
            ("search", "alpha", "letters.md", "letters.md"),
        ),
        ("changes/compare.py", "compare", ("diff", "letters.md", "letters.md")),
    ],
)
def test_so_it_is_where_there_is_no_screen(
    desk: Broken, module: str, name: str, arguments: tuple[str, ...]
) -> None:
    desk.break_method(module, name)
    ran = desk.run_lines(*arguments)
    assert ran.returncode == 70, ran.stderr
    assert ran.stderr.count("\n") == 1
    assert_told(desk, ran.stderr)


def test_what_was_confirmed_before_is_kept(desk: Broken) -> None:
    desk.break_method("tui/widgets/row_view.py", "RowView.action_last")
    ran = desk.run(("letters.md",), (b"b", "Bookmarked", b"G"))
    assert ran.status == 70
    assert desk.bookmarks == ["https://example.com/alpha"]


def test_a_search_that_fails_is_told_and_the_list_goes_on(desk: Broken) -> None:
    desk.break_method("search/index.py", "Index.search")
    ran = desk.run(("letters.md",), (b"/be", "(RuntimeError)", b"\r\x11"))
    assert ran.status == 0


def test_a_report_that_cannot_be_kept_is_told_in_the_same_sentence(desk: Broken) -> None:
    desk.put("state", "a file in place of the folder")
    desk.break_method("changes/compare.py", "compare")
    ran = desk.run_lines("diff", "letters.md", "letters.md")
    assert ran.returncode == 70
    assert re.fullmatch(
        r"awesome-tui: It crashed \(RuntimeError\), and no report .*: Not a directory\.\n",
        ran.stderr,
    )


def deep(calls: int) -> None:
    if calls:
        deep(calls - 1)
    raise ValueError(TOKEN)


def test_a_report_tells_causes_and_bounds_long_rows_of_calls() -> None:
    try:
        try:
            deep(500)
        except ValueError as error:
            raise KeyError(TOKEN) from error
    except KeyError as error:
        told = report(error, {"TERM": f"xterm\x1b{'x' * 999}"})
    assert "builtins.KeyError" in told
    assert "after:\nbuiltins.ValueError" in told
    assert "more" in told
    assert len(told) < 10_000
    assert TOKEN not in told
    assert "\x1b" not in told


@pytest.mark.parametrize("error", [MemoryError(), OSError(errno.EMFILE, "Too many open files")])
def test_limits_of_the_system_are_told_and_make_no_report(error: Exception, tmp_path: Path) -> None:
    told = explain(error, {"XDG_STATE_HOME": str(tmp_path)})
    assert re.fullmatch(r"It got too little memory or too few open files: .*\(ulimit -a\)\.", told)
    assert os.listdir(tmp_path) == []


def test_two_reports_of_the_same_moment_are_two_files(tmp_path: Path) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    told = {explain(KeyError("alpha"), environ) for _ in range(3)}
    assert len(told) == 3
    assert len(os.listdir(tmp_path / "awesome-tui")) == 3
