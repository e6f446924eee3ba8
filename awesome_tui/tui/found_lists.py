"""Lists that were found on GitHub, as a list of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from awesome_tui.model.entries import AwesomeList, Entry, Fact, Link, RepoInfo, Section
from awesome_tui.text.inline_markdown import escape

if TYPE_CHECKING:
    from awesome_tui.sources.repository_search import FoundList

_PREFIX = "lists on GitHub: "
"""Begins the sources of searches, which no location does."""


def search_source(words: str) -> str:
    """The source of the page with the lists that match `words`."""
    return _PREFIX + words


def words_of(source: str) -> str | None:
    """The words that a source of a search looks for; None for other sources."""
    return source.removeprefix(_PREFIX) if source.startswith(_PREFIX) else None


def found_lists(words: str, found: Sequence[FoundList]) -> AwesomeList:
    """The lists in the order in which they were found, each with what GitHub says of it."""
    entries = tuple(_entry(each.url, each.info) for each in found)
    title = f'Lists on GitHub for "{words}"'
    return AwesomeList("", title, sections=(Section("Found on GitHub", "", entries=entries),))


def _entry(url: str, info: RepoInfo) -> Entry:
    stars = "" if info.stars is None else f"★ {info.stars:,}"
    description = " · ".join(filter(None, (stars, escape(info.description))))
    facts, tags = tuple(_facts(info)), ("archived",) if info.archived else ()
    return Entry(info.name, url, description, links=(Link(info.name, url),), facts=facts, tags=tags)


def _facts(info: RepoInfo) -> Iterator[Fact]:
    """The facts by which the lists can be sorted."""
    if info.stars is not None:
        yield Fact("Stars", str(info.stars))
    if info.pushed is not None:
        yield Fact("Pushed", info.pushed.isoformat())
    if info.licence:
        yield Fact("Licence", escape(info.licence))
