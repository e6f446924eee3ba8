"""Opening lists: from the library if stored, or else from the network, and storing them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, TypeAlias
from urllib.parse import urlsplit

from awesome_tui.errors import (
    ChoiceError,
    FetchFailed,
    Forbidden,
    LibraryError,
    NotFound,
    ParseError,
    SourceError,
)
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.parse_process import BackgroundParse, parse_source
from awesome_tui.sources.addresses import RepoPath
from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.formats import ASCIIDOC, format_of
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.resolve import RemoteSource, read_source, resolve, resolve_remote
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets

if TYPE_CHECKING:
    import httpx

    from awesome_tui.changes.compare import Changes
    from awesome_tui.library import Library, StoredInfo, StoredList, StoredVersion, Tree
    from awesome_tui.sources.fetch import Fetcher, NotModified, Validators
    from awesome_tui.sources.network import NetworkSettings
    from awesome_tui.sources.remote import Download, Token


_SECRET_LEFT_OUT = "#secret-left-out"
"""Suffix of a stored request URL whose secret was removed."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenedList:
    """An opened list, with its history since the last visit."""

    key: str
    """The key in the library; empty for lists that are not stored, such as local files."""
    source: str
    """The location, without secrets, that opens the list again."""
    document: AwesomeList
    fetched: float | None = None
    """The time when a stored list was last fetched or confirmed; None for other lists."""
    new: frozenset[int] = frozenset()
    """The numbers of entries, in the order of `walk`, that are new since the last visit."""
    changes: Changes | None = None
    """The changes since the last visit, or None if there are none."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A remote list to fetch, with its metadata if it is stored."""

    place: RemoteSource
    info: StoredInfo | None

    @property
    def key(self) -> str:
        """The key of the list in the library."""
        return self.place.key


def _say_nothing(_: str) -> None: ...


def _direct_network() -> NetworkSettings:
    from awesome_tui.sources.network import NetworkSettings  # noqa: PLC0415  slow to load

    return NetworkSettings()


Parse: TypeAlias = "Callable[[SourceText], Awaitable[AwesomeList | Tree]]"
"""A parser whose result the library can store, and which does not block the event loop."""


