"""All that needs the network, as blocking calls; imported late, as its client loads slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesome_tui.errors import AwesomeError
from awesome_tui.library import StoredInfo
from awesome_tui.services import fetching
from awesome_tui.services.catalogue_fetch import CatalogueFetch, Progress
from awesome_tui.services.facts_fetch import ask_about
from awesome_tui.services.health_check import HealthCheck
from awesome_tui.services.loop_thread import LoopThread
from awesome_tui.services.sync import Report, sync_lists
from awesome_tui.sources.addresses import RepoPath
from awesome_tui.sources.network import ALLOWED_HOSTS
from awesome_tui.sources.public_addresses import parse_allowed
from awesome_tui.sources.repository_links import Repository
from awesome_tui.sources.repository_search import FoundList
from awesome_tui.sources.resolve import RemoteSource
from awesome_tui.sources.web_archive import WebArchive, archive_from

if TYPE_CHECKING:
    from awesome_tui.services import repository_facts
    from awesome_tui.services.loader import Loader


@dataclass(frozen=True, slots=True)
class Online:
    """The network, with the settings of a loader."""

    loader: Loader

    def fetch_list(self, place: RemoteSource, info: StoredInfo | None) -> None:
        """Fetch a list and store it; `info` is what is stored of it."""
        asyncio.run(fetching.refresh(fetching.FetchRequest(place, info), self.loader))

    def fetch_readme(self, project: RepoPath) -> bool:
        """Fetch the README of a project and store it; return True if it is a new one."""
        return asyncio.run(fetching.fetch_readme(project, self.loader))

    def find_lists(self, words: str) -> tuple[FoundList, ...]:
        """Find lists on GitHub."""
        return asyncio.run(fetching.search_github(words, self.loader))

    def fetch_missing(
        self, sources: Sequence[str], report: Callable[[Progress], object]
    ) -> CatalogueFetch:
        """Begin to fetch those of the lists that are not stored; `report` gets the progress."""
        return CatalogueFetch(sources, self.loader, report)

    def sync(self, places: Iterable[RemoteSource], report: Callable[[Report], None]) -> None:
        """Fetch and store all these lists, reporting each."""
        sync_lists(places, self.loader, report)

    def ask(
        self,
        wanted: Sequence[Repository],
        facts: repository_facts.RepositoryFacts,
        report: repository_facts.ReportFacts,
    ) -> Sequence[AwesomeError]:
        """Ask about repositories, and return what failed."""
        return asyncio.run(ask_about(wanted, facts, report))

    def begin_to_ask(
        self,
        wanted: Sequence[Repository],
        facts: repository_facts.RepositoryFacts,
        report: repository_facts.ReportFacts,
        *,
        focused: bool,
    ) -> LoopThread[Sequence[AwesomeError]]:
        """Begin to ask about repositories, in a thread of its own."""
        return LoopThread(lambda: ask_about(wanted, facts, report, focused=focused))

    def make_health_check(self, *, looks_twice: bool = False) -> HealthCheck:
        """Build a check of links."""
        settings = fetching.read_settings(self.loader)
        allowed = parse_allowed(self.loader.environ.get(ALLOWED_HOSTS, ""), self.loader.warn)
        trust = fetching.trust_of(self.loader)
        return HealthCheck(settings, allowed, looks_twice=looks_twice, trust=trust)

    def find_copy(self, url: str) -> str:
        """The URL of the newest copy of a page at the Internet Archive."""
        settings = fetching.read_settings(self.loader)
        base = archive_from(self.loader.environ)
        trust = fetching.trust_of(self.loader)
        return WebArchive(settings, self.loader.now, base, trust).newest_copy(url)
