"""The home screen's content: a list of lists.

Go on reading   opened lists, the last one first
What is new     opened lists that have changed since the last visit
Bookmarks
Stored          fetched lists that were never opened
Comes with the program
Catalogue       all known lists, by topic
In stored lists entries of stored lists; only while the filter is in use
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, overload

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.model.outline import Item, Outline, SectionNode, nearest_number
from awesome_tui.sources.bundled import NAMES
from awesome_tui.sources.catalogue import CataloguedList
from awesome_tui.text.ages import format_age

if TYPE_CHECKING:
    from awesome_tui.library import Bookmark, StoredInfo
    from awesome_tui.model.table import EntryTable

TITLE = "Awesome lists"
STORED_ENTRIES = "In stored lists"
CHANGED = "What is new"
_FIRST = 10_000
"""The minimal number of entries in the first batch."""


@dataclass(frozen=True, slots=True)
class HomeContent:
    """The input of the home screen, from the library and the program's catalogue."""

    stored: Sequence[StoredInfo]
    """The last visited first."""
    changed: frozenset[str]
    """The keys of lists that have changed since their last visit."""
    bookmarks: Sequence[Bookmark]
    known: Sequence[CataloguedList]
    now: float


def make_home(stock: HomeContent) -> tuple[AwesomeList, dict[int, str]]:
    """The list of lists, and the sources of the entries that open as lists, by entry number."""
    read = [info for info in stock.stored if info.visited is not None]
    changed = [info for info in read if info.key in stock.changed]
    unread = [info for info in stock.stored if info.visited is None]
    sections = (
        _make_section("Go on reading", (_stored_list_entry(info, stock.now) for info in read)),
        _make_section(CHANGED, (_stored_list_entry(info, stock.now) for info in changed)),
        _make_section("Bookmarks", (_bookmark_entry(bookmark) for bookmark in stock.bookmarks)),
        _make_section("Stored", (_stored_list_entry(info, stock.now) for info in unread)),
        _make_section("Comes with the program", map(_bundled_entry, NAMES)),
        _catalogue_section("Catalogue", [(info.topics, info) for info in stock.known]),
    )
    document = AwesomeList("", TITLE, sections=tuple(filter(_is_filled, sections)))
    sources = {info.source: info.source for info in stock.stored}
    sources |= {info.url: info.location for info in stock.known} | {
        _bundled_name(name): name for name in NAMES
    }
    walked = enumerate(entry for _, entry in document.walk())
    keys = ((number, entry.url or entry.name) for number, entry in walked)
    return document, {number: sources[key] for number, key in keys if key in sources}


class _Part(NamedTuple):
    start: int
    place: int
    rows: EntryTable


@dataclass(frozen=True, slots=True, eq=False)
class _Items(Sequence[Item]):
    """The items of `before`, followed by rows of stored lists, which are converted on access."""

    before: Sequence[Item]
    parts: Sequence[_Part]

    def __len__(self) -> int:
        if not self.parts:
            return len(self.before)
        last = self.parts[-1]
        return last.start + len(last.rows)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        numbers = range(len(self))[at]
        if isinstance(numbers, range):
            return [self[number] for number in numbers]
        if numbers < len(self.before):
            return self.before[numbers]
        part = self.parts[bisect_right(self.parts, numbers, key=lambda one: one.start) - 1]
        _, entry = part.rows[numbers - part.start]
        return Item(entry, part.place, 0)


def add_stored_entries(
    laid_out: Outline, lists: Iterable[tuple[StoredInfo, EntryTable]]
) -> Outline:
    """Append the entries of more stored lists to `laid_out`."""
    items, places = laid_out.items, list(laid_out.places)
    before, parts = (items.before, [*items.parts]) if isinstance(items, _Items) else (items, [])
    stop = len(items)
    root = next((n for n, at in enumerate(places) if at.section.title == STORED_ENTRIES), None)
    if root is None:
        root = len(places)
        places.append(_make_place(STORED_ENTRIES, -1, stop))
    for info, rows in lists:
        parts.append(_Part(stop, len(places), rows))
        place = _make_place(display_title(info.title, info.source), root, stop)
        stop += len(rows)
        places.append(replace(place, stop=stop))
    places[root] = replace(places[root], stop=stop)
    return replace(laid_out, items=_Items(before, parts), places=tuple(places))


def find_stored_entry(
    laid_out: Outline, lists: Sequence[EntryTable], entry: tuple[str, str | None], near: int
) -> int | None:
    """The number of an entry in `lists`, the last ones of `laid_out`, by its name and URL.

    Among several equal entries, it is the nearest to number `near`.
    """
    start = len(laid_out.items) - sum(map(len, lists))
    alike: list[int] = []
    for rows in lists:
        alike += (start + number for number in rows.numbers(*entry))
        start += len(rows)
    return nearest_number(alike, near)


def _make_place(title: str, parent: int, start: int) -> SectionNode:
    section = Section(title, "", "group")
    return SectionNode(section, parent, 0 if parent < 0 else 1, start, start, slice(0, 0))


def display_title(title: str, source: str) -> str:
    """The title of a list; for one with an image as title, its repository or file."""
    return title or "/".join(source.rstrip("/").split("/")[-2:])


def batch_lists(stored: Iterable[StoredInfo]) -> Iterator[list[StoredInfo]]:
    """Group lists into batches with some thousand entries each.

    Batches double in size, as each repaints the results.
    """
    batch: list[StoredInfo] = []
    least = _FIRST
    for info in stored:
        batch.append(info)
        if sum(each.entries for each in batch) >= least:
            yield batch
            batch = []
            least *= 2
    if batch:
        yield batch


def _make_section(title: str, entries: Iterable[Entry]) -> Section:
    return Section(title, "", level=2, entries=tuple(entries))


def _is_filled(section: Section) -> bool:
    return bool(section.entries or section.sections)


def _stored_list_entry(info: StoredInfo, now: float) -> Entry:
    when = "" if info.visited is None else f"read {format_age(now - info.visited)} · "
    entries = f"{info.entries:,} {'entry' if info.entries == 1 else 'entries'}"
    return _link_entry(display_title(info.title, info.source), info.source, when + entries)


def _bookmark_entry(bookmark: Bookmark) -> Entry:
    return _link_entry(bookmark.name, bookmark.url, bookmark.description)


def _link_entry(name: str, url: str, description: str) -> Entry:
    return Entry(name, url, description, links=(Link(name, url),))


def _bundled_entry(name: str) -> Entry:
    return Entry(_bundled_name(name), None, "Needs no network.")


def _bundled_name(name: str) -> str:
    return f"Awesome {name.capitalize()}"


def _catalogue_section(
    title: str, lists: Sequence[tuple[tuple[str, ...], CataloguedList]]
) -> Section:
    """The lists in a tree of topics, in the order of the catalogue."""
    here: list[Entry] = []
    below: defaultdict[str, list[tuple[tuple[str, ...], CataloguedList]]] = defaultdict(list)
    for topics, info in lists:
        if topics:
            below[topics[0]].append((topics[1:], info))
        else:
            here.append(_link_entry(info.title, info.url, info.location))
    within = tuple(_catalogue_section(topic, some) for topic, some in below.items())
    return replace(_make_section(title, here), sections=within)
