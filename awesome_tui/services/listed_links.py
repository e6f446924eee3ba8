"""The links of a list, each with the line that it stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from awesome_tui.model.entries import AwesomeList, Entry, Section
from awesome_tui.parsing.source_lines import find_whole
from awesome_tui.text.urls import is_web

_MOST = 10**9
"""The most characters to search in all, as a hostile text may contain none of its links."""


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link of a list, and its line."""

    name: str
    url: str
    line: int | None = None
    is_entry: bool = False
    """True for the link that an entry is about."""


def list_links(document: AwesomeList) -> tuple[ListedLink, ...]:
    """All web links of `document` in its order; the one that an entry is about comes first."""
    return tuple(link for link in _all_links(document) if is_web(link.url))


def _all_links(part: AwesomeList | Section) -> Iterator[ListedLink]:
    yield from (ListedLink(link.text, link.url) for link in part.links)
    for entry in part.entries:
        yield from _entry_links(entry)
    for section in part.sections:
        yield from _all_links(section)


def _entry_links(entry: Entry) -> Iterator[ListedLink]:
    if entry.url:
        yield ListedLink(entry.name, entry.url, entry.line, is_entry=True)
    for link in entry.links:
        if link.url != entry.url:
            yield ListedLink(link.text or entry.name, link.url, entry.line)
    for inner in entry.entries:
        yield from _entry_links(inner)


def located(links: Iterable[ListedLink], text: str) -> Iterator[ListedLink]:
    """Yield `links` with their lines in `text`.

    Parsers give only the lines of entries, and the same one to equal links.
    """
    starts = [0, *(found.end() for found in re.finditer("\r\n?|\n", text))]
    ends: dict[str, int] = {}
    room = _MOST
    for link in links:
        # The text of a remote list is not at hand, and its lines are those that were stored.
        line = min(link.line or 1, len(starts))
        begin = max(starts[line - 1], ends.get(link.url, 0))
        at = find_whole(link.url, text, begin, len(text)) if room > 0 else -1
        ends[link.url] = at + len(link.url) if at >= 0 else len(text)
        room -= ends[link.url] - begin
        yield replace(link, line=bisect_right(starts, at)) if at >= 0 else link
