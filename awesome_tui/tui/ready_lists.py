"""Lists that are available offline, whose entries are searched at Home."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, overload

from awesome_tui.model.entries import Section
from awesome_tui.model.outline import Item, Outline, SectionNode, nearest_number

if TYPE_CHECKING:
    from awesome_tui.model.table import EntryTable

READY_ENTRIES = "In stored lists"
_FIRST = 10_000
"""The minimal number of entries in the first batch."""


class ReadyList(NamedTuple):
    """A list that needs no network: a stored one, a file, or a bundled one."""

    title: str
    """Never empty."""
    source: str
    """The location that opens it."""
    entries: int
    key: str = ""
    """The key in the library; empty for a local list."""
    is_file: bool = False


class _Part(NamedTuple):
    start: int
    place: int
    rows: EntryTable


class _Items(Sequence[Item]):
    """Items followed by rows of other lists, which are converted on access."""

    def __init__(self, before: Sequence[Item], parts: Sequence[_Part]) -> None:
        self.before, self.parts = before, parts

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


def add_entries(laid_out: Outline, lists: Iterable[tuple[ReadyList, EntryTable]]) -> Outline:
    """Append the entries of more lists to `laid_out`."""
    items, places = laid_out.items, list(laid_out.places)
    before, parts = (items.before, [*items.parts]) if isinstance(items, _Items) else (items, [])
    stop = len(items)
    root = next((n for n, at in enumerate(places) if at.section.title == READY_ENTRIES), None)
    if root is None:
        root = len(places)
        places.append(_make_place(READY_ENTRIES, -1, stop))
    for ready, rows in lists:
        parts.append(_Part(stop, len(places), rows))
        place = _make_place(ready.title, root, stop)
        stop += len(rows)
        places.append(place._replace(stop=stop))
    places[root] = places[root]._replace(stop=stop)
    return replace(laid_out, items=_Items(before, parts), places=tuple(places))


def find_entry(
    laid_out: Outline, lists: Sequence[EntryTable], entry: tuple[str, str | None], near: int
) -> int | None:
    """Find an entry in `lists`, which are the last ones of `laid_out`, by name and URL.

    Of equal entries, return the number that is nearest to `near`.
    """
    start = len(laid_out.items) - sum(map(len, lists))
    alike: list[int] = []
    for rows in lists:
        alike += (start + number for number in rows.numbers(*entry))
        start += len(rows)
    return nearest_number(alike, near)


def list_of_place(before: Outline, place: int, lists: Sequence[ReadyList]) -> ReadyList | None:
    """Return the list that `add_entries` put into `place`; None for a place of `before`."""
    # After the places of Home, there is one for all lists, then one for each.
    at = place - len(before.places) - 1
    return lists[at] if at >= 0 else None


def batch_lists(lists: Iterable[ReadyList]) -> Iterator[list[ReadyList]]:
    """Group lists into batches with some thousand entries each.

    Batches double in size, as each repaints the results.
    """
    batch: list[ReadyList] = []
    least = _FIRST
    for ready in lists:
        batch.append(ready)
        if sum(each.entries for each in batch) >= least:
            yield batch
            batch = []
            least *= 2
    if batch:
        yield batch


def display_title(title: str, source: str) -> str:
    """Return the title of a list; without one, its repository or file."""
    return title or "/".join(source.rstrip("/").split("/")[-2:])


def _make_place(title: str, parent: int, start: int) -> SectionNode:
    section = Section(title, "", "group")
    return SectionNode(section, parent, 0 if parent < 0 else 1, start, start, slice(0, 0))
