"""From what the user named to a list: read, then parse; for the screens and the commands alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from awesome_tui.bundled import NAMES, bundled_text
from awesome_tui.errors import FetchFailed, LibraryError, ParseError, SourceError
from awesome_tui.model import AwesomeList
from awesome_tui.records import from_lines
from awesome_tui.sources.forges import FORGES, Forge, RepoPath, WebPage, parse_remote
from awesome_tui.sources.location import BundledList, LocalPath, Location, parse_location
from awesome_tui.sources.read import Document, read
from awesome_tui.text import clean
from awesome_tui.urls import public

if TYPE_CHECKING:
    from awesome_tui.diff import Changes
    from awesome_tui.library import Library, StoredInfo, Tree
    from awesome_tui.library import Version as StoredVersion
    from awesome_tui.sources.fetch import Fetcher, Version
    from awesome_tui.sources.remote import Token

# -P: no module of the current folder is taken for one of ours.
_PARSER = (sys.executable, "-P", "-X", "utf8", "-m", "awesome_tui.parsing")


Place: TypeAlias = RepoPath | WebPage
"""Where a list is on the network."""


def locate(source: str, forges: Mapping[str, Forge] = FORGES) -> Location:
    """What `source` names: an existing path, else a list known by name, else one on the network."""
    location = parse_location(source, exists=os.path.lexists, bundled=NAMES, forges=forges)
    if isinstance(location, LocalPath) and "/" not in source and not os.path.lexists(source):
        return _catalogued(source, forges) or location
    return location


def _catalogued(name: str, forges: Mapping[str, Forge]) -> Place | None:
    # Most lists are named by their place, and need no catalogue.
    from awesome_tui import catalogue  # noqa: PLC0415

    found = catalogue.load().find(name)
    if len(found) > 1:
        raise SourceError(
            f"Several lists are called {clean(name)}: name one of"
            f" {', '.join(each.location for each in found)}."
        )
    return parse_remote(found[0].location, forges) if found else None


def find(source: str, stdin: BinaryIO | None) -> Document:
    """The text that `source` names; quick, so that the screens open only for what can be read."""
    match locate(source):
        case BundledList(name):
            return Document(bundled_text(name), "markdown", name)
        case RepoPath() | WebPage():
            raise SourceError(f"{clean(public(source))} is no file or folder here: name one.")
        case location:
            return read(location, stdin)


def load(document: Document) -> AwesomeList:
    """The list that `document` holds."""
    # The parser takes 70 ms to import, which `Parsing` leaves to another process.
    from awesome_tui.parsing import parse  # noqa: PLC0415

    return parse(document.text, document.format, base=document.base, source=document.source)


class Parsing:
    """A document that is parsed in a process of its own, beside other work on another core."""

    def __init__(self, document: Document) -> None:
        """Start at once."""
        self._document = document
        self._child: subprocess.Popen[bytes] | None = None
        with suppress(OSError):  # where no process is to be had, `result` does it here
            self._child = _start(document)

    def result(self) -> AwesomeList:
        """The list, once it is parsed; belongs in a thread, where it lets others run."""
        if self._child is None or self._child.stdout is None:
            return load(self._document)
        with self._child, self._child.stdout as lines:
            first = next(lines, b"")
            if first.startswith(b'"'):
                raise ParseError(json.loads(first))
            document = from_lines(chain([first], lines))
        if document is None:
            raise ParseError(
                f"{self._document.source} could not be read as a list: the parser ended too early."
            )
        return document

    def stop(self) -> None:
        """Give up, if it is still going on."""
        if self._child is not None:
            self._child.kill()


def _start(document: Document) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        _PARSER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    # The pipe takes no more than the child has read, which is nothing before it has started.
    Thread(target=_feed, args=(child.stdin, document), daemon=True).start()
    return child


def _feed(pipe: BinaryIO, document: Document) -> None:
    header = json.dumps([document.format, document.base, document.source])
    with suppress(OSError), pipe:  # a child that ends early has its reasons, told by `result`
        pipe.write(f"{header}\n{document.text}".encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A list before the user, and what they may want to know of it."""

    key: str
    """What the library knows it by; empty for what is not stored: files, standard input."""
    source: str
    """What opens it again; without secrets."""
    document: AwesomeList
    fetched: float | None = None
    """When it was last known to be what the server has, for stored ones."""
    new: frozenset[int] = frozenset()
    """The numbers, in the order of `walk`, of the entries that came since the last visit."""
    changes: Changes | None = None
    """All that differs from the last visit; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list on the network, and what the library knows of it."""

    place: Place
    info: StoredInfo | None

    @property
    def key(self) -> str:
        """What the library knows it by."""
        return self.place.key


Parse: TypeAlias = "Callable[[Document], Awaitable[AwesomeList | Tree]]"
"""How a document becomes something that the library can keep; without holding up the loop."""


