"""Responses of forge APIs as values.

GitHub, GitLab and Gitea name the same fields differently, and no name is used for two meanings,
so one reader serves all three.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date
from posixpath import splitext
from typing import Any

from awesome_tui.model.entries import RepoInfo
from awesome_tui.sources.formats import readme_preference
from awesome_tui.text.sanitize import clean

_MANY = 10**12
"""A bound on counts: greater ones would not fit where they are shown or stored."""


@dataclass(frozen=True, slots=True)
class ReadmeFile:
    """The location of a folder's README."""

    path: str
    """Relative to the root of the repository."""
    data: bytes | None
    """The content, if the response included it."""
    url: str = ""
    """The URL of its page, with the current name of the repository."""


def parse_repo_info(answer: Any) -> RepoInfo | None:
    """The repository that `answer` describes, or None."""
    name = _text_field(answer, "full_name", "path_with_namespace")
    if not name:
        return None
    return RepoInfo(
        name,
        _text_field(answer, "description"),
        _number_field(answer, "stargazers_count", "star_count", "stars_count"),
        _parse_day(_text_field(answer, "pushed_at", "last_activity_at", "updated_at")),
        _text_field(answer, "language"),
        _read_licence(answer),
        _field(answer, "archived") is True,
        _text_field(answer, "default_branch"),
    )


def parse_found_repos(answer: Any) -> tuple[RepoInfo, ...]:
    """The repositories that a search found."""
    found = _field(answer, "items")
    infos = map(parse_repo_info, found if isinstance(found, list) else ())
    return tuple(info for info in infos if info)


def parse_readme(answer: Any) -> ReadmeFile | None:
    """The README that `answer` describes, or the best one of a folder listing."""
    if isinstance(answer, list):
        return _find_readme(answer)
    path = _text_field(answer, "path")
    return (
        ReadmeFile(path, _decode_content(answer), _text_field(answer, "html_url")) if path else None
    )


def _find_readme(listing: list[Any]) -> ReadmeFile | None:
    files = [
        _text_field(file, "path")
        for file in listing
        if _text_field(file, "type") not in {"dir", "tree"}
    ]
    readmes = [path for path in files if _file_stem(path) == "readme"]
    return ReadmeFile(min(readmes, key=readme_preference), None) if readmes else None


def _file_stem(path: str) -> str:
    return splitext(path.rpartition("/")[2])[0].lower()


def _decode_content(answer: Any) -> bytes | None:
    """The decoded content; GitHub omits files of over 1 MB."""
    if _text_field(answer, "encoding") != "base64":
        return None
    content = _field(answer, "content")
    if not isinstance(content, str):
        return None
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except ValueError:  # also raised for characters that are not ASCII
        return None


def _read_licence(answer: Any) -> str:
    licences = _field(answer, "licenses")
    if isinstance(licences, list):
        return clean(", ".join(name for name in licences if isinstance(name, str)))
    name = _text_field(_field(answer, "license"), "spdx_id", "key")
    return "" if name == "NOASSERTION" else name


def _text_field(answer: Any, *keys: str) -> str:
    values = (_field(answer, key) for key in keys)
    return next((clean(value) for value in values if isinstance(value, str)), "")


def _number_field(answer: Any, *keys: str) -> int | None:
    values = (_field(answer, key) for key in keys)
    return next((value for value in values if type(value) is int and 0 <= value < _MANY), None)


def _field(answer: Any, key: str) -> Any:
    return answer.get(key) if isinstance(answer, dict) else None


def _parse_day(timestamp: str) -> date | None:
    try:
        return date.fromisoformat(timestamp[:10])
    except ValueError:
        return None
