"""Nothing of the folder that one stands in is run or imported, whatever it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from forge_server import serve

from awesome_tui.sources.forges import FORGES
from awesome_tui.sources.tokens import token_finder
from awesome_tui.system.desktop import Desktop
from awesome_tui.system.programs import find_program, python_command, with_safe_path

SCRIPT = Path(sys.executable).with_name("awesome-tui")
MODULE = (sys.executable, "-m", "awesome_tui")
# What Python itself loads for -m before the program can say anything is not among them.
MODULES = (
    *("argparse", "asyncio", "json", "multiprocessing", "sqlite3", "subprocess", "tempfile"),
    *("typing", "__future__", "zlib", "docutils", "frizbee", "httpx2", "mistune", "platformdirs"),
    *("pyperclip", "rich", "selectolax", "textual", "sitecustomize", "runpy", "html", "queue"),
)
LIST = "# Rivers\n\n- [Elbe](https://elbe.example) - Flows.\n\n" + "Long and wide. " * 20_000
"""It is long enough to be parsed in another process."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of a stranger, with a module and a program for every name that may be looked for."""
    folder = tmp_path / "stranger"
    folder.mkdir()
    for name in MODULES:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})")
    for name in ("gh", "git", "xdg-open", "elk", "wl-copy", "xclip", "which", "python"):
        (folder / name).write_text(f"#!/bin/sh\necho {name} >> {tmp_path}/ran\n")
        (folder / name).chmod(0o755)
    (folder / "rivers.md").write_text(LIST)
    return folder


def ran(hostile: Path) -> str:
    log = hostile.with_name("ran")
    return log.read_text() if log.exists() else ""


def environ(hostile: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.endswith(("PROXY", "_proxy"))
    }
    return {**kept, "XDG_DATA_HOME": str(hostile.parent), "PATH": f".:{kept['PATH']}:", **more}


@pytest.mark.parametrize("command", [(str(SCRIPT),), MODULE])
@pytest.mark.parametrize("path", [None, f"/nowhere{os.pathsep}", "."])
def test_no_module_of_the_folder_is_imported(
    hostile: Path, command: tuple[str, ...], path: str | None
) -> None:
    if path:
        (hostile / "sitecustomize.py").unlink()  # Python loads this before any program
    more = {} if path is None else {"PYTHONPATH": path}
    result = subprocess.run(
        (*command, "export", "rivers.md", "-f", "urls"),
        cwd=hostile,
        env=environ(hostile, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr, ran(hostile)) == (0, "", "")
    assert result.stdout.startswith("https://elbe.example\n")


def test_nor_by_the_processes_that_parse_what_is_fetched(hostile: Path) -> None:
    with serve() as server:
        for number in range(3):
            server.pages[f"/{number}.md"] = lambda handler: handler.file(LIST)
        result = subprocess.run(
            (str(SCRIPT), "sync", *(f"{server.url}/{number}.md" for number in range(3))),
            cwd=hostile,
            env=environ(hostile),
            capture_output=True,
            text=True,
            check=False,
        )
    assert (result.returncode, result.stderr, ran(hostile)) == (0, "", "")
    assert result.stdout == "3 lists: 3 new, 0 changed, 0 unchanged, 0 failed\n"


class TestPrograms:
    @pytest.fixture(autouse=True)
    def standing(self, hostile: Path) -> Iterator[None]:
        """These look where this process stands."""
        before = Path.cwd()
        os.chdir(hostile)
        yield
        os.chdir(before)

    @pytest.mark.parametrize("path", ["", ".", ":", "::", "./", "../stranger", ".:/nowhere"])
    def test_none_is_found_there(self, path: str) -> None:
        assert find_program("gh", {"PATH": path}) is None
        assert find_program("./gh", {"PATH": path}) is None
        assert "." not in with_safe_path({"PATH": path})["PATH"].split(":")
        assert "" not in with_safe_path({"PATH": path})["PATH"].split(":")

    def test_others_are_found(self, hostile: Path) -> None:
        assert find_program("gh", {"PATH": f".:{hostile}"}) == str(hostile / "gh")
        assert find_program("sh", {}) in ("/bin/sh", "/usr/bin/sh")
        assert find_program(sys.executable, {}) == sys.executable

    def test_no_token_is_asked_of_a_stranger(self, hostile: Path) -> None:
        assert token_finder({"PATH": ".:"})(FORGES["gh"]) is None
        assert ran(hostile) == ""

    @pytest.mark.parametrize("browser", ["elk", "./elk", ""])
    def test_no_browser_of_a_stranger_opens_links(self, hostile: Path, browser: str) -> None:
        desktop = Desktop({"PATH": ".:", "BROWSER": browser, "DISPLAY": ":0"}, "linux", opening=30)
        sent: list[str] = []
        desktop.open("https://elbe.example", sent.append)
        assert (sent, ran(hostile)) == (["https://elbe.example"], "")

    def test_a_python_process_has_the_modules_of_this_one_only(self, hostile: Path) -> None:
        command = python_command("import sys, typing, json; print(sys.path)")
        told = subprocess.run(
            command, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=True
        )
        assert (told.stdout.strip(), ran(hostile)) == (str(sys.path), "")
