"""Resolving a source to a remote place or a local text."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import BinaryIO, TypeAlias

from awesome_tui.errors import SourceError
from awesome_tui.sources.addresses import RepoPath, WebPage, parse_remote
from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.catalogue import Catalogue, load_catalogue
from awesome_tui.sources.forges import FORGES, Forge
from awesome_tui.sources.read import (
    BundledList,
    LocalPath,
    LocalSource,
    SourceText,
    StandardInput,
    not_found,
    read,
)
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets

RemoteSource: TypeAlias = RepoPath | WebPage
"""The location of a remote list."""
LoadCatalogue: TypeAlias = Callable[[], Catalogue]
"""A function that reads the catalogue, which few sources need."""


def resolve(
    source: str,
    forges: Mapping[str, Forge] = FORGES,
    exists: Callable[[str], bool] = os.path.lexists,
    catalogue: LoadCatalogue = load_catalogue,
) -> LocalSource | RemoteSource:
    """Resolve `source` as an existing path, else as a list's name, else as a remote location."""
    if not source:
        raise SourceError("SOURCE is empty: name a file, a folder, or - for standard input.")
    if source == "-":
        return StandardInput()
    if exists(source):
        return LocalPath(source)
    if source in NAMES:
        return BundledList(source)
    return (
        parse_remote(source, forges)
        or _find_catalogued(source, forges, catalogue)
        or LocalPath(source)
    )


def catalogued_sources(forges: Mapping[str, Forge], catalogue: Catalogue) -> list[RemoteSource]:
    """The places of all lists in the catalogue."""
    places = (parse_remote(each.location, forges) for each in catalogue.lists)
    return [place for place in places if place]


def remote_candidates(
    source: str, forges: Mapping[str, Forge], catalogue: LoadCatalogue
) -> list[RemoteSource]:
    """The remote places that `source` may name, even if a local file has that name."""
    place = parse_remote(source, forges)
    known = () if place else catalogue().find(source)
    found = [place, *(parse_remote(each.location, forges) for each in known)]
    return [place for place in found if place]


def _find_catalogued(
    name: str, forges: Mapping[str, Forge], catalogue: LoadCatalogue
) -> RemoteSource | None:
    found = () if "/" in name else catalogue().find(name)
    if len(found) > 1:
        raise SourceError(
            f"Several lists are called {clean(name)}: name one of"
            f" {', '.join(each.location for each in found)}."
        )
    return parse_remote(found[0].location, forges) if found else None


def resolve_remote(
    source: str, forges: Mapping[str, Forge], catalogue: LoadCatalogue = load_catalogue
) -> RemoteSource:
    """Resolve a remote source; raises `SourceError` for local ones."""
    location = resolve(source, forges, catalogue=catalogue)
    if isinstance(location, RemoteSource):
        return location
    if isinstance(location, LocalPath):
        _check_existence(location.path)
    name = clean(without_secrets(source))
    raise SourceError(f"{name} is not on the network: only lists that are can be stored.")


def read_source(
    location: LocalSource, stdin: BinaryIO | None, asciidoctor: Asciidoctor
) -> SourceText:
    """Read the text at a local location; fast enough to run before the screen opens."""
    if isinstance(location, LocalPath):
        _check_existence(location.path)
    return asciidoctor.readable(read(location, stdin))


def _check_existence(path: str) -> None:
    """Raise `NotFound` for an unknown name, suggesting similar names of lists."""
    if os.path.lexists(path):
        return
    if any(sign in path for sign in "./\\"):
        raise not_found(path)
    raise not_found(path, load_catalogue().similar(path))
