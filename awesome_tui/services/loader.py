"""Opening lists, from the library or else from the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from awesome_tui.changes.compare import compare
from awesome_tui.errors import ChoiceError, FetchFailed, LibraryError, ParseError, SourceError
from awesome_tui.model.format_table import ASCIIDOC
from awesome_tui.services.bundled_rows import ready_rows
from awesome_tui.services.opened_list import OpenedList
from awesome_tui.services.parse_process import parse_in_child
from awesome_tui.sources.asciidoctor import Asciidoctor
from awesome_tui.sources.catalogue import load_catalogue
from awesome_tui.sources.forges import Forge
from awesome_tui.sources.formats import format_of
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.resolve import (
    LoadCatalogue,
    RemoteSource,
    read_source,
    resolve,
    resolve_remote,
)
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets

if TYPE_CHECKING:
    from ssl import SSLContext

    from awesome_tui.library import Library, StoredInfo, StoredList, StoredVersion
    from awesome_tui.model.entries import AwesomeList
    from awesome_tui.model.table import EntryTable
    from awesome_tui.services.catalogue_fetch import CatalogueFetch, Progress
    from awesome_tui.services.online import Online
    from awesome_tui.services.project_readmes import ProjectReadme, ProjectReadmes
    from awesome_tui.sources.network import NetworkSettings
    from awesome_tui.sources.remote import Token
    from awesome_tui.sources.repository_search import FoundList


class DatedText(NamedTuple):
    """A version of a stored list."""

    fetched: float
    """The time when this version was first fetched."""
    text: SourceText


def _say_nothing(_: str) -> None: ...


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
    environ: Mapping[str, str] = field(default_factory=dict, kw_only=True, repr=False)
    """The environment, with the settings of proxies and certificates."""
    warn: Callable[[str], None] = field(default=_say_nothing, kw_only=True)
    """A callback for warnings about invalid settings."""
    asciidoctor: Asciidoctor = field(default_factory=partial(Asciidoctor, {}), kw_only=True)
    catalogue: LoadCatalogue = field(default=load_catalogue, kw_only=True)
    parse: Callable[[SourceText], AwesomeList] = field(default=parse_in_child, kw_only=True)
    """The parser of texts from the network, which blocks."""
    certificates: dict[NetworkSettings, SSLContext] = field(
        default_factory=dict, init=False, repr=False
    )
    """The certificates that were loaded, by the settings that name them."""
    _seen: dict[str, int | None] = field(default_factory=dict, init=False, repr=False)
    """By key: the id of the version that was seen last before the program started."""
    _typed: dict[str, RemoteSource] = field(default_factory=dict, init=False, repr=False)
    """Places with secrets, by key; secrets are kept only in memory."""

    @property
    def online(self) -> Online:
        """The calls that need the network; the first use of this imports them."""
        # Importing this takes longer than opening a stored list.
        from awesome_tui.services.online import Online  # noqa: PLC0415

        return Online(self)

    @property
    def readmes(self) -> ProjectReadmes:
        """The READMEs in the library; the first use of this imports their parser."""
        from awesome_tui.services.project_readmes import ProjectReadmes  # noqa: PLC0415

        return ProjectReadmes(self.library, self.forges)

    def key(self, source: str) -> str:
        """The key of `source` in the library; empty if it is not remote."""
        location = resolve(source, self.forges, catalogue=self.catalogue)
        return self._typed_place(location).key if isinstance(location, RemoteSource) else ""

    def _typed_place(self, place: RemoteSource) -> RemoteSource:
        """Return `place` with the secret that was typed for it earlier, unless it has its own."""
        if place.has_secret:
            self._typed[place.key] = place
        return self._typed.get(place.key, place)

    def local(self, source: str) -> SourceText | None:
        """Read a local source; None for remote ones."""
        location = resolve(source, self.forges, catalogue=self.catalogue)
        if isinstance(location, RemoteSource):
            return None
        return read_source(location, None, self.asciidoctor)

    def text(self, source: str) -> SourceText:
        """The text of a list on this machine or in the library."""
        if local := self.local(source):
            return local
        info, versions = self._stored_versions(source)
        return self._source_text(info, versions[0])

    def stored(self, source: str) -> OpenedList | None:
        """The stored list, read in a few milliseconds, or None; `compared` adds its changes."""
        key = self.key(source)
        found = (
            (self.library.lists.open(key).result() or self._restore_damaged(key)) if key else None
        )
        if found is None:
            return None
        info, document = found
        self._seen.setdefault(info.key, info.seen)
        return OpenedList(info.key, info.source, document, info.fetched)

    def _restore_damaged(self, key: str) -> StoredList | None:
        """Restore a list with a damaged tree by parsing its stored text again."""
        info = self.library.lists.info(key).result()
        versions = self.library.lists.versions(key).result() if info else ()
        if info is None or not versions:
            return None
        try:
            document = self.parse(self._source_text(info, versions[0]))
        except (LibraryError, ParseError, SourceError):  # only a refresh can restore it
            return None
        self.library.lists.restore(key, document).result()
        return self.library.lists.open(key).result()

    def rows(self, key: str, source: str) -> EntryTable:
        """The entries of a stored list, or without a `key` of a local one, to be searched."""
        return ready_rows(self.library, key, source, parse_in_child)

    def compared(self, opened: OpenedList) -> OpenedList:
        """Add the changes since the last visit, for which the version seen then is parsed."""
        seen = self._last_seen(opened.key)
        if seen is None:
            return opened
        return self.compared_with(self.parse(seen), opened)

    def compared_with(self, seen: AwesomeList, opened: OpenedList) -> OpenedList:
        """Add the changes since the list was as `seen`."""
        changes = compare(seen, opened.document)
        new = frozenset(listed.number for listed in changes.added)
        return opened._replace(new=new, changes=changes or None)

    def fresh(self, source: str) -> OpenedList:
        """Fetch a list, store it and add its changes; a failure leaves the stored one as it is."""
        place = self._typed_place(resolve_remote(source, self.forges, self.catalogue))
        info = self.library.lists.info(place.key).result()
        self._seen.setdefault(info.key if info else place.key, info.seen if info else None)
        if self.offline:
            raise FetchFailed(_offline_message(place, info))
        for _ in range(2):  # a list that turns out to be damaged is fetched in full once more
            self.online.fetch_list(place, info)
            if opened := self.stored(place.address):
                return self.compared(opened)
            info = self.library.lists.info(place.key).result()
        raise LibraryError(f"{place} was removed from the library while it was refreshed.")

    def find_lists(self, words: str) -> tuple[FoundList, ...]:
        """The lists on GitHub that match `words`, the one with the most stars first."""
        if self.offline:
            raise FetchFailed("GitHub cannot be asked with --offline: start without it.")
        return self.online.find_lists(words)

    def readme(self, urls: Sequence[str], *, refresh: bool = False) -> ProjectReadme | None:
        """The README of the first of `urls` that leads to a repository.

        Without `refresh`, the stored one or None; else the one that the forge has now, or None if
        that is stored already.
        """
        place = self.readmes.find(urls)
        if not refresh:
            return self.readmes.load(place)
        if self.offline:
            raise FetchFailed(f"Not stored: the README of {place}. Start without --offline.")
        is_new = self.online.fetch_readme(place)
        return self.readmes.load(place) if is_new else None

    def fetch_missing(
        self, sources: Sequence[str], report: Callable[[Progress], object]
    ) -> CatalogueFetch:
        """Begin to fetch those of the lists that are not stored; `report` gets the progress."""
        return self.online.fetch_missing(sources, report)

    def opened(self, source: str, *, refresh: bool = False) -> OpenedList:
        """Return the stored list; for `refresh`, or if there is none, the one from the network."""
        stored = None if refresh else self.stored(source)
        return stored or self.fresh(source)

    def earlier(self, source: str, day: date | None = None) -> SourceText:
        """The stored text of a list at the end of `day`.

        Without `day`: its text at the last visit, or the previous version if the newest has been
        seen.
        """
        info, versions = self._stored_versions(source)
        if day is not None:
            return self._source_text(info, self._version_on(day, info, versions))
        seen = info.seen or 0
        older = [version for version in versions[1:] if version.id <= seen]
        unseen = versions[0].id > seen
        return self._source_text(info, next(iter(older if unseen else versions[1:]), versions[-1]))

    def versions_since(self, info: StoredInfo, day: date | None) -> tuple[DatedText, ...]:
        """The stored texts of a list, oldest first, from the one at the end of `day` on.

        All of them if `day` is None or older. Raises `SourceError` for AsciiDoc without a
        converter.
        """
        versions = self.library.lists.versions(info.key).result()
        count = len(versions)
        if day is not None:
            numbered = enumerate(versions, 1)
            count = next((n for n, each in numbered if self._day(each) <= day), count)
        return tuple(
            DatedText(each.fetched, self._source_text(info, each))
            for each in reversed(versions[:count])
        )

    def stored_info(self, source: str) -> StoredInfo:
        """The metadata of the stored list `source`; raises `ChoiceError` if it is not stored."""
        return self._stored_versions(source)[0]

    def _version_on(
        self, day: date, info: StoredInfo, versions: Sequence[StoredVersion]
    ) -> StoredVersion:
        for version in versions:
            if self._day(version) <= day:
                return version
        first = self._day(versions[-1])
        raise ChoiceError(
            f"{info.source} is stored only since {first}: name that day or a later one."
        )

    def _day(self, version: StoredVersion) -> date:
        """Return the day in the user's time zone on which a version was first fetched."""
        return datetime.fromtimestamp(version.fetched, self.now().tzinfo).date()

    def _stored_versions(self, source: str) -> tuple[StoredInfo, Sequence[StoredVersion]]:
        key = resolve_remote(source, self.forges, self.catalogue).key
        info = self.library.lists.info(key).result()
        if info is None:
            name = clean(without_secrets(source))
            raise ChoiceError(f"Not stored: {name}. Open it first: it has no earlier versions yet.")
        versions = self.library.lists.versions(key).result()
        if not versions:
            raise ChoiceError(f"No text of {clean(source)} is left in the library: refresh it.")
        return info, versions

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
            return self._source_text(info, seen)
        except (LibraryError, SourceError):
            # A damaged old version, or AsciiDoc without a converter: the list opens all the same.
            return None

    def _source_text(self, info: StoredInfo, version: StoredVersion) -> SourceText:
        text = self.library.lists.text(version).result()
        document = SourceText(text, _stored_format(info, version, text), info.source, info.base)
        return self.asciidoctor.readable(document)


def _stored_format(info: StoredInfo, version: StoredVersion, text: str) -> str:
    """Return the format of a stored text, which is AsciiDoc itself if it is an old one."""
    format_ = version.format or info.format
    is_older = format_ == "html" and is_asciidoc(info.asked) and not text.startswith("<")
    return ASCIIDOC if is_older else format_


def is_asciidoc(url: str | None) -> bool:
    """True if the file at `url` is AsciiDoc."""
    return format_of(urlsplit(url or "").path) == ASCIIDOC


def _offline_message(place: RemoteSource, info: StoredInfo | None) -> str:
    if info is None:
        return f"Not stored: {place}. Start without --offline."
    return f"Cannot refresh {place} with --offline. Start without it."
