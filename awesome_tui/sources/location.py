"""Parsing of the user's SOURCE argument, without opening it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from awesome_tui.errors import SourceError
from awesome_tui.sources.addresses import RepoPath, WebPage, parse_remote
from awesome_tui.sources.forges import FORGES, Forge


@dataclass(frozen=True, slots=True)
class LocalPath:
    """A local file or folder, which may not exist."""

    path: str


@dataclass(frozen=True, slots=True)
class StandardInput:
    """Standard input, written `-`."""


@dataclass(frozen=True, slots=True)
class BundledList:
    """A list that is shipped with the program."""

    name: str


Location: TypeAlias = LocalPath | StandardInput | BundledList | RepoPath | WebPage


def parse_location(
    text: str,
    *,
    exists: Callable[[str], bool],
    bundled: Container[str],
    forges: Mapping[str, Forge] = FORGES,
) -> Location:
    """Parse `text`: an existing path has precedence, then a bundled list, then a remote one."""
    if not text:
        raise SourceError("SOURCE is empty: name a file, a folder, or - for standard input.")
    if text == "-":
        return StandardInput()
    if exists(text):
        return LocalPath(text)
    if text in bundled:
        return BundledList(text)
    return parse_remote(text, forges) or LocalPath(text)
