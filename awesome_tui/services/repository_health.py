"""Answers of forges about repositories, used in place of requests for their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from awesome_tui.model.link_health import Fault, LinkHealth, Observation
from awesome_tui.model.repositories import FRESH, RepoFacts, RepoState
from awesome_tui.sources.repository_links import Repository, RepositoryLinks
from awesome_tui.text.urls import normalize_page


@dataclass(frozen=True, slots=True)
class KnownRepositories:
    """Metadata of repositories, by the keys that `links` finds for URLs."""

    links: RepositoryLinks = field(default_factory=RepositoryLinks)
    facts: Mapping[str, RepoFacts] = field(default_factory=dict)

    def of_page(self, url: str) -> tuple[Repository, RepoFacts] | None:
        """Return the repository whose main page is `url`; None if nothing is known of it."""
        found = self.links.repository(url)
        if found is None or found.key != normalize_page(url).lower():
            return None
        known = self.facts.get(found.key)
        return (found, known) if known else None

    def split(
        self, urls: Sequence[str], health: Mapping[str, LinkHealth], now: float
    ) -> tuple[tuple[Observation, ...], list[str]]:
        """Split `urls` into observations that forges have made for us, and URLs to request."""
        told = tuple(self.observe(urls, health, now))
        answered = {seen.url for seen in told}
        return told, [url for url in urls if url not in answered]

    def observe(
        self, urls: Iterable[str], health: Mapping[str, LinkHealth], now: float
    ) -> Iterator[Observation]:
        """Yield observations from answers of forges that are newer than the last check.

        So two observations that are days apart never come from the same answer.
        """
        for url in urls:
            repository, known = self.of_page(url) or (None, None)
            if not repository or not known or not 0 <= now - known.learned < FRESH:
                continue
            before = health.get(normalize_page(url))
            if before and before.checked >= known.learned:
                continue
            match known.state:
                case RepoState.THERE:
                    yield _observe_page(url, current_url(repository, known), known.learned)
                case RepoState.GONE:
                    yield Observation(url, fault=Fault.GONE, at=known.learned)
                case RepoState.BLOCKED:
                    yield Observation(url, fault=Fault.BLOCKED, at=known.learned)


def current_url(repository: Repository, known: RepoFacts) -> str:
    """Return the page of a renamed repository; empty if it has its old name."""
    name = known.info.name
    if repository.key_as(name) == repository.key:
        return ""
    return f"{repository.forge.web}/{name}"


def _observe_page(url: str, current: str, at: float) -> Observation:
    """Return an observation of a page that exists, maybe at another address."""
    return Observation(url, current or url, (301, 200) if current else (200,), at=at)
