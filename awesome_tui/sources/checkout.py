"""The URL on its forge of a file in a git checkout, found without running git."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

_FOLDERS = {
    "github.com": "https://github.com/{}/blob/HEAD/{}",
    "gitlab.com": "https://gitlab.com/{}/-/blob/HEAD/{}",
}
_ORIGIN = re.compile(
    r"(?:[a-z+]+://)?(?:[^@/]*@)?(?:www\.|ssh\.)?(github\.com|gitlab\.com)(?::\d+)?[:/]/?"
    r"([\w.-]+(?:/[\w.-]+?)+?)(?:\.git)?/?"
)
_MOST = 1024 * 1024


def folder_url(file: Path) -> str | None:
    """The forge URL of the folder of `file`; None outside a checkout of a known forge."""
    try:
        file = file.resolve()
        top = next((folder for folder in file.parents if (folder / ".git").exists()), None)
        origin = top and _ORIGIN.fullmatch(_remote_url(_config(top / ".git")))
    except (OSError, ValueError):  # a dangling link or an invalid path
        return None
    return _url(origin[1], origin[2], file.relative_to(top).parent) if top and origin else None


def _url(host: str, repository: str, folder: Path) -> str:
    trail = "".join(f"{quote(part)}/" for part in folder.parts)
    return _FOLDERS[host].format(repository, trail)


def _config(git: Path) -> str:
    return _text(_common_folder(git) / "config")


def _common_folder(git: Path) -> Path:
    """The folder with the config: in worktrees and submodules, a `.git` file points to it."""
    if git.is_dir():
        return git
    folder = git.parent / _text(git).removeprefix("gitdir:").strip()
    pointer = folder / "commondir"
    return folder / _text(pointer).strip() if pointer.exists() else folder


def _text(path: Path) -> str:
    """The start of a git file; empty for anything but a regular file, as reading a pipe blocks."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(_MOST).decode("utf-8", "replace")


def _remote_url(config: str) -> str:
    section = ""
    for line in map(str.strip, config.splitlines()):
        key, _, value = line.partition("=")
        if line.startswith("["):
            section = line
        elif section == '[remote "origin"]' and key.strip() == "url":
            return value.strip()
    return ""
