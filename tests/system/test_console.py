"""The terminal of screens whose standard streams are pipes, on Windows as far as it can be played.

A file stands for the console, which the names CONIN$ and CONOUT$ open there from anywhere.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from awesome_tui.system.programs import python_command

ON_WINDOWS = """
import os, sys
from awesome_tui.system import terminal
sys.platform = "win32"
from awesome_tui.system import windows_console
windows_console.understands_escapes = lambda: {understands}
try:
    terminal.attach_terminal()
except Exception as error:
    sys.exit(f"{{type(error).__name__}}: {{error}}")
print(os.read(0, 100).decode(), "╭─╮", file=sys.__stdout__, flush=True)
"""


def attach(folder: Path, understands: bool = True) -> subprocess.CompletedProcess[str]:
    code = ON_WINDOWS.format(understands=understands)
    return subprocess.run(
        python_command(code),
        cwd=folder,
        input="",
        encoding="utf-8",
        capture_output=True,
        check=False,
    )


def test_in_pipes_windows_has_the_console_for_the_screens(tmp_path: Path) -> None:
    (tmp_path / "CONIN$").write_text("keys")
    (tmp_path / "CONOUT$").write_text("")
    done = attach(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    # Of a pipe, the stream would have the encoding of the system.
    written = (tmp_path / "CONOUT$").read_text("utf-8")
    assert written == "keys ╭─╮\n"


def test_without_a_console_there_it_is_one_sentence(tmp_path: Path) -> None:
    done = attach(tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("ScreenError: No terminal can be opened for the screens")


def test_a_console_that_draws_no_screens_is_told(tmp_path: Path) -> None:
    for name in ("CONIN$", "CONOUT$"):
        (tmp_path / name).touch()
    assert attach(tmp_path, understands=False).returncode == 1
    told = (tmp_path / "CONOUT$").read_text()
    assert told.startswith("ScreenError: This console understands no escape sequences")
