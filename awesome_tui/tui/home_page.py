"""The home screen's content: a list of lists.

Continue reading  the lists and files opened last, the last one first
What is new       opened lists that have changed since the last visit
Bookmarks
Read earlier      other opened lists and files; they would put off all that is above
Ready offline     stored lists that were never opened, and the bundled one
Catalogue         all known lists, by topic
In stored lists   entries of all that is ready offline; only while the filter is in use
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.model.section_paths import SEPARATOR
from awesome_tui.sources.bundled import BUNDLED, NAMES, Bundled
from awesome_tui.sources.catalogue import CataloguedList
from awesome_tui.text.ages import format_age
from awesome_tui.text.inline_markdown import escape
from awesome_tui.text.measures import counted
from awesome_tui.text.urls import normalize_url
from awesome_tui.tui.ready_lists import ReadyList, display_title

if TYPE_CHECKING:
    from awesome_tui.library import Bookmark, LocalInfo, StoredInfo

TITLE = "Awesome lists"
_DESCRIPTION = (
    "What you have read and bookmarked, and a catalogue of lists by topic. The filter finds all of"
    " it, and every entry of the lists that are ready offline."
)
CHANGED = "What is new"
_LATEST = 10
"""The number of lists in "Continue reading"."""


class HomeContent(NamedTuple):
    """The input of the home screen, from the library and the program's catalogue."""

    stored: Sequence[StoredInfo]
    """Ordered by the last visit, newest first."""
    local: Sequence[LocalInfo]
    """Files that still exist, and bundled lists that were read."""
    changed: frozenset[str]
    """The keys of lists that have changed since their last visit."""
    bookmarks: Sequence[Bookmark]
    known: Sequence[CataloguedList]
    now: float


class _HomeRow(NamedTuple):
    entry: Entry
    source: str = ""
    """The location of the list that it opens; empty for a bookmark."""
    around: ReadyList | None = None
    """The list that contains a bookmark, if it is available offline."""
    visited: float | None = None


class Home(NamedTuple):
    """The list of lists, with data on its entries by their numbers."""

    document: AwesomeList
    sources: Mapping[int, str]
    """The sources of the entries that open as lists."""
    around: Mapping[int, ReadyList]
    """The lists that contain the bookmarks."""
    ready: Sequence[ReadyList]
    lists: int
    """The number of lists in the catalogue or offline."""


def make_home(content: HomeContent) -> Home:
    """Lay out the list of lists."""
    ready = tuple(_ready_lists(content))
    by_key = {each.key or each.source: each for each in ready}
    by_address = {_address(info): info for info in content.stored}
    local = {info.source: info for info in content.local}
    rows = [_stored_row(info, content.now) for info in content.stored]
    rows += [_bundled_row(each, local.get(each.name), content.now) for each in BUNDLED]
    rows += [_file_row(info, content.now) for info in content.local if info.source not in NAMES]
    # Sorting keeps the order of what was never visited.
    read = sorted((row for row in rows if row.visited is not None), key=_last_visited_first)
    changed = {info.source for info in content.stored if info.key in content.changed}
    sections = (
        _section("Continue reading", read[:_LATEST]),
        _section(CHANGED, [row for row in read if row.source in changed]),
        _section("Bookmarks", [_bookmark_row(each, by_key) for each in content.bookmarks]),
        _section("Read earlier", read[_LATEST:]),
        _section("Ready offline", [row for row in rows if row.visited is None]),
        _catalogue_section(
            "Catalogue",
            [
                (info.topics, _catalogue_row(info, by_address, content.now))
                for info in content.known
            ],
        ),
    )
    walked = [row for section in sections for row in section.rows]
    return Home(
        AwesomeList(
            "",
            TITLE,
            description=_DESCRIPTION,
            sections=tuple(each.section for each in sections if each.rows),
        ),
        {number: row.source for number, row in enumerate(walked) if row.source},
        {number: row.around for number, row in enumerate(walked) if row.around},
        ready,
        len(content.known) + len(BUNDLED) + _count_uncatalogued(content),
    )


def _last_visited_first(row: _HomeRow) -> float:
    return -(row.visited or 0)


