"""Fetching lists from the network and storing them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from ssl import SSLContext
from typing import TypeAlias

import httpx2

from awesome_tui.errors import Forbidden, LibraryError, NotFound
from awesome_tui.library import Library, SourceVersion, StoredInfo, StoredReadme, Tree
from awesome_tui.model.format_table import ASCIIDOC
from awesome_tui.model.readme import LARGEST
from awesome_tui.services.loader import Loader, is_asciidoc
from awesome_tui.sources import http_client
from awesome_tui.sources.addresses import RepoPath
from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.fetch import Fetcher, NotModified, Validators
from awesome_tui.sources.network import NetworkSettings, network_settings
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.remote import Download, Token, read_remote
from awesome_tui.sources.repository_links import RepositoryLinks
from awesome_tui.sources.repository_search import FoundList, search_lists
from awesome_tui.sources.resolve import RemoteSource

Parse: TypeAlias = Callable[[SourceText], Awaitable[Tree]]
"""A parser that does not block the event loop."""

_SECRET_LEFT_OUT = "#secret-left-out"
"""Suffix of a stored request URL whose secret was removed."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A remote list to fetch, with its metadata if it is stored."""

    place: RemoteSource
    info: StoredInfo | None


def read_settings(loader: Loader) -> NetworkSettings:
    """Return the user's network settings, after warning of invalid ones."""
    settings = network_settings(loader.environ, http_client.system_proxies)
    for problem in settings.problems:
        loader.warn(problem)
    return settings


def open_client(loader: Loader) -> httpx2.AsyncClient:
    """Open an HTTP client with the user's network settings."""
    return http_client.open_client(read_settings(loader), trust_of(loader))


def trust_of(loader: Loader) -> http_client.Trust:
    """A function that loads the certificates of settings once, as that takes some 50 ms."""
    loaded = loader.certificates

    def trust(settings: NetworkSettings) -> SSLContext:
        if settings not in loaded:
            loaded[settings] = http_client.trusted_certificates(settings)
        return loaded[settings]

    return trust


async def refresh(wanted: FetchRequest, loader: Loader) -> None:
    """Fetch a list and store it in the library of `loader`."""
    async with open_client(loader) as client:
        fetcher = Fetcher(client, now=loader.now)
        answer = await fetch_list(wanted, fetcher, loader.token, loader.asciidoctor)
        await store_list(wanted, answer, loader.library, partial(parse_in_thread, loader))


async def search_github(words: str, loader: Loader) -> tuple[FoundList, ...]:
    """Search GitHub for lists, and store the metadata of those that had none."""
    async with open_client(loader) as client:
        fetcher = Fetcher(client, now=loader.now)
        found = await search_lists(words, loader.forges["gh"], fetcher, token=loader.token)
    with suppress(LibraryError):  # the lists are shown without their stars
        await _keep_facts(found, loader)
    return found


async def _keep_facts(found: Sequence[FoundList], loader: Loader) -> None:
    links, repositories = RepositoryLinks(loader.forges), loader.library.repositories
    told = [(links.repository(each.url), each.info) for each in found]
    reports = [at.report(at.forge.name, info) for at, info in told if at]
    # Requests for single repositories have returned more about them.
    known = await repositories.known([report.key for report in reports])
    await repositories.save([report for report in reports if report.key not in known])


async def fetch_readme(project: RepoPath, loader: Loader) -> bool:
    """Fetch the README of a project and store it; return True if it is a new one."""
    stored = await loader.library.readmes.load(project.key)
    known = Validators(stored.asked, stored.etag, stored.modified) if stored else None
    async with open_client(loader) as client:
        fetcher = Fetcher(client, now=loader.now)
        try:
            answer = await read_remote(project, fetcher, known=known, token=loader.token)
        except NotFound:
            if not project.path:
                raise
            # A folder without a README is part of the project whose README is at its root.
            answer = await read_remote(project.at(""), fetcher, token=loader.token)
    if isinstance(answer, NotModified):
        await loader.library.readmes.confirm(project.key)
        return False
    document = await asyncio.to_thread(loader.asciidoctor.readable, answer.document)
    await loader.library.readmes.save(project.key, _to_store(document, answer.version))
    return True


