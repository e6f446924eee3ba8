"""From what the user named to a list: read, then parse; for the screens and the commands alike."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Thread, Timer
from typing import IO, TYPE_CHECKING, BinaryIO, TypeAlias

from awesome_tui.bundled import NAMES, bundled_text
from awesome_tui.errors import (
    ChoiceError,
    FetchFailed,
    LibraryError,
    NotFound,
    ParseError,
    SourceError,
)
from awesome_tui.limits import Limits, in_time, limits
from awesome_tui.model import AwesomeList
from awesome_tui.records import from_lines
from awesome_tui.sources.forges import FORGES, Forge, RepoPath, WebPage, parse_remote
from awesome_tui.sources.location import (
    BundledList,
    LocalPath,
    Location,
    StandardInput,
    parse_location,
)
from awesome_tui.sources.read import Document, nothing_at, read
from awesome_tui.text import clean

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from awesome_tui.diff import Changes
    from awesome_tui.library import Library, StoredInfo, Tree
    from awesome_tui.library import Version as StoredVersion
    from awesome_tui.sources.fetch import Fetcher, NotModified, Version
    from awesome_tui.sources.remote import Download, Token

_PARSER = (sys.executable, "-X", "utf8", "-m", "awesome_tui.parsing")
_HOME = Path(__file__).parents[1]
"""Started here, a child finds our modules, and none that lies where the user is."""
_LARGE = {"rst": 16 * 1024}
_LARGE_OTHERWISE = 256 * 1024
"""Characters; more are parsed in a child process, which can be ended.