def _ready_lists(content: HomeContent) -> Iterable[ReadyList]:
    for info in content.stored:
        title = display_title(info.title, info.source)
        yield ReadyList(title, info.source, info.entries, info.key)
    for bundled in BUNDLED:
        yield ReadyList(bundled.title, bundled.name, bundled.entries)
    for file in content.local:
        if file.source not in NAMES:
            title = display_title(file.title, file.source)
            yield ReadyList(title, file.source, file.entries, is_file=True)


def _count_uncatalogued(content: HomeContent) -> int:
    known = {info.key for info in content.known}
    return sum(_address(info) not in known for info in content.stored)


def _address(info: StoredInfo) -> str:
    """Spell its location as `CataloguedList.key` does."""
    return normalize_url(info.source).lower()


# ---- rows


def _stored_row(info: StoredInfo, now: float) -> _HomeRow:
    title = display_title(info.title, info.source)
    source = _short_location(info.source)
    known = "" if source == title else source
    facts = (_format_visit(info.visited, now), _count_entries(info.entries), known)
    return _HomeRow(
        _link_entry(title, info.source, _join(facts)), info.source, visited=info.visited
    )


def _file_row(info: LocalInfo, now: float) -> _HomeRow:
    facts = (_format_visit(info.visited, now), _count_entries(info.entries), info.source)
    entry = Entry(display_title(info.title, info.source), None, escape(_join(facts)))
    return _HomeRow(entry, info.source, visited=info.visited)


def _bundled_row(each: Bundled, info: LocalInfo | None, now: float) -> _HomeRow:
    visited = info.visited if info else None
    facts = (_format_visit(visited, now), f"{each.entries:,} {each.about}", "offline")
    return _HomeRow(Entry(each.title, None, _join(facts)), each.name, visited=visited)


def _bookmark_row(bookmark: Bookmark, ready: Mapping[str, ReadyList]) -> _HomeRow:
    entry = _link_entry(bookmark.name, bookmark.url, bookmark.description)
    return _HomeRow(entry, around=ready.get(bookmark.list_key))


def _catalogue_row(known: CataloguedList, stored: Mapping[str, StoredInfo], now: float) -> _HomeRow:
    info = stored.get(known.key)
    state = (
        (_count_entries(info.entries), f"stored {format_age(now - info.fetched)}") if info else ()
    )
    facts = (_short_location(known.location), *state, SEPARATOR.join(known.topics))
    return _HomeRow(_link_entry(known.title, known.url, _join(facts)), known.location)


def _link_entry(name: str, url: str, description: str) -> Entry:
    return Entry(name, url, description, links=(Link(name, url),))


def _count_entries(entries: int) -> str:
    return counted(entries, "entry", "entries")


def _format_visit(visited: float | None, now: float) -> str:
    return "" if visited is None else f"read {format_age(now - visited)}"


def _short_location(source: str) -> str:
    """The repository on GitHub; else the address without its scheme."""
    return source.removeprefix("https://github.com/").removeprefix("https://")


def _join(facts: Iterable[str]) -> str:
    return " · ".join(filter(None, facts))


# ---- sections


class _Rows(NamedTuple):
    """A section, and the rows of its entries in the order of `AwesomeList.walk`."""

    section: Section
    rows: Sequence[_HomeRow]


def _section(title: str, rows: Sequence[_HomeRow]) -> _Rows:
    entries = tuple(row.entry for row in rows)
    return _Rows(Section(title, "", level=2, entries=entries), rows)


def _catalogue_section(title: str, rows: Sequence[tuple[tuple[str, ...], _HomeRow]]) -> _Rows:
    """Arrange the lists in a tree of topics, in the order of the catalogue."""
    here: list[_HomeRow] = []
    below: defaultdict[str, list[tuple[tuple[str, ...], _HomeRow]]] = defaultdict(list)
    for topics, row in rows:
        if topics:
            below[topics[0]].append((topics[1:], row))
        else:
            here.append(row)
    within = [_catalogue_section(topic, some) for topic, some in below.items()]
    section = replace(
        _section(title, here).section, sections=tuple(each.section for each in within)
    )
    return _Rows(section, [*here, *(row for each in within for row in each.rows)])
