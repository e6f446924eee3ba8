"""Index of a list for browsing: entries numbered in reading order, sections as ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from awesome_tui.model.entries import AwesomeList, Entry, Section, has_links

ALL = -1
"""The whole list, where the number of a section stands."""
GAP = -(1 << 62)
"""A blank line in `Outline.rows`."""


class Item(NamedTuple):
    """An entry and its position in the outline."""

    entry: Entry
    place: int
    """Index of its section in `Outline.places`; -1 before the first heading."""
    depth: int
    """Number of ancestor entries."""


class SectionNode(NamedTuple):
    """A section; its items, those of subsections included, are `start` to before `stop`."""

    section: Section
    parent: int
    depth: int
    start: int
    stop: int
    rows: slice
    """Its slice of `Outline.rows`."""

    @property
    def is_blank(self) -> bool:
        """True if there is nothing to open in it: no entry, and no link in its text."""
        return self.start == self.stop and not has_links(self.section)

    @property
    def is_category(self) -> bool:
        """True if there is more to open in it than the entry that it is itself."""
        return not (self.section.is_own_entry or self.is_blank)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Items numbered as `AwesomeList.walk` yields them, and places in reading order.

    An item's number identifies it while the list is open, because names and URLs repeat. `rows`
    are the lines from top to bottom: an item's number, `~place` for the heading of a section that
    has items of its own, or `GAP` above such a heading. A contents list is no place, and a section
    that is nothing but its own entry has no line below that of the section around it.
    """

    document: AwesomeList
    items: Sequence[Item]
    places: tuple[SectionNode, ...]
    rows: tuple[int, ...] = field(repr=False)

    def trail(self, place: int) -> tuple[int, ...]:
        """Return the numbers of the ancestors of `place`, outermost first, and `place`."""
        trail: list[int] = []
        while place >= 0:
            trail.append(place)
            place = self.places[place].parent
        return tuple(reversed(trail))

    def titles(self, place: int) -> tuple[str, ...]:
        """Return the section titles along `trail(place)`."""
        return tuple(self.places[at].section.title for at in self.trail(place))

    def span(self, place: int) -> tuple[int, int]:
        """Return start and stop of the item numbers in `place`; of all items for -1."""
        if place < 0:
            return 0, len(self.items)
        return self.places[place].start, self.places[place].stop

    def place_of(self, section: Section) -> int:
        """Return the number of `section`, compared by identity."""
        return next(n for n, place in enumerate(self.places) if place.section is section)

    def place_titled(self, titles: tuple[str, ...]) -> int:
        """Return the first place with this section path; -1 if there is none."""
        if not titles:
            return -1
        return next((n for n in range(len(self.places)) if self.titles(n) == titles), -1)

    def place_anchored(self, anchor: str) -> int:
        """Return the place with this anchor; -1 if there is none."""
        anchors = (place.section.anchor for place in self.places)
        return next((n for n, one in enumerate(anchors) if anchor and one == anchor), -1)

    def number_of(self, name: str, url: str | None, near: int) -> int | None:
        """Return the entry with this name and URL that is nearest to number `near`."""
        alike = [
            number
            for number, item in enumerate(self.items)
            if item.entry.name == name and item.entry.url == url
        ]
        return nearest_number(alike, near)

    def after(self, number: int) -> int:
        """Return the number after `number` and its nested entries."""
        depth, after = self.items[number].depth, number + 1
        while after < len(self.items) and self.items[after].depth > depth:
            after += 1
        return after

    def rows_in(self, place: int) -> Sequence[int]:
        """Return the slice of `rows` in `place`, without a gap above it; all for -1."""
        if place < 0:
            return self.rows
        rows = self.rows[self.places[place].rows]
        return rows[1:] if rows[:1] == (GAP,) else rows

    def counts(self, flags: bytes) -> list[int]:
        """Count, for each place, its items with a 1 in `flags`, which has a byte per item."""
        return [flags.count(1, place.start, place.stop) for place in self.places]


def nearest_number(numbers: Iterable[int], near: int) -> int | None:
    """Return the number closest to `near`, the first one in a tie; None if there are none."""
    return min(numbers, key=lambda number: abs(number - near), default=None)


def make_outline(document: AwesomeList) -> Outline:
    """Build the outline of `document`."""
    items: list[Item] = []
    places: list[SectionNode] = []
    rows: list[int] = []

    def add_entries(entries: Iterable[Entry], place: int, depth: int) -> None:
        for entry in entries:
            rows.append(len(items))
            items.append(Item(entry, place, depth))
            add_entries(entry.entries, place, depth + 1)

    def add_sections(sections: Iterable[Section], parent: int, depth: int, is_lined: bool) -> None:
        """Add sections; `is_lined` if the last line of a section is that of `parent`."""
        for section in sections:
            if section.is_contents:
                add_sections(section.sections, parent, depth, False)
            else:
                add_section(section, parent, depth, is_lined and section.is_own_entry)
            is_lined = is_lined and section.is_own_entry

    def add_section(section: Section, parent: int, depth: int, is_lined: bool) -> None:
        number, start, row = len(places), len(items), len(rows)
        places.append(SectionNode(section, parent, depth, start, start, slice(row, row)))
        has_line = bool(section.entries) or any(
            inner.is_own_entry for inner in section.sections[:1]
        )
        if has_line and not is_lined:
            rows.extend((GAP, ~number) if rows else (~number,))
        add_entries(section.entries, number, 0)
        add_sections(section.sections, number, depth + 1, has_line)
        within = slice(row, len(rows))
        places[number] = SectionNode(section, parent, depth, start, len(items), within)

    add_entries(document.entries, -1, 0)
    add_sections(document.sections, -1, 0, False)
    return Outline(document, tuple(items), tuple(places), tuple(rows))
