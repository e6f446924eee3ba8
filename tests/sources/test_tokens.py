"""The places that the token of a forge comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_tui.sources.forges import FORGES
from awesome_tui.sources.tokens import token_finder


@pytest.fixture
def gh(tmp_path: Path) -> Path:
    """A `gh` whose user is logged in, and which counts its calls."""
    program = tmp_path / "gh"
    program.write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\necho " from-gh "\n')
    program.chmod(0o755)
    return program


def test_without_gh_and_variables_there_is_no_token(tmp_path: Path) -> None:
    assert token_finder({"PATH": str(tmp_path)})(FORGES["gh"]) is None


def test_the_login_of_gh_is_asked_for_once_and_of_github_alone(gh: Path) -> None:
    find = token_finder({"PATH": f"{gh.parent}:/bin:/usr/bin"})
    assert [find(FORGES[prefix]) for prefix in ("gh", "gl", "gh")] == ["from-gh", None, "from-gh"]
    assert (gh.parent / "calls").read_text() == "auth token --hostname github.com\n"


def test_a_token_in_the_environment_goes_before_the_one_of_gh(gh: Path) -> None:
    environ = {"PATH": str(gh.parent), "GITHUB_TOKEN": " ", "GH_TOKEN": "mine"}
    assert token_finder(environ)(FORGES["gh"]) == "mine"
    assert not (gh.parent / "calls").exists()


@pytest.mark.parametrize("ending", ["exit 1", "kill $$", "printf '\\377'"])
def test_a_gh_that_fails_gives_no_token(gh: Path, ending: str) -> None:
    gh.write_text(f"#!/bin/sh\n{ending}\n")
    assert token_finder({"PATH": f"{gh.parent}:/bin:/usr/bin"})(FORGES["gh"]) is None
