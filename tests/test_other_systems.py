"""Commands and screens where the system lacks what macOS or Windows lack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import COMMAND, OTHER_RIVERS, RIVERS

HERE = Path(__file__).parent
SIMULATED = HERE / "simulated"
LONG = "Rivers\n======\n\n" + "- `Elbe <https://example.org/elbe>`_ - Long.\n" * 400
"""Text that is parsed in a child process."""
SCREENS = """
import asyncio, sys
import awesome_tui
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.screens.list_screen import ListScreen
async def main():
    document = awesome_tui.parse(open("rivers.md").read())
    app = AwesomeApp(ListScreen(lambda: document, Desktop({})))
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("slash", *"isar", "enter", "y", "question_mark", "escape"):
            await pilot.press(key)
            await pilot.pause()
        print(sys.platform, app.clipboard)
        await pilot.press("q")
asyncio.run(main())
"""


@pytest.fixture(params=["macos", "windows"])
def environ(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "rivers.md").write_text(RIVERS)
    (tmp_path / "other.md").write_text(OTHER_RIVERS)
    (tmp_path / "rivers.rst").write_text(LONG)
    path = os.pathsep.join((str(SIMULATED), str(HERE.parent)))
    own = {"PYTHONPATH": path, "SIMULATED": request.param, "XDG_DATA_HOME": str(tmp_path / "data")}
    return {**os.environ, **own, "XDG_CONFIG_HOME": str(tmp_path / "config")}


def ran(environ: dict[str, str], *command: str, status: int = 0) -> str:
    folder = Path(environ["XDG_DATA_HOME"]).parent
    done = subprocess.run(
        command, env=environ, cwd=folder, capture_output=True, text=True, timeout=90, check=False
    )
    assert (done.returncode, done.stderr) == (status, "")
    return done.stdout


def test_the_commands_do_what_they_do_elsewhere(environ: dict[str, str]) -> None:
    def awesome(*arguments: str, status: int = 0) -> str:
        return ran(environ, *COMMAND, *arguments, status=status)

    assert awesome("rivers.md").startswith("Elbe\thttps://example.org/elbe\t")
    assert json.loads(awesome("export", "rivers.md", "-f", "json"))["title"] == "Rivers"
    assert awesome("export", "rivers.rst", "-f", "urls").count("/elbe\n") == 400
    assert awesome("export", "rivers.md", "-f", "csv", "-o", "rivers.csv") == ""
    assert "Isar" in awesome("search", "alps", "rivers.md", "rivers.rst")
    assert "Inn" in awesome("diff", "rivers.md", "other.md")
    assert awesome("bookmarks", "import", "rivers.md") == "4 bookmarks: 4 new\n"
    assert "Elbe\thttps://example.org/elbe" in awesome("bookmarks")
    assert "awesome-tui" in awesome("completions", "bash")
    assert awesome("config", "path").strip().endswith("config.toml")


def test_the_screens_open_and_filter(environ: dict[str, str]) -> None:
    said = ran(environ, sys.executable, "-c", SCREENS)
    system = "win32" if environ["SIMULATED"] == "windows" else sys.platform
    assert said == f"{system} https://example.org/isar\n"


def test_without_a_terminal_for_them_it_is_one_sentence(environ: dict[str, str]) -> None:
    done = subprocess.run(
        (*COMMAND, "pick", "microservices"),
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("awesome-tui: No terminal can be opened for the screens")
    assert done.stderr.count("\n") == 1
