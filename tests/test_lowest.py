"""The program works with the lowest versions that it declares: `pytest -m lowest`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_BOUND = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,]+\])?>=(?P<version>[\w.]+)(?:,<[\w.]+)?(?:; .+)?")
TOUCHING = (
    *("parsing/test_markdown", "parsing/test_runs", "parsing/test_rst", "sources/test_formats"),
    *("search/test_index", "model/test_json_contract", "sources/test_network_settings"),
    *("system/test_desktop", "tui/test_home_page"),
)
"""The tests that go through all that is declared: parsers, search, network, screens."""


def lowest(pyproject: Path) -> list[str]:
    """A constraint for each dependency that holds it at its lowest version."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    bounds = [_BOUND.fullmatch(requirement) for requirement in declared]
    assert all(bounds), "each dependency declares its lowest version"
    return [f"{bound['name']}=={bound['version']}" for bound in bounds if bound]


def test_each_dependency_declares_its_lowest_version() -> None:
    assert "mistune==3.4" in lowest(ROOT / "pyproject.toml")


@pytest.mark.lowest
def test_the_program_works_with_the_lowest_versions(tmp_path: Path) -> None:
    constraints, venv = tmp_path / "constraints.txt", tmp_path / "venv"
    constraints.write_text("\n".join(lowest(ROOT / "pyproject.toml")))
    python = str(venv / "bin/python")
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", str(venv)), check=True)
    install = ("install", "-q", "--no-compile", "-c", str(constraints), "-e", f"{ROOT}[dev]")
    subprocess.run((sys.executable, "-m", "pip", "--python", python, *install), check=True)
    files = [str(ROOT / f"tests/{name}.py") for name in TOUCHING]
    own = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    command = (python, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *files)
    ran = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:]
