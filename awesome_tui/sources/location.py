"""What the user named as SOURCE, without looking at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TypeAlias

from awesome_tui.errors import SourceError


@dataclass(frozen=True, slots=True)
class LocalPath:
    """A file or a folder of this machine, which may turn out not to exist."""

    path: str


@dataclass(frozen=True, slots=True)
class StandardInput:
    """What is piped in, written `-`."""


@dataclass(frozen=True, slots=True)
class BundledList:
    """A list that comes with the program."""

    name: str


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository or a page on the network."""

    text: str
    """As typed, without credentials."""


Location: TypeAlias = LocalPath | StandardInput | BundledList | Remote

_NAME = r"[A-Za-z0-9_][\w.-]*"
_REMOTE = re.compile(
    rf"""
    [A-Za-z][A-Za-z0-9+.-]*://\S+            # a URL
    | git@[\w.-]+:\S+                        # what git clone takes
    | (?:gh|gl|cb):{_NAME}(?:/{_NAME})+(?:@[^\s:]+)?(?::\S+)?
    | {_NAME}/{_NAME}(?:@[^\s:]+)?(?::\S+)?  # owner/repo@branch:path
    """,
    re.VERBOSE | re.ASCII,
)
_SECRET = re.compile(r"://(?:[^/?#\s]*@)?([^?\s]*)(?:\?\S*)?")


def parse_location(
    text: str, *, exists: Callable[[str], bool], bundled: Container[str]
) -> Location:
    """The place that `text` names: an existing path wins, then a bundled name, then a remote."""
    if not text:
        raise SourceError("SOURCE is empty: name a file, a folder, or - for standard input.")
    if text == "-":
        return StandardInput()
    if exists(text):
        return LocalPath(text)
    if text in bundled:
        return BundledList(text)
    if _REMOTE.fullmatch(text):
        return Remote(without_credentials(text))
    return LocalPath(text)


def without_credentials(text: str) -> str:
    """`text` without what a message must not show of its URLs: user, password and query."""
    return _SECRET.sub(r"://\1", text)