Fewer are parsed in good time, whatever they are; docutils needs the square of some.
"""
_IN_CHILD, _IN_ALL = 0.85, 0.88
"""Of time and memory; the rest is for starting, and for what is done with the list."""
_WORKED_TOO_LONG = -27
_OUT_OF_MEMORY = (3, -6, -11)
"""What the child says itself, and how libraries end that are not prepared for it."""


Place: TypeAlias = RepoPath | WebPage
"""Where a list is on the network."""
Here: TypeAlias = LocalPath | StandardInput | BundledList
"""Where it is otherwise."""


def locate(source: str, forges: Mapping[str, Forge] = FORGES) -> Location:
    """What `source` names: an existing path, else a list known by name, else one on the network."""
    location = parse_location(source, exists=os.path.lexists, bundled=NAMES, forges=forges)
    if isinstance(location, LocalPath) and "/" not in source and not os.path.lexists(source):
        return _named(source, forges) or location
    return location


def catalogued(forges: Mapping[str, Forge]) -> list[Place]:
    """Where all lists of the catalogue are."""
    from awesome_tui import catalogue  # noqa: PLC0415  most commands have no need of it

    places = (parse_remote(each.location, forges) for each in catalogue.load().lists)
    return [place for place in places if place]


def places_called(source: str, forges: Mapping[str, Forge]) -> list[Place]:
    """Where on the network `source` may be, whatever lies here under that name."""
    from awesome_tui import catalogue  # noqa: PLC0415  as above

    place = parse_remote(source, forges)
    known = () if place else catalogue.load().find(source)
    found = [place, *(parse_remote(each.location, forges) for each in known)]
    return [place for place in found if place]


def _named(name: str, forges: Mapping[str, Forge]) -> Place | None:
    from awesome_tui import catalogue  # noqa: PLC0415  as above

    found = catalogue.load().find(name)
    if len(found) > 1:
        raise SourceError(
            f"Several lists are called {clean(name)}: name one of"
            f" {', '.join(each.location for each in found)}."
        )
    return parse_remote(found[0].location, forges) if found else None


def place_of(source: str, forges: Mapping[str, Forge]) -> Place:
    """Where on the network `source` is."""
    location = locate(source, forges)
    if isinstance(location, Place):
        return location
    if isinstance(location, LocalPath):
        _check_existence(location.path)
    raise SourceError(f"{clean(source)} is not on the network: only lists that are can be stored.")


def find(source: str, stdin: BinaryIO | None) -> Document:
    """The text that `source` names, which must not be on the network."""
    location = locate(source)
    if isinstance(location, Place):
        raise SourceError(f"{location} is on the network: name a file or a folder.")
    return text_of(location, stdin)


def text_of(location: Here, stdin: BinaryIO | None) -> Document:
    """What is there; quick, so that the screens open only for what can be read."""
    if isinstance(location, BundledList):
        return Document(bundled_text(location.name), "markdown", location.name)
    if isinstance(location, LocalPath):
        _check_existence(location.path)
    return read(location, stdin)


def _check_existence(path: str) -> None:
    """Refuse what is neither a path nor any name, and tell what it may be the misspelt name of."""
    if os.path.lexists(path):
        return
    if any(sign in path for sign in "./\\"):
        raise nothing_at(path)
    from awesome_tui import catalogue  # noqa: PLC0415  as above

    raise nothing_at(path, catalogue.load().similar(path))


def load(document: Document) -> AwesomeList:
    """The list that `document` holds."""
    if len(document.text) > _LARGE.get(document.format, _LARGE_OTHERWISE):
        return Parsing(document).result()
    return _parsed(document)


def limits_of(document: Document) -> Limits:
    """What it may take to read `document` and to write it in another form."""
    return limits(document.source, len(document.text))


def _parsed(document: Document) -> AwesomeList:
    # The parser takes 70 ms to import, which `Parsing` leaves to another process.
    from awesome_tui.parsing import parse  # noqa: PLC0415

    return parse(document.text, document.format, base=document.base, source=document.source)


class Parser:
    """A process that parses one document after another, each within its limits."""

    def __init__(self) -> None:
        """Start it; an `OSError` says that no process is to be had."""
        self._child = subprocess.Popen(
            _PARSER,
            cwd=_HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._is_late = False
        self.pid = self._child.pid

    def feed(self, document: Document, bound: Limits) -> None:
        """Hand `document` over; that takes until the process reads it."""
        text = document.text.encode("utf-8", "surrogatepass")
        task = [
            *(document.format, document.base, document.source),
            *(_IN_CHILD * bound.seconds, _IN_CHILD * bound.memory, len(text)),
        ]
        pipe = self._child.stdin
        with suppress(OSError):  # a child that ends early has its reasons, told by `result`
            if pipe is not None:
                pipe.write(f"{json.dumps(task)}\n".encode() + text)
                pipe.flush()

    def result(self, bound: Limits) -> AwesomeList:
        """The list that it made; belongs in a thread, where it lets others run."""
        if self._child.stdout is None:
            raise self._failure(bound)
        timer = Timer(_IN_ALL * bound.by_the_clock, self._end_late)
        timer.start()
        try:
            document = _received(self._child.stdout, bound)
        finally:
            timer.cancel()
        if document is None:
            raise self._failure(bound)
        return document

    def kill(self) -> None:
        """Let it give up, whatever it is at."""
        self._child.kill()

    def end(self) -> None:
        """Leave nothing of it."""
        self._child.kill()
        with suppress(OSError), self._child:  # it did not read all that it was fed
            pass

    def _end_late(self) -> None:
        self._is_late = True
        self._child.kill()

    def _failure(self, bound: Limits) -> ParseError:
        status = self._child.wait()
        if self._is_late or status == _WORKED_TOO_LONG:
            return bound.too_slow()
        if status in _OUT_OF_MEMORY:
            return bound.too_large()
        return ParseError(
            f"{bound.source} could not be read as a list: the parser ended too early."
        )


class Parsing:
    """A document that is parsed in a process of its own, beside other work on another core."""

    def __init__(self, document: Document, bound: Limits | None = None) -> None:
        """Start at once; without `bound`, the limits are the usual ones."""
        self._document = document
        self._limits = bound or limits_of(document)
        self._parser: Parser | None = None
        with suppress(OSError):  # where no process is to be had, `result` does it here
            self._parser = Parser()
            # The pipe takes no more than is read, which is nothing before the process is up.
            fed = (document, self._limits)
            Thread(target=self._parser.feed, args=fed, daemon=True).start()

    def result(self) -> AwesomeList:
        """The list, once it is parsed; belongs in a thread, where it lets others run."""
        if self._parser is None:
            return _parsed(self._document)
        try:
            return self._parser.result(self._limits)
        finally:
            self._parser.end()

    def stop(self) -> None:
        """Give up, if it is still going on."""
        if self._parser is not None:
            self._parser.kill()


def _received(lines: IO[bytes], bound: Limits) -> AwesomeList | None:
    first = next(lines, None)
    if first is None:
        return None
    if first.startswith(b'"'):
        raise ParseError(json.loads(first))
    left = _IN_ALL * bound.seconds - float(first)
    return from_lines(in_time(lines, left, bound))


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


@dataclass(frozen=True, slots=True)
class Loader:
    """Lists by what the user calls them: from the library at once, from the network when asked.

    All methods block: they belong in a thread where there is a screen.
    """

    library: Library
    forges: Mapping[str, Forge]
    token: Token
    now: Callable[[], datetime]
    offline: bool = field(default=False, kw_only=True)
    _visits: dict[str, float | None] = field(default_factory=dict, init=False, repr=False)
    """When each list was last visited before this program started."""

    def key(self, source: str) -> str:
        """What the library would know `source` by; empty where it is not on the network."""
        location = locate(source, self.forges)
        return location.key if isinstance(location, Place) else ""

    def local(self, source: str, stdin: BinaryIO | None) -> Document | None:
        """The text of what is not on the network; None if it is."""
        location = locate(source, self.forges)
        return None if isinstance(location, Place) else text_of(location, stdin)

    def stored(self, source: str) -> Opened | None:
        """The list as it is stored, in a few milliseconds; `compared` tells what is new in it."""
        key = self.key(source)
        found = self.library.lists.open(key).result() if key else None
        if found is None:
            return None
        info, document = found
        self._visits.setdefault(info.key, info.visited)
        return Opened(info.key, info.source, document, info.fetched)

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
        place = place_of(source, self.forges)
        info = self.library.lists.info(place.key).result()
        self._visits.setdefault(info.key if info else place.key, info.visited if info else None)
        if self.offline:
            raise FetchFailed(_offline(place, info))
        for _ in range(2):  # what proves to be damaged comes once more, and then as a whole
            self._fetch(Wanted(place, info))
            if opened := self.stored(place.address):
                return self.compared(opened)
            info = self.library.lists.info(place.key).result()
        raise LibraryError(f"{place} was removed from the library while it was refreshed.")

    def opened(self, source: str, *, refresh: bool = False) -> Opened:
        """The list as it is stored, or else, or where that is asked for, from the network."""
        stored = None if refresh else self.stored(source)
        return stored or self.fresh(source)

    def earlier(self, source: str, day: date | None = None) -> Document:
        """The text of a stored list as it was at the end of `day`.

        Without one, as it was at the last visit, or before its last change if that has been seen.
        """
        info, versions = self._versions(source)
        if day is not None:
            return self._document(info, self._on(day, info, versions))
        visited = info.visited or 0
        older = [version for version in versions[1:] if version.fetched <= visited]
        unseen = versions[0].fetched > visited
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
        """The day, where the user is."""
        return datetime.fromtimestamp(seconds, self.now().tzinfo).date()

    def _versions(self, source: str) -> tuple[StoredInfo, Sequence[StoredVersion]]:
        key = place_of(source, self.forges).key
        info = self.library.lists.info(key).result()
        if info is None:
            raise ChoiceError(
                f"{clean(source)} is not stored, so it has no past yet: open it first."
            )
        return info, self.library.lists.versions(key).result()

    def _fetch(self, wanted: Wanted) -> None:
        # These take longer to load than a stored list to open.
        import asyncio  # noqa: PLC0415

        from awesome_tui.sources.fetch import Fetcher, open_client  # noqa: PLC0415

        async def parse(document: Document) -> AwesomeList:
            return await asyncio.to_thread(Parsing(document).result)

        async def fetch() -> None:
            async with open_client() as client:
                fetcher = Fetcher(client, now=self.now)
                answer = await ask(wanted, fetcher, self.token)
                await store(wanted, answer, self.library, parse)

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
        try:
            return self._document(info, seen)
        except LibraryError:  # too damaged to tell what is new, which is no reason to show nothing
            return None

    def _document(self, info: StoredInfo, version: StoredVersion) -> Document:
        text = self.library.lists.text(version).result()
        return Document(text, info.format, info.source, info.base)


async def ask(wanted: Wanted, fetcher: Fetcher, token: Token) -> Download | NotModified:
    """What the network has, unless that is what is stored."""
    from awesome_tui.sources.remote import read_remote  # noqa: PLC0415  loads httpx

    return await read_remote(wanted.place, fetcher, known=_known(wanted.info), token=token)


async def store(
    wanted: Wanted, answer: Download | NotModified, library: Library, parse: Parse
) -> bool:
    """Keep what `ask` brought; whether it is another text than before."""
    from awesome_tui.library import Original  # noqa: PLC0415  not before something is stored
    from awesome_tui.sources.fetch import NotModified  # noqa: PLC0415

    if isinstance(answer, NotModified):
        await library.lists.confirm(wanted.key)
        return False
    document, version = answer.document, answer.version
    original = Original(
        document.text,
        document.format,
        document.base,
        version.etag,
        version.last_modified,
        version.url,
    )
    tree = await parse(document)
    _check_page(wanted, document.format, tree)
    place = _renamed(wanted.place, answer.place)
    return await library.lists.save(place.key, place.address, original, tree, asked=wanted.key)


def _check_page(wanted: Wanted, format_: str, tree: AwesomeList | Tree) -> None:
    """Refuse what servers answer with status 200 when they mean that the list is not there."""
    info = wanted.info
    if not info or not info.entries or info.format == "html" or format_ != "html":
        return
    if not (next(tree.walk(), None) if isinstance(tree, AwesomeList) else tree.entries):
        raise NotFound(f"{wanted.place} is a page without entries now: check the address.")


def _renamed(asked: Place, found: Place) -> Place:
    """The same place in the repository that it was found in, which may have another name now."""
    if isinstance(asked, RepoPath) and isinstance(found, RepoPath):
        return replace(asked, repo=found.repo)
    return asked


def encoded(document: Document) -> Tree:
    """The list that `document` holds, ready to be stored: what one process does for another."""
    from awesome_tui.library import Tree  # noqa: PLC0415

    return Tree.of(load(document))


def prepare() -> None:
    """Let a process that does work for this one leave the keys alone, and end when this one ends.

    However that happens: a killed process cannot tell those that it started.
    """
    import multiprocessing  # noqa: PLC0415  only where processes are started with it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _known(info: StoredInfo | None) -> Version | None:
    """What need not be sent again; what another version of the program parsed is read anew."""
    from awesome_tui.sources.fetch import Version  # noqa: PLC0415  only when something is fetched

    if info is None or info.outdated:
        return None
    return Version(info.asked or "", info.etag or "", info.modified or "")


def _offline(place: Place, info: StoredInfo | None) -> str:
    stored = "" if info else " is not stored, and"
    return f"{place}{stored} cannot be fetched with --offline: leave that out."
