"""The examples of the README for other programs do what it says, as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from commands import ALTERNATE_SCREEN, COMMAND, RIVERS, Terminal
from web_farm import Page, web_farm

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
KAFKA = "http://kafka.apache.org/"


def example(language: str) -> str:
    """The example in this language of the part on other programs."""
    part = README.split("\n## With other programs\n")[1].split("\n## ")[0]
    (found,) = re.findall(rf"```{language}\n(.*?)```", part, re.DOTALL)
    return str(found)


@pytest.fixture(autouse=True)
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the program on the path, as an installation puts it there."""
    program = folder / "bin" / "awesome-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.mark.parametrize(
    ("language", "shell"),
    [("bash", "bash --norc -i"), ("zsh", "zsh -f -i"), ("fish", "fish --no-config -i")],
)
def test_ctrl_g_inserts_the_url_that_is_picked(home: Path, language: str, shell: str) -> None:
    if not which(language):
        pytest.skip(f"{language} is not installed")
    (home / "widget").write_text(example(language))
    with Terminal(shell) as terminal:
        terminal.type(b"source widget; echo re''ady\r")
        terminal.shows(b"ready")
        terminal.type(b"printf '{%s}' \x07")
        terminal.shows(ALTERNATE_SCREEN)
        terminal.type(b"kafka\r")
        terminal.shows(f"printf '{{%s}}' {KAFKA}".encode())
        terminal.type(b" next\r")
        terminal.shows(f"{{{KAFKA}}}{{next}}".encode())


def test_the_script_prints_rows_of_a_table(home: Path) -> None:
    (home / "hits.py").write_text(example("python"))
    command = (sys.executable, "hits.py", "long", "rivers.md")
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout == "| [Elbe](https://example.org/elbe) | Long *and* `wide`. |\n"


def test_the_step_of_a_workflow_names_what_a_branch_breaks(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (step,) = re.findall(r"run: (.*)", example("yaml"))
    git = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org")
    with web_farm() as farm:
        farm.pages |= {"/old": Page(301, {"Location": "/new"}), "/new": Page()}
        monkeypatch.setenv("AWESOME_TUI_CHECK_HOSTS", f"127.0.0.1:{farm.port}")
        monkeypatch.setenv("GITHUB_BASE_REF", "main")
        list_ = home / "README.md"
        list_.write_text(RIVERS)
        for command in (
            ("init", "-q", "-b", "branch"),
            ("add", "README.md"),
            ("commit", "-q", "-m", "List"),
            ("update-ref", "refs/remotes/origin/main", "HEAD"),
        ):
            subprocess.run((*git, *command), check=True)
        list_.write_text(f"{RIVERS}- [Old](http://127.0.0.1:{farm.port}/old)\n")
        ran = subprocess.run(step, shell=True, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert re.match(r"::\w+ file=README.md,line=15", ran.stdout)
    assert "moved" in ran.stdout
    assert len(ran.stdout.splitlines()) == 1
