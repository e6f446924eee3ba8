"""Lists that were found on GitHub, as a list of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awesome_tui.model.entries import AwesomeList, Entry, Link, RepoInfo, Section
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
    """The lists in the order in which they were found, each with GitHub's description."""
    entries = tuple(_entry(each.url, each.info) for each in found)
    title = f'Lists on GitHub for "{words}"'
    return AwesomeList("", title, sections=(Section("Found on GitHub", "", entries=entries),))


def _entry(url: str, info: RepoInfo) -> Entry:
    """Stars and the like are told, as for all entries, by what is known of the repository."""
    return Entry(info.name, url, escape(info.description), links=(Link(info.name, url),))