@dataclass(frozen=True, slots=True)
class Loader:
    """A service that opens lists by source, from the library or the network.

    All methods block: call them in a thread where there is an event loop.
    """

    library: Library
    forges: Mapping[str, Forge]
    token: Token
    now: Callable[[], datetime]
    offline: bool = field(default=False, kw_only=True)
    network: Callable[[], NetworkSettings] = field(default=_direct_network, kw_only=True)
    """Called only before a fetch: the settings take 6 ms to load."""
    warn: Callable[[str], None] = field(default=_say_nothing, kw_only=True)
    """A callback for warnings about invalid settings."""
    asciidoctor: Asciidoctor = field(default_factory=partial(Asciidoctor, {}), kw_only=True)
    _seen: dict[str, int | None] = field(default_factory=dict, init=False, repr=False)
    """The id of the version of each list that was seen last before the program started."""
    _typed: dict[str, RemoteSource] = field(default_factory=dict, init=False, repr=False)
    """Places with secrets, by key; secrets are kept only in memory."""

    def key(self, source: str) -> str:
        """The key of `source` in the library; empty if it is not remote."""
        location = resolve(source, self.forges)
        return self._typed_place(location).key if isinstance(location, RemoteSource) else ""

    def _typed_place(self, place: RemoteSource) -> RemoteSource:
        """`place` with the secret of an earlier request for it, unless it has its own."""
        if place.has_secret:
            self._typed[place.key] = place
        return self._typed.get(place.key, place)

    def local(self, source: str, stdin: BinaryIO | None) -> SourceText | None:
        """Read a local source; None for remote ones."""
        location = resolve(source, self.forges)
        return (
            None
            if isinstance(location, RemoteSource)
            else read_source(location, stdin, self.asciidoctor)
        )

    def stored(self, source: str) -> OpenedList | None:
        """The stored list, read in a few milliseconds, or None; `compared` adds its changes."""
        key = self.key(source)
        found = (self.library.lists.open(key).result() or self._restored(key)) if key else None
        if found is None:
            return None
        info, document = found
        self._seen.setdefault(info.key, info.seen)
        return OpenedList(info.key, info.source, document, info.fetched)

    def _restored(self, key: str) -> StoredList | None:
        """Restore a list with a damaged tree by parsing its stored text again."""
        info = self.library.lists.info(key).result()
        versions = self.library.lists.versions(key).result() if info else ()
        if info is None or not versions:
            return None
        try:
            document = BackgroundParse(self._document(info, versions[0])).result()
        except (LibraryError, ParseError, SourceError):  # only a refresh can restore it
            return None
        self.library.lists.restore(key, document).result()
        return self.library.lists.open(key).result()

    def compared(self, opened: OpenedList) -> OpenedList:
        """`opened` with its changes since the last visit; this parses the version seen then."""
        seen = self._last_seen(opened.key)
        if seen is None:
            return opened
        # Imported here because most lists have not changed.
        from awesome_tui.changes.compare import compare  # noqa: PLC0415

        changes = compare(BackgroundParse(seen).result(), opened.document)
        new = frozenset(listed.number for listed in changes.came)
        return replace(opened, new=new, changes=changes or None)

    def fresh(self, source: str) -> OpenedList:
        """Fetch a list, store it and compare it; a failure leaves the stored list unchanged."""
        place = self._typed_place(resolve_remote(source, self.forges))
        info = self.library.lists.info(place.key).result()
        self._seen.setdefault(info.key if info else place.key, info.seen if info else None)
        if self.offline:
            raise FetchFailed(_offline(place, info))
        for _ in range(2):  # a list that turns out to be damaged is fetched in full once more
            self._fetch(FetchRequest(place, info))
            if opened := self.stored(place.address):
                return self.compared(opened)
            info = self.library.lists.info(place.key).result()
        raise LibraryError(f"{place} was removed from the library while it was refreshed.")

    def opened(self, source: str, *, refresh: bool = False) -> OpenedList:
        """The stored list, or else, or for `refresh`, the list from the network."""
        stored = None if refresh else self.stored(source)
        return stored or self.fresh(source)

    def earlier(self, source: str, day: date | None = None) -> SourceText:
        """The stored text of a list at the end of `day`.

        Without `day`: its text at the last visit, or the previous version if the newest has been
        seen.
        """
        info, versions = self._versions(source)
        if day is not None:
            return self._document(info, self._on(day, info, versions))
        seen = info.seen or 0
        older = [version for version in versions[1:] if version.id <= seen]
        unseen = versions[0].id > seen
        return self._document(info, next(iter(older if unseen else versions[1:]), versions[-1]))

    def _on(self, day: date, info: StoredInfo, versions: Sequence[StoredVersion]) -> StoredVersion:
        dated = [(self._day(version.fetched), version) for version in versions]
        for first, version in dated:
            if first <= day:
                return version
        raise ChoiceError(
            f"{info.source} is stored only since {dated[-1][0]}: name that day or a later one."
        )

    def _day(self, seconds: float) -> date:
        """The date of a time in the user's time zone."""
        return datetime.fromtimestamp(seconds, self.now().tzinfo).date()

    def _versions(self, source: str) -> tuple[StoredInfo, Sequence[StoredVersion]]:
        key = resolve_remote(source, self.forges).key
        info = self.library.lists.info(key).result()
        if info is None:
            name = clean(without_secrets(source))
            raise ChoiceError(f"{name} is not stored, so it has no past yet: open it first.")
        versions = self.library.lists.versions(key).result()
        if not versions:
            raise ChoiceError(f"No text of {clean(source)} is left in the library: refresh it.")
        return info, versions

    def open_client(self) -> httpx.AsyncClient:
        """Open an HTTP client with the network settings, after warning of invalid ones."""
        from awesome_tui.sources.http_client import open_client  # noqa: PLC0415  loads httpx

        settings = self.network()
        for problem in settings.problems:
            self.warn(problem)
        return open_client(settings)

    def _fetch(self, wanted: FetchRequest) -> None:
        # Imported here, as these take longer to load than a stored list to open.
        import asyncio  # noqa: PLC0415

        from awesome_tui.sources.fetch import Fetcher  # noqa: PLC0415

        async def parse(document: SourceText) -> AwesomeList:
            return await asyncio.to_thread(BackgroundParse(document).result)

        async def fetch() -> None:
            async with self.open_client() as client:
                fetcher = Fetcher(client, now=self.now)
                answer = await fetch_list(wanted, fetcher, self.token, self.asciidoctor)
                await store_list(wanted, answer, self.library, parse)

        asyncio.run(fetch())

    def _last_seen(self, key: str) -> SourceText | None:
        """The text seen at the last visit, if the newest version differs."""
        last = self._seen.get(key)
        info = self.library.lists.info(key).result()
        versions = self.library.lists.versions(key).result()
        if last is None or info is None or not versions or versions[0].id <= last:
            return None
        # By id, not by time: the clock may have been set back since.
        seen = next((version for version in versions if version.id <= last), None)
        if seen is None:
            return None
        try:
            return self._document(info, seen)
        except (LibraryError, SourceError):
            # A damaged old version, or AsciiDoc without a converter: the list opens all the same.
            return None

    def _document(self, info: StoredInfo, version: StoredVersion) -> SourceText:
        text = self.library.lists.text(version).result()
        document = SourceText(text, _format(info, text), info.source, info.base)
        return self.asciidoctor.readable(document)


