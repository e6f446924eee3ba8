"""The URL on its forge of a file in a git checkout, found without running git."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from awesome_tui.errors import SourceError
from awesome_tui.sources.addresses import RepoPath, parse_remote
from awesome_tui.sources.forges import FORGES

_ORIGIN = r"(?:[a-z+]+://)?(?:[^@/]*@)?(?:(?:alt)?ssh\.)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/]/?(.+)"
"""Host and path of a repository, whatever git fetches it by."""
_MOST = 1024 * 1024


class Checkout(NamedTuple):
    """A checkout of a repository."""

    top: Path
    """Its uppermost folder."""
    repository: RepoPath | None
    """The repository that it is of; None if that is on no known forge."""


def find_checkout(file: Path) -> Checkout | None:
    """Find the checkout that `file` is in, if any."""
    try:
        folders = file.resolve().parents
        top = next((folder for folder in folders if (folder / ".git").exists()), None)
        return Checkout(top, _find_origin(top / ".git")) if top else None
    except (OSError, ValueError, SourceError):  # a dangling link or an invalid path
        return None


def folder_url(file: Path) -> str | None:
    """The forge URL of the folder of `file`; None outside a checkout of a known forge."""
    found = find_checkout(file)
    if found is None or found.repository is None:
        return None
    path = file.resolve().relative_to(found.top).as_posix()
    try:
        return found.repository.at(path).base
    except ValueError:  # a name that is no text
        return None


def _find_origin(git: Path) -> RepoPath | None:
    origin = _parse_origin(_read_start(_common_folder(git) / "config"))
    match = re.fullmatch(_ORIGIN, origin)
    place = parse_remote(f"https://{match[1]}/{match[2]}", FORGES) if match else None
    return place if isinstance(place, RepoPath) else None


def _common_folder(git: Path) -> Path:
    """The folder with the config: in worktrees and submodules, a `.git` file points to it."""
    if git.is_dir():
        return git
    folder = git.parent / _read_start(git).removeprefix("gitdir:").strip()
    pointer = folder / "commondir"
    return folder / _read_start(pointer).strip() if pointer.exists() else folder


def _read_start(path: Path) -> str:
    """The start of a git file; empty for anything but a regular file, as reading a pipe blocks."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(_MOST).decode("utf-8", "replace")


def _parse_origin(config: str) -> str:
    section = ""
    for line in map(str.strip, config.splitlines()):
        key, _, value = line.partition("=")
        if line.startswith("["):
            section = line
        elif section == '[remote "origin"]' and key.strip().lower() == "url":
            return re.sub(r"\s[#;].*", "", value).strip().strip('"')
    return ""
