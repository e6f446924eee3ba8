"""A frozen program, as PyInstaller makes it: a script plays one, with no Python but itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="starts a script by its first line")

PROGRAM = """\
#!{python}
import sys
sys.path[:] = {path!r}
sys.frozen, sys.executable = True, __file__
from awesome_tui.__main__ import run
run()
"""
LONG = "Rivers\n======\n\n" + "- `Elbe <https://example.org/elbe>`_ - Long.\n" * 400
"""Text that is parsed in a child process."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "awesome-tui"
    path.write_text(PROGRAM.format(python=sys.executable, path=sys.path))
    path.chmod(0o755)
    return path


def ran(program: Path, *arguments: str) -> str:
    environ = {**os.environ, "XDG_DATA_HOME": str(program.parent)}
    done = subprocess.run(
        (program, *arguments), env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_parses_in_a_process_of_its_own(program: Path) -> None:
    (program.parent / "rivers.rst").write_text(LONG)
    lists = [str(program.parent / "rivers.rst")] * 2
    assert ran(program, "export", lists[0], "-f", "urls").count("/elbe\n") == 400
    assert "elbe" in ran(program, "search", "elbe", *lists)


def test_code_for_a_child_gets_its_arguments_and_all_letters(program: Path) -> None:
    code = "import sys\nprint(__name__, sys.argv[1:], ascii(sys.stdin.read()))"
    done = subprocess.run(
        (program, "--run-code", code, "a"),
        input="Zürich".encode(),
        env={"LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == rb"__main__ ['a'] 'Z\xfcrich'" + b"\n"


def test_another_program_runs_no_code_that_it_is_given() -> None:
    command = (sys.executable, "-m", "awesome_tui", "--run-code", "print('ran')")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "ran" not in done.stdout
