"""Fakes of the network, the clock and the catalogue."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from threading import Event
from typing import cast

from awesome_tui.changes.compare import compare
from awesome_tui.errors import FetchFailed, SourceError
from awesome_tui.library import Library, SourceVersion
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.json_contract import list_to_object
from awesome_tui.model.readme import Block
from awesome_tui.model.repositories import FactSources
from awesome_tui.model.table import EntryTable
from awesome_tui.parsing.readme_parser import parse_readme
from awesome_tui.services.bundled_rows import ready_rows
from awesome_tui.services.catalogue_fetch import Progress
from awesome_tui.services.health_check import HealthCheck
from awesome_tui.services.loader import Loader
from awesome_tui.services.opened_list import OpenedList
from awesome_tui.services.parse_process import parse_source
from awesome_tui.services.project_readmes import ProjectReadme, ProjectReadmes
from awesome_tui.services.repository_facts import RepositoryFacts
from awesome_tui.sources.catalogue import Catalogue, CataloguedList
from awesome_tui.sources.forges import FORGES, Forge
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.repository_search import FoundList
from awesome_tui.system.user_files import UserFiles
from awesome_tui.tui.pages import LinkServices, Services

SPICES = "https://github.com/jane/awesome-spices"
HERBS = "https://github.com/jane/awesome-herbs"


@dataclass
class Now:
    """A clock that moves only when a test moves it."""

    time: float = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@dataclass
class Fetching:
    """Fetching of many lists, which waits until it is stopped."""

    progress: Progress
    finished: Future[Progress] = field(default_factory=Future)

    def stop(self) -> None:
        self.finished.set_result(self.progress)


def check_nowhere() -> HealthCheck:
    """A check of links on a machine whose name server does not answer."""

    async def fail(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "no")

    return HealthCheck(resolver=fail)


def no_copy(url: str) -> str:
    """An archive that cannot be reached."""
    raise FetchFailed("The Internet Archive cannot be reached.")


class SlowBlocks(tuple[Block, ...]):
    """Blocks of a README that nobody gets before the network lets them."""

    network: Network

    def __new__(cls, blocks: tuple[Block, ...], network: Network) -> SlowBlocks:
        made = super().__new__(cls, blocks)
        made.network = network
        return made

    def __iter__(self) -> Iterator[Block]:
        self.network.is_wrapping = True
        self.network.wrapping.wait(30)
        return super().__iter__()


@dataclass
class Network:
    """Lists by name, which is also their key."""

    library: Library
    there: dict[str, AwesomeList]
    here: dict[str, SourceText] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """The texts of stored lists, where those are asked for."""
    offline: bool = False
    patience: int = 1_000
    """So many lists are fetched at once, before the network becomes slow."""
    fetched: list[str] = field(default_factory=list)
    runs: list[Fetching] = field(default_factory=list)
    """All that `fetch_missing` began."""
    found: dict[str, tuple[FoundList, ...]] = field(default_factory=dict)
    """The lists on GitHub, by the words that find them."""
    seen: dict[str, AwesomeList] = field(default_factory=dict)
    """The lists as first fetched."""
    links: LinkServices = field(default_factory=lambda: LinkServices(check_nowhere, no_copy))
    readme_texts: dict[str, str] = field(default_factory=dict)
    """The READMEs of repositories, by their URLs."""
    stored_readmes: dict[str, str] = field(default_factory=dict)
    asked_readmes: list[str] = field(default_factory=list)
    gate: Event = field(default_factory=Event)
    """As long as it is not set, READMEs take their time."""
    wrapping: Event = field(default_factory=Event)
    """As long as it is not set, the README of `slow` takes long to wrap once it was asked for."""
    slow: str = ""
    is_wrapping: bool = False
    """True once it was to be wrapped."""
    readmes_fetched: float = 1_000_000.0
    """The time when the stored ones were fetched."""
    folder: str = "/nowhere"
    """The folder that exports go to."""
    forges: Mapping[str, Forge] = field(default_factory=lambda: FORGES)
    knows_forges: bool = False
    """True to tell which links lead to repositories."""

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def readmes(self) -> ProjectReadmes:
        return ProjectReadmes(self.library, self.forges)

    def local(self, source: str) -> SourceText | None:
        return self.here.get(source)

    def text(self, source: str) -> SourceText:
        return self.here.get(source) or SourceText(self.texts[source], "markdown", source)

    def stored(self, source: str) -> OpenedList | None:
        found = self.library.lists.open(source).result()
        return found and OpenedList(source, source, found.document, found.info.fetched)

    def rows(self, key: str, source: str) -> EntryTable:
        return ready_rows(self.library, key, source, parse_source)

    def compared(self, opened: OpenedList) -> OpenedList:
        return self.compared_with(self.seen[opened.key], opened)

    def compared_with(self, seen: AwesomeList, opened: OpenedList) -> OpenedList:
        changes = compare(seen, opened.document)
        new = frozenset(listed.number for listed in changes.added)
        return opened._replace(new=new, changes=changes or None)

    def fresh(self, source: str) -> OpenedList:
        if source not in self.there:
            raise FetchFailed(f"{source} cannot be fetched.")
        document = self.there[source]
        self.fetched.append(source)
        self.seen.setdefault(source, document)
        original = SourceVersion(repr(list_to_object(document)))
        self.library.lists.save(source, source, original, document).result()
        opened = self.stored(source)
        assert opened
        return self.compared(opened)

    def find_lists(self, words: str) -> tuple[FoundList, ...]:
        if words not in self.found:
            raise FetchFailed("GitHub cannot be reached.")
        return self.found[words]

    def readme(self, urls: Sequence[str], *, refresh: bool = False) -> ProjectReadme | None:
        url = next((url for url in urls if "github.com" in url), None)
        if url is None:
            raise SourceError("This entry leads to no repository, so it has no README to show.")
        if refresh:
            self.asked_readmes.append(url)
            self.gate.wait(30)
            if self.offline or url not in self.readme_texts:
                raise FetchFailed(f"The README of {url} cannot be fetched.")
            if self.stored_readmes.get(url) == self.readme_texts[url]:
                return None
            self.stored_readmes[url] = self.readme_texts[url]
        if url not in self.stored_readmes:
            return None
        text = parse_readme(self.stored_readmes[url], base=f"{url}/blob/HEAD/")
        if refresh and url == self.slow:
            text = replace(text, blocks=SlowBlocks(text.blocks, self))
        name = url.removeprefix("https://github.com/")
        return ProjectReadme(f"{name} on GitHub", url, text, self.readmes_fetched)

    def fetch_missing(
        self, sources: Sequence[str], report: Callable[[Progress], object]
    ) -> Fetching:
        missing = [each for each in sources if not self.library.lists.info(each).result()]
        progress = Progress(len(missing))
        report(progress)
        for source in missing[: self.patience]:
            try:
                self.fresh(source)
                progress = replace(progress, fetched=progress.fetched + 1)
            except FetchFailed as error:
                progress = replace(progress, failed=progress.failed + 1, problem=error)
            report(progress)
        fetching = Fetching(progress)
        self.runs.append(fetching)
        if progress.done == progress.total or progress.is_hopeless:
            fetching.stop()
        return fetching

    def shelf(self, now: Now) -> Services:
        """The services of the screens, with two lists in the catalogue."""
        known = (
            CataloguedList("Herbs", HERBS, ("Kitchen", "Dry")),
            CataloguedList("Spices", SPICES, ("Kitchen",)),
        )
        files = UserFiles(self.folder)
        loader = cast("Loader", self)
        facts = RepositoryFacts(loader, FactSources.OFF) if self.knows_forges else None
        return Services(
            self.library, loader, Catalogue(known), now, self.links, files=files, facts=facts
        )