class Loader:
    """Lists by what the user calls them: from the library at once, from the network when asked.

    All methods but `key` block: they belong in a thread where there is a screen.
    """

    def __init__(
        self,
        library: Library,
        forges: Mapping[str, Forge],
        token: Token,
        now: Callable[[], datetime],
        *,
        offline: bool = False,
    ) -> None:
        self.library = library
        self.offline = offline
        self._forges = forges
        self._token = token
        self._now = now
        self._visits: dict[str, float | None] = {}
        """When each list was last visited before this program started."""

    def key(self, source: str) -> str:
        """What the library would know `source` by; empty where it is not on the network."""
        location = locate(source, self._forges)
        return location.key if isinstance(location, Place) else ""

    def local(self, source: str, stdin: BinaryIO | None) -> Document:
        """The text of what is not on the network."""
        return find(source, stdin)

    def stored(self, source: str) -> Opened | None:
        """The list as it is stored, in a few milliseconds; `compared` tells what is new in it."""
        key = self.key(source)
        found = self.library.lists.open(key).result() if key else None
        if found is None:
            return None
        info, document = found
        self._visits.setdefault(key, info.visited)
        return Opened(key, info.source, document, info.fetched)

    def compared(self, opened: Opened) -> Opened:
        """The same list with what is new in it since the last visit; parses what was seen then."""
        seen = self._seen(opened.key)
        if seen is None:
            return opened
        # Most lists have not changed.
        from awesome_tui.diff import compare  # noqa: PLC0415

        changes = compare(Parsing(seen).result(), opened.document)
        new = frozenset(listed.number for listed in changes.came)
        return replace(opened, new=new, changes=changes or None)

    def fresh(self, source: str) -> Opened:
        """The list as it is on the network now, stored and compared.

        Where that fails, what is stored stays as it is.
        """
        place = self._place(source)
        info = self.library.lists.info(place.key).result()
        self._visits.setdefault(place.key, info.visited if info else None)
        if self.offline:
            raise FetchFailed(_offline(place, info))
        self._fetch(Wanted(place, info))
        opened = self.stored(place.address)
        if opened is None:
            raise LibraryError(f"{place} was removed from the library while it was refreshed.")
        return self.compared(opened)

    def _place(self, source: str) -> Place:
        location = locate(source, self._forges)
        if not isinstance(location, Place):
            raise SourceError(f"{clean(source)} is not on the network: name a list that is.")
        return location

    def _fetch(self, wanted: Wanted) -> None:
        # These take longer to load than a stored list to open.
        import asyncio  # noqa: PLC0415

        from awesome_tui.sources.fetch import Fetcher, open_client  # noqa: PLC0415

        async def parse(document: Document) -> AwesomeList:
            return await asyncio.to_thread(Parsing(document).result)

        async def fetch() -> None:
            async with open_client() as client:
                fetcher = Fetcher(client, now=self._now)
                await refresh(wanted, fetcher, self._token, self.library, parse)

        asyncio.run(fetch())

    def _seen(self, key: str) -> Document | None:
        """The text that was there at the last visit, if it is another one now."""
        visit = self._visits.get(key)
        info = self.library.lists.info(key).result()
        if visit is None or info is None:
            return None
        newest, *older = self.library.lists.versions(key).result()
        seen = next((version for version in older if version.fetched <= visit), None)
        if seen is None or newest.fetched <= visit:
            return None
        return self._document(info, seen)

    def _document(self, info: StoredInfo, version: StoredVersion) -> Document:
        text = self.library.lists.text(version).result()
        return Document(text, info.format, info.source, info.base)


async def refresh(
    wanted: Wanted, fetcher: Fetcher, token: Token, library: Library, parse: Parse
) -> bool:
    """Bring the stored list up to what the network has; whether its text is another one then."""
    from awesome_tui.library import Original  # noqa: PLC0415  not before something is stored
    from awesome_tui.sources.fetch import NotModified  # noqa: PLC0415
    from awesome_tui.sources.remote import read_remote  # noqa: PLC0415

    place = wanted.place
    answer = await read_remote(place, fetcher, known=_known(wanted.info), token=token)
    if isinstance(answer, NotModified):
        await library.lists.confirm(wanted.key)
        return False
    document, version = answer.document, answer.version
    tree = await parse(document)
    original = Original(
        document.text,
        document.format,
        document.base,
        version.etag,
        version.last_modified,
        version.url,
    )
    return await library.lists.save(wanted.key, place.address, original, tree)


def _known(info: StoredInfo | None) -> Version | None:
    """What need not be sent again; what another version of the program parsed is read anew."""
    from awesome_tui.sources.fetch import Version  # noqa: PLC0415  only when something is fetched

    if info is None or info.outdated:
        return None
    return Version(info.asked or "", info.etag or "", info.modified or "")


def _offline(place: Place, info: StoredInfo | None) -> str:
    stored = "" if info else " is not stored, and"
    return f"{place}{stored} cannot be fetched with --offline: leave that out."