def _to_store(document: SourceText, version: Validators) -> StoredReadme:
    """Convert a fetched README for the library, cut to twice what is shown."""
    data = document.text.encode("utf-8", "surrogatepass")
    return StoredReadme(
        data[: 2 * LARGEST].decode("utf-8", "ignore"),
        document.source,
        document.base,
        document.format,
        version.url,
        version.etag,
        version.last_modified,
    )


async def parse_in_thread(loader: Loader, document: SourceText) -> Tree:
    """Have the parser of `loader` parse a document, and encode it."""
    return await asyncio.to_thread(lambda: Tree.of(loader.parse(document)))


async def fetch_list(
    wanted: FetchRequest, fetcher: Fetcher, token: Token, asciidoctor: Asciidoctor
) -> Download | NotModified:
    """Fetch the list, or return `NotModified` if the stored version is the newest."""
    try:
        known = _validators(wanted.info)
        answer = await read_remote(wanted.place, fetcher, known=known, token=token)
    except (NotFound, Forbidden) as error:
        if _had_secret(wanted.info) and not wanted.place.has_secret:
            raise Forbidden(
                f"{wanted.place} cannot be had without the password or token that its address had,"
                " which is not kept: open it by the whole address again."
            ) from error
        raise
    if isinstance(answer, NotModified) or answer.document.format != ASCIIDOC:
        return answer
    readable = await asyncio.to_thread(asciidoctor.readable, answer.document)
    return replace(answer, document=readable)


async def store_list(
    wanted: FetchRequest, answer: Download | NotModified, library: Library, parse: Parse
) -> bool:
    """Parse and store a fetched list; return True if its text has changed."""
    if isinstance(answer, NotModified):
        await library.lists.confirm(wanted.place.key)
        return False
    document, version = answer.document, answer.version
    original = SourceVersion(
        document.text,
        document.format,
        document.base,
        version.etag,
        version.last_modified,
        version.url + (_SECRET_LEFT_OUT if wanted.place.has_secret else ""),
    )
    tree = await parse(document)
    if not is_asciidoc(document.source):  # the page was made from it, not sent in its place
        await _check_page(wanted, document.format, tree, library)
    place = _with_current_name(wanted.place, answer.place)
    return await library.lists.save(
        place.key, place.address, original, tree, asked=wanted.place.key
    )


async def _check_page(wanted: FetchRequest, format_: str, tree: Tree, library: Library) -> None:
    """Raise `Forbidden` if an HTML page is not a new version of the stored list."""
    info = wanted.info
    if not info or not info.entries or format_ != "html":
        return
    if info.format == "html":
        is_list = await _has_common_links(info, tree, library)
    else:
        is_list = isinstance(wanted.place, RepoPath) and tree.entries > 0
    if not is_list:
        raise Forbidden(
            f"{wanted.place} is another page now, perhaps of a network that wants a login first:"
            " log in, or remove the list from the library and open it again."
        )


async def _has_common_links(info: StoredInfo, tree: Tree, library: Library) -> bool:
    stored = await library.lists.open(info.key)
    known = Tree.of(stored.document).links if stored else frozenset()
    return not known or not known.isdisjoint(tree.links)


def _with_current_name(asked: RemoteSource, found: RemoteSource) -> RemoteSource:
    """Return `asked` with the current name of its repository."""
    if isinstance(asked, RepoPath) and isinstance(found, RepoPath):
        return replace(asked, repo=found.repo)
    return asked


def _validators(info: StoredInfo | None) -> Validators | None:
    """Return validators for a conditional request; None to fetch and parse the list in any case."""
    if info is None or info.outdated:
        return None
    asked = (info.asked or "").removesuffix(_SECRET_LEFT_OUT)
    return Validators(asked, info.etag or "", info.modified or "")


def _had_secret(info: StoredInfo | None) -> bool:
    return info is not None and (info.asked or "").endswith(_SECRET_LEFT_OUT)
