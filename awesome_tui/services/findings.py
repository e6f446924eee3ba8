"""Faults of the links of a list, for its maintainers."""

from __future__ import annotations

import fnmatch
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.model.link_health import LinkHealth, Verdict
from awesome_tui.model.repositories import RepoState
from awesome_tui.record import record
from awesome_tui.services.repository_health import KnownRepositories, current_url
from awesome_tui.text.urls import normalize_url


class Kind(StrEnum):
    """The kinds of findings, worst first."""

    DEAD = "dead"
    UNCONFIRMED = "unconfirmed"
    """Gone, but not seen so for three days."""
    MOVED = "moved"
    RENAMED = "renamed"
    """A repository that has another name, though its link leads nowhere else yet."""
    ARCHIVED = "archived"
    DOUBLED = "doubled"


@record
class ListedLink:
    """A link of a list, with where it stands."""

    name: str
    url: str
    line: int | None = None
    is_entry: bool = False
    """True for the link that an entry is about."""


@record
class Finding:
    """Something that is wrong with a link."""

    kind: Kind
    link: ListedLink
    reason: str
    """A few words: a status, where the link leads to, where it stands already."""
    target: str = ""
    """The present address of a moved link."""

    @property
    def rank(self) -> tuple[int, int]:
        """The place among all findings: worst first, then in the order of the list."""
        return tuple(Kind).index(self.kind), self.link.line or 0


@record
class Allowed:
    """A pattern of URLs whose findings are expected, and the reason."""

    pattern: str
    """Shell wildcards."""
    reason: str

    def covers(self, finding: Finding) -> bool:
        """True if the link of `finding` is one of those."""
        url = finding.link.url
        return url == self.pattern or fnmatch.fnmatchcase(url, self.pattern)


def list_links(document: AwesomeList) -> tuple[ListedLink, ...]:
    """All web links of `document` in its order; the one that an entry is about comes first."""
    return tuple(link for link in _all_links(document) if _is_web(link.url))


def _all_links(document: AwesomeList) -> Iterator[ListedLink]:
    yield from map(_prose_link, document.links)
    for entry in document.entries:
        yield from _entry_links(entry)
    for section in document.sections:
        yield from _section_links(section)


def _section_links(section: Section) -> Iterator[ListedLink]:
    yield from map(_prose_link, section.links)
    for entry in section.entries:
        yield from _entry_links(entry)
    for inner in section.sections:
        yield from _section_links(inner)


def _entry_links(entry: Entry) -> Iterator[ListedLink]:
    if entry.url:
        yield ListedLink(entry.name, entry.url, entry.line, is_entry=True)
    for link in entry.links:
        if link.url != entry.url:
            yield ListedLink(link.text or entry.name, link.url, entry.line)
    for inner in entry.entries:
        yield from _entry_links(inner)


def _prose_link(link: Link) -> ListedLink:
    return ListedLink(link.text, link.url)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def due_links(urls: Iterable[str], known: Mapping[str, LinkHealth], now: float) -> tuple[str, ...]:
    """Those of `urls` that are worth asking for now, each page once."""
    by_page = {normalize_url(url): url for url in urls}
    return tuple(
        url for page, url in by_page.items() if page not in known or known[page].due <= now
    )


def find_faults(
    links: Collection[ListedLink],
    health: Mapping[str, LinkHealth],
    lines: Collection[int] | None = None,
    repositories: KnownRepositories | None = None,
) -> tuple[Finding, ...]:
    """Findings on `links`, worst first; with `lines`, only those that stand in one of them.

    `health` has normalized URLs as keys.
    """
    found = [*_unhealthy(links, health), *_doubled(links)]
    has_moved = {finding.link.url for finding in found if finding.kind is Kind.MOVED}
    if repositories is not None:
        found += _given_up(links, repositories)
        found += _renamed((link for link in links if link.url not in has_moved), repositories)
    if lines is not None:
        found = [finding for finding in found if finding.link.line in lines]
    return tuple(sorted(found, key=lambda finding: finding.rank))


def split_allowed(
    findings: Iterable[Finding], allowed: Collection[Allowed]
) -> tuple[tuple[Finding, ...], int]:
    """The findings that nothing allows, and the number of the others."""
    every = tuple(findings)
    kept = tuple(finding for finding in every if not any(each.covers(finding) for each in allowed))
    return kept, len(every) - len(kept)


def _unhealthy(links: Iterable[ListedLink], health: Mapping[str, LinkHealth]) -> Iterator[Finding]:
    for link in links:
        known = health.get(normalize_url(link.url))
        if known is None:
            continue
        finding = partial(Finding, link=link)
        match known.verdict:
            case Verdict.DEAD:
                yield finding(Kind.DEAD, reason=known.reason)
            case Verdict.SUSPECT:
                yield finding(Kind.UNCONFIRMED, reason=known.reason)
            case Verdict.MOVED:
                yield finding(Kind.MOVED, reason=f"to {known.final_url}", target=known.final_url)


def _given_up(links: Iterable[ListedLink], repositories: KnownRepositories) -> Iterator[Finding]:
    for link in links:
        _, known = repositories.of_page(link.url) or (None, None)
        if known and known.state is RepoState.THERE and known.info.archived:
            pushed = known.info.pushed
            reason = (
                f"last push {pushed.isoformat()}" if pushed else "its owner works on it no more"
            )
            yield Finding(Kind.ARCHIVED, link, reason)


def _renamed(links: Iterable[ListedLink], repositories: KnownRepositories) -> Iterator[Finding]:
    for link in links:
        found, known = repositories.of_page(link.url) or (None, None)
        if found and known and known.state is RepoState.THERE:
            url = current_url(found, known)
            if url:
                yield Finding(Kind.RENAMED, link, f"to {url}", target=url)


def _doubled(links: Iterable[ListedLink]) -> Iterator[Finding]:
    by_url: defaultdict[str, list[ListedLink]] = defaultdict(list)
    for link in links:
        if link.is_entry:
            by_url[normalize_url(link.url)].append(link)
    for first, *others in by_url.values():
        where = f"line {first.line}" if first.line else first.name
        for link in others:
            yield Finding(Kind.DOUBLED, link, f"already at {where}")
