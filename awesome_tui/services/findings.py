"""Faults of the links of a list, for its maintainers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from awesome_tui.model.link_health import LinkHealth, Verdict
from awesome_tui.model.repositories import RepoState
from awesome_tui.services.listed_links import ListedLink
from awesome_tui.services.repository_health import KnownRepositories, current_url
from awesome_tui.text.urls import normalize_page, normalize_url


class FindingKind(StrEnum):
    """The kinds of findings, worst first."""

    DEAD = "dead"
    UNCONFIRMED = "unconfirmed"
    """Gone, but not seen so for three days."""
    UNREACHABLE = "unreachable"
    """Broken or silent at every check for a month, unless it only refuses programs."""
    MOVED = "moved"
    RENAMED = "renamed"
    """A repository with a new name, to which its old link does not redirect yet."""
    ARCHIVED = "archived"
    DOUBLED = "doubled"
    UNKNOWN = "unknown"
    """Not judged, and no fault by default."""


_KINDS: Mapping[Verdict, FindingKind] = {
    Verdict.DEAD: FindingKind.DEAD,
    Verdict.SUSPECT: FindingKind.UNCONFIRMED,
    Verdict.UNREACHABLE: FindingKind.UNREACHABLE,
    Verdict.UNKNOWN: FindingKind.UNKNOWN,
    Verdict.SKIPPED: FindingKind.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a link."""

    kind: FindingKind
    link: ListedLink
    reason: str
    """A few words, such as a status, the new address, or the line of the first copy."""
    target: str = ""
    """The present address of a moved link."""

    @property
    def rank(self) -> tuple[int, int]:
        """The sort key: worst first, then in the order of the list."""
        return tuple(FindingKind).index(self.kind), self.link.line or 0


def is_allowed(url: str, patterns: Iterable[str]) -> bool:
    """True if `url` equals one of `patterns` or matches it as a shell pattern."""
    return any(url == each or fnmatchcase(url, each) for each in patterns)


def due_links(urls: Iterable[str], known: Mapping[str, LinkHealth], now: float) -> tuple[str, ...]:
    """Return those of `urls` that should be checked now, the first spelling of each page."""
    by_page: dict[str, str] = {}
    for url in urls:
        by_page.setdefault(normalize_page(url), url)
    return tuple(
        url for page, url in by_page.items() if page not in known or known[page].due <= now
    )


def find_faults(
    links: Collection[ListedLink],
    health: Mapping[str, LinkHealth],
    lines: Collection[int] | None = None,
    repositories: KnownRepositories | None = None,
) -> tuple[Finding, ...]:
    """Return findings on `links`, worst first; with `lines`, only those in these lines."""
    found = [*_unhealthy(links, health), *_repeated_links(links, lines or ())]
    has_moved = {finding.link.url for finding in found if finding.kind is FindingKind.MOVED}
    if repositories is not None:
        found += _archived(links, repositories)
        found += _renamed((link for link in links if link.url not in has_moved), repositories)
    if lines is not None:
        found = [finding for finding in found if finding.link.line in lines]
    return tuple(sorted(found, key=lambda finding: finding.rank))


def _unhealthy(links: Iterable[ListedLink], health: Mapping[str, LinkHealth]) -> Iterator[Finding]:
    for link in links:
        known = health.get(normalize_page(link.url))
        if known is None:
            yield Finding(FindingKind.UNKNOWN, link, "never checked")
        elif known.verdict is Verdict.MOVED:
            target = _with_fragment(known.final_url, link.url)
            yield Finding(FindingKind.MOVED, link, f"to {target}", target)
        elif known.verdict is not Verdict.ALIVE and not known.is_refused:
            yield Finding(_KINDS[known.verdict], link, known.reason)
        elif known.reason:
            yield Finding(FindingKind.UNKNOWN, link, known.reason)


def _with_fragment(target: str, url: str) -> str:
    """`target` with the fragment of `url`, as browsers follow a redirect."""
    fragment = url.partition("#")[2]
    return f"{target}#{fragment}" if fragment and "#" not in target else target


def _archived(links: Iterable[ListedLink], repositories: KnownRepositories) -> Iterator[Finding]:
    for link in links:
        _, known = repositories.of_page(link.url) or (None, None)
        if known and known.state is RepoState.THERE and known.info.archived:
            pushed = known.info.pushed
            reason = (
                f"last push {pushed.isoformat()}" if pushed else "its owner works on it no more"
            )
            yield Finding(FindingKind.ARCHIVED, link, reason)


def _renamed(links: Iterable[ListedLink], repositories: KnownRepositories) -> Iterator[Finding]:
    for link in links:
        found, known = repositories.of_page(link.url) or (None, None)
        if found and known and known.state is RepoState.THERE:
            url = current_url(found, known)
            if url:
                yield Finding(FindingKind.RENAMED, link, f"to {url}", target=url)


def _repeated_links(links: Iterable[ListedLink], changed: Collection[int]) -> Iterator[Finding]:
    """Yield repeated links; of two, the one in a line that has `changed` is the repetition."""
    by_url: defaultdict[str, list[ListedLink]] = defaultdict(list)
    for link in links:
        if link.is_entry:
            by_url[normalize_url(link.url)].append(link)
    for alike in by_url.values():
        first, *others = sorted(alike, key=lambda link: link.line in changed)
        where = f"line {first.line}" if first.line else first.name
        for link in others:
            yield Finding(FindingKind.DOUBLED, link, f"already at {where}")
