"""The wheel brings all that a shell and a desktop look for, and runs where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[1]
SHARED = (
    "man/man1/awesome-tui.1",
    "bash-completion/completions/awesome-tui",
    "zsh/site-functions/_awesome-tui",
    "fish/vendor_completions.d/awesome-tui.fish",
    "applications/awesome-tui.desktop",
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment into which nothing but the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "-q")
    subprocess.run((*pip, "wheel", "--no-deps", "-w", str(folder), str(ROOT)), check=True)
    (wheel,) = folder.glob("*.whl")
    bare = (sys.executable, "-m", "venv", "--without-pip", str(folder / "venv"))
    subprocess.run(bare, check=True)
    subprocess.run((*pip, "--python", str(folder / "venv"), "install", str(wheel)), check=True)
    return folder / "venv"


@pytest.mark.parametrize("path", SHARED)
def test_a_file_for_shells_and_desktops_is_installed(installed: Path, path: str) -> None:
    assert "bookmarks" in (installed / "share" / path).read_text("utf-8")


def test_the_manual_is_shown_without_warnings(installed: Path) -> None:
    page = str(installed / "share" / SHARED[0])
    plain = {**os.environ, "MANPAGER": "cat", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    command = ("man", "-l", "--warnings", page)
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=plain)
    assert ran.stderr == ""
    for told in ("--section PATH", "awesome-tui diff -f atom", "EXIT STATUS", "library remove"):
        assert told in ran.stdout


def test_the_program_runs(installed: Path, tmp_path: Path) -> None:
    command = (str(installed / "bin/awesome-tui"), "export", "microservices", "-f", "urls")
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=home)
    assert len(ran.stdout.splitlines()) > 300
