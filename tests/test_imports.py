"""A command loads no more than it needs: starting is a matter of imports."""

import subprocess
import sys
from pathlib import Path

import pytest

SCREEN = {"textual", "rich", "asyncio", "pyperclip"}
PARSER = {"mistune", "selectolax"}
SEARCH = {"frizbee"}
LIBRARY = {"awesome_tui.library", "awesome_tui.export.flat_formats"}
SLOW = {"importlib.metadata", "importlib.resources"}
SETTINGS = {"awesome_tui.config.settings", "tomllib"}

LOADED = """
import sys
from awesome_tui.cli.main import run_arguments
status = run_arguments()
print(*sys.modules, file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], SCREEN | PARSER | SEARCH | SLOW | SETTINGS),
        (["--version"], SCREEN | PARSER | SEARCH | SLOW),
        (["export", "--help"], SCREEN | PARSER | SEARCH),
        (["completions", "bash"], SCREEN | PARSER | SEARCH | LIBRARY),
        (["export", "LIST"], SCREEN | SEARCH | SETTINGS),
        (["export", "LIST", "-q", "elbe"], SCREEN),
        (["LIST"], SCREEN | SEARCH | SETTINGS),
        (["search", "elbe", "LIST"], SCREEN | {"multiprocessing"}),
        (["search", "elbe", "LIST", "LIST"], SCREEN),
        (["pick", "--help"], SCREEN | PARSER | SEARCH),
    ],
)
def test_a_command_loads_no_more_than_it_needs(
    tmp_path: Path, arguments: list[str], unwanted: set[str]
) -> None:
    path = tmp_path / "rivers.md"
    path.write_text("# Rivers\n\n- [Elbe](https://example.org/elbe)\n")
    named = [argument.replace("LIST", str(path)) for argument in arguments]
    command = [sys.executable, "-c", LOADED, *named]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(ran.stderr.split())
    assert "awesome_tui.cli.main" in loaded
    assert not loaded & unwanted


def test_the_screens_are_drawn_without_what_few_ask_for() -> None:
    code = "import sys, awesome_tui.cli.screen_apps; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "awesome_tui.tui.screens.reader" in loaded
    assert not loaded & (PARSER | SEARCH | LIBRARY | SLOW | {"tomllib", "httpx2"})
    assert not loaded & {
        "awesome_tui.config.editing",
        "awesome_tui.config.own_themes",
        "awesome_tui.export.export_formats",
        "awesome_tui.services.link_check",
        "awesome_tui.tui.screens.picker",
    }
