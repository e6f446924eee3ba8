"""Answers of forges on repositories, taken for looks at their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from awesome_tui.model.link_health import DAY, Fault, Observation
from awesome_tui.model.repositories import RepoFacts, RepoState
from awesome_tui.record import record
from awesome_tui.sources.repository_links import Repository, RepositoryLinks
from awesome_tui.text.urls import normalize_url


@record
class KnownRepositories:
    """Metadata of repositories by the keys that `links` gives them."""

    links: RepositoryLinks = field(default_factory=RepositoryLinks)
    facts: Mapping[str, RepoFacts] = field(default_factory=dict)

    def of_page(self, url: str) -> tuple[Repository, RepoFacts] | None:
        """The repository whose page `url` is; None where nothing is known of it."""
        found = self.links.repository(url)
        if found is None or found.key != normalize_url(url).lower():
            return None
        known = self.facts.get(found.key)
        return (found, known) if known else None

    def observe(self, urls: Iterable[str], now: float) -> tuple[Observation, ...]:
        """Observations of those of `urls` whose forges were asked within a day.

        Two looks that are days apart never rest on the same answer.
        """
        return tuple(self._observations(urls, now))

    def _observations(self, urls: Iterable[str], now: float) -> Iterator[Observation]:
        for url in urls:
            repository, known = self.of_page(url) or (None, None)
            if repository and known and 0 <= now - known.learned < DAY:
                match known.state:
                    case RepoState.THERE:
                        yield _of_page(url, current_url(repository, known))
                    case RepoState.GONE:
                        yield Observation(url, fault=Fault.GONE)
                    case RepoState.BLOCKED:
                        yield Observation(url, fault=Fault.BLOCKED)


def current_url(repository: Repository, known: RepoFacts) -> str:
    """The page of a repository under its name of today; empty if that is its name."""
    name = known.info.name
    if repository.key_as(name) == repository.key:
        return ""
    return f"{repository.forge.web}/{name}"


def _of_page(url: str, current: str) -> Observation:
    """A look at a page that is there, or under another address."""
    return Observation(url, current, (301, 200)) if current else Observation(url, url, (200,))
