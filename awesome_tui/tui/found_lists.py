"""The results of a search for lists on GitHub, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awesome_tui.model.entries import AwesomeList, Entry, Link, RepoInfo, Section
from awesome_tui.text.inline_markdown import escape

if TYPE_CHECKING:
    from awesome_tui.sources.repository_search import FoundList

_PREFIX = "lists on GitHub: "
"""The prefix of sources that are searches; no location begins with it."""


def search_source(words: str) -> str:
    """Return the source of the page with the results for `words`."""
    return _PREFIX + words


def words_of(source: str) -> str | None:
    """Return the words of a source that is a search; None for other sources."""
    return source.removeprefix(_PREFIX) if source.startswith(_PREFIX) else None


def found_lists(words: str, found: Sequence[FoundList]) -> AwesomeList:
    """Convert search results to a list, in their order, with GitHub's descriptions."""
    entries = tuple(_entry(each.url, each.info) for each in found)
    title = f'Lists on GitHub for "{words}"'
    return AwesomeList("", title, sections=(Section("Found on GitHub", "", entries=entries),))


def _entry(url: str, info: RepoInfo) -> Entry:
    """Convert a result; stars and the like are shown as for all repositories."""
    return Entry(info.name, url, escape(info.description), links=(Link(info.name, url),))