def _format(info: StoredInfo, text: str) -> str:
    """The format of a stored text: before its page was, AsciiDoc itself was stored."""
    is_older = info.format == "html" and _is_asciidoc(info.asked) and not text.startswith("<")
    return ASCIIDOC if is_older else info.format


def _is_asciidoc(url: str | None) -> bool:
    return format_of(urlsplit(url or "").path) == ASCIIDOC


async def fetch_list(
    wanted: FetchRequest, fetcher: Fetcher, token: Token, asciidoctor: Asciidoctor
) -> Download | NotModified:
    """Fetch the list, or return `NotModified` if the stored version is the newest."""
    from asyncio import to_thread  # noqa: PLC0415  only when something is fetched

    from awesome_tui.sources.fetch import NotModified  # noqa: PLC0415  loads httpx
    from awesome_tui.sources.remote import read_remote  # noqa: PLC0415  as above

    try:
        known = _known(wanted.info)
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
    readable = await to_thread(asciidoctor.readable, answer.document)
    return replace(answer, document=readable)


async def store_list(
    wanted: FetchRequest, answer: Download | NotModified, library: Library, parse: Parse
) -> bool:
    """Parse and store a fetched list; return True if its text has changed."""
    from awesome_tui.library import SourceVersion  # noqa: PLC0415  not before something is stored
    from awesome_tui.sources.fetch import NotModified  # noqa: PLC0415

    if isinstance(answer, NotModified):
        await library.lists.confirm(wanted.key)
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
    if not _is_asciidoc(document.source):  # the page was made of it, not sent in its place
        await _check_page(wanted, document.format, tree, library)
    place = _renamed(wanted.place, answer.place)
    return await library.lists.save(place.key, place.address, original, tree, asked=wanted.key)


async def _check_page(
    wanted: FetchRequest, format_: str, tree: AwesomeList | Tree, library: Library
) -> None:
    """Raise `Forbidden` for an HTML page that is no new version of the stored list."""
    info = wanted.info
    if not info or not info.entries or format_ != "html":
        return
    if info.format == "html":
        is_list = await _has_common_links(info, tree, library)
    else:
        is_list = isinstance(wanted.place, RepoPath) and _count(tree) > 0
    if not is_list:
        raise Forbidden(
            f"{wanted.place} is another page now, perhaps of a network that wants a login first:"
            " log in, or remove the list from the library and open it anew."
        )


async def _has_common_links(info: StoredInfo, tree: AwesomeList | Tree, library: Library) -> bool:
    from awesome_tui.library import Tree  # noqa: PLC0415  as above

    stored = await library.lists.open(info.key)
    if stored is None:
        return True
    known = Tree.of(stored.document).links
    new = Tree.of(tree).links if isinstance(tree, AwesomeList) else tree.links
    return not known or not known.isdisjoint(new)


def _count(tree: AwesomeList | Tree) -> int:
    return sum(1 for _ in tree.walk()) if isinstance(tree, AwesomeList) else tree.entries


def _renamed(asked: RemoteSource, found: RemoteSource) -> RemoteSource:
    """`asked` with the current name of its repository."""
    if isinstance(asked, RepoPath) and isinstance(found, RepoPath):
        return replace(asked, repo=found.repo)
    return asked


def parse_to_tree(document: SourceText) -> Tree:
    """Parse and encode a document; runs in a child process."""
    from awesome_tui.library import Tree  # noqa: PLC0415

    return Tree.of(parse_source(document))


def _known(info: StoredInfo | None) -> Validators | None:
    """The validators for a conditional request; None to fetch and parse an outdated list again."""
    from awesome_tui.sources.fetch import Validators  # noqa: PLC0415  only when something is fetched

    if info is None or info.outdated:
        return None
    asked = (info.asked or "").removesuffix(_SECRET_LEFT_OUT)
    return Validators(asked, info.etag or "", info.modified or "")


def _had_secret(info: StoredInfo | None) -> bool:
    return info is not None and (info.asked or "").endswith(_SECRET_LEFT_OUT)


def _offline(place: RemoteSource, info: StoredInfo | None) -> str:
    stored = "" if info else " is not stored, and"
    return f"{place}{stored} cannot be fetched with --offline: leave that out."
