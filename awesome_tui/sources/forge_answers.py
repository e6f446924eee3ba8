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
_MOST_TOPICS = 20
_NO_LICENCE = frozenset(("noassertion", "other"))
_SPDX = {
    name.lower(): name
    for name in (
        *("MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "MPL-2.0", "Zlib"),
        *("GPL-2.0", "GPL-3.0", "AGPL-3.0", "LGPL-2.1", "LGPL-3.0", "EPL-1.0", "EPL-2.0"),
        *("Unlicense", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "WTFPL", "Artistic-2.0"),
        *("EUPL-1.2", "BSL-1.0", "Vim", "OFL-1.1"),
    )
}
"""Usual licences by the lower case that some forges write."""


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
        _parse_day(_text_field(answer, "pushed_at")),
        _text_field(answer, "language"),
        _read_licence(answer),
        _field(answer, "archived") is True,
        _read_activity(answer),
        _read_topics(answer),
        _text_field(_field(answer, "release"), "tagName"),
        _parse_day(_text_field(_field(answer, "release"), "publishedAt")),
    )


def parse_graphql_repo(node: Any) -> RepoInfo | None:
    """The repository that a node of GitHub's GraphQL describes, or None."""
    topics = _field(_field(node, "repositoryTopics"), "nodes")
    return parse_repo_info(
        {
            "full_name": _field(node, "nameWithOwner"),
            "description": _field(node, "description"),
            "stargazers_count": _field(node, "stargazerCount"),
            "pushed_at": _field(node, "pushedAt"),
            "language": _field(_field(node, "primaryLanguage"), "name"),
            "license": {"spdx_id": _field(_field(node, "licenseInfo"), "spdxId")},
            "archived": _field(node, "isArchived"),
            "topics": [
                _field(_field(each, "topic"), "name")
                for each in (topics if isinstance(topics, list) else ())
            ],
            "release": _field(node, "latestRelease"),
        }
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


def _read_activity(answer: Any) -> date | None:
    """Day of the last activity; GitHub tells such a day, too, but means the page by it."""
    if _text_field(answer, "pushed_at"):
        return None
    return _parse_day(_text_field(answer, "last_activity_at", "updated_at"))


def _read_topics(answer: Any) -> tuple[str, ...]:
    topics = _field(answer, "topics")
    named = topics if isinstance(topics, list) else ()
    return tuple(clean(topic) for topic in named if isinstance(topic, str))[:_MOST_TOPICS]


def _read_licence(answer: Any) -> str:
    licences = _field(answer, "licenses")
    if isinstance(licences, list):
        return clean(", ".join(name for name in licences if isinstance(name, str)))
    licence = _field(answer, "license")
    name = _text_field({"": licence}, "") or _text_field(licence, "spdx_id", "key")
    return "" if name.lower() in _NO_LICENCE else _SPDX.get(name.lower(), name)


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
