"""The place of the cursor when the rows change, as while a filter is typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from awesome_tui.model.outline import ALL, Outline, nearest_number
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.tui.list_search import FilterResult


class FilterOrigin(NamedTuple):
    """The place of the cursor before filtering."""

    place: int
    number: int | None


class CursorMemory:
    """Decides on which entry the cursor is placed among new rows.

    While a filter is typed, on the best hit, until the user moves the cursor. When the filter is
    given up, where it was before, unless the user has chosen an entry meanwhile.
    """

    def __init__(self) -> None:
        self.place = ALL
        """The section that the user chose; if it has no hit, another one is shown."""
        self.is_picked = False
        """True once the user has moved the cursor, which then stays on its entry."""
        self.sought: int | None = None
        """The entry to place it on as soon as there are rows."""
        self.top = 0
        """The first visible row then."""
        self.origin: FilterOrigin | None = None
        """The place to return to after filtering, if that is known."""
        self._returning: FilterOrigin | None = None
        """The place to return to as soon as everything is shown again."""

    def begin_list(self, place: int, top: int = 0) -> None:
        """Begin in a section of another list, with `top` as the first visible row."""
        self.place, self.top = place, top
        self.is_picked, self.origin = False, None

    def begin_filtering(self, number: int | None, *, is_new: bool) -> None:
        """Prepare for a filter that is typed, if `is_new` with the cursor on entry `number`."""
        if is_new or self.origin is None:
            self.origin = FilterOrigin(self.place, number)
        self.is_picked = False

    def end_filtering(self) -> None:
        """Forget the filter, and go back to the section where it began, if that is known."""
        self._returning, self.origin = self.origin, None
        if self._returning is not None:
            self.place = self._returning.place

    def entries(self, result: FilterResult, now: int | None) -> tuple[int, ...]:
        """Return entries to place the cursor on, most wanted first; none for the best hit.

        `now` is the entry under the cursor.
        """
        sought = self.sought
        # The result of an earlier search lacks entries that were added since.
        if sought is not None and sought < len(result.outline.items):
            self.is_picked, self.sought = True, None
            return (sought,)
        if result.filtered:
            return (now,) if self.is_picked and now is not None else ()
        # An unfinished term such as `is:` filters nothing yet, so it is like no filter.
        origin, self._returning = self._returning or self.origin, None
        back = origin and origin.number
        wanted = (now, back) if self.is_picked or origin is None else (back,)
        return tuple(number for number in wanted if number is not None)

    def take_top(self) -> int:
        """Return the first visible row, once."""
        top, self.top = self.top, 0
        return top


def state_without_filter(state: ScreenState, outline: Outline, cursor: CursorMemory) -> ScreenState:
    """Return the state of a filtered page without its filter, as before filtering."""
    state, origin = state._replace(query="", top=0), cursor.origin
    if origin is None:
        return state
    state = state._replace(section=outline.titles(origin.place))
    if origin.number is None or cursor.is_picked:
        return state
    entry = outline.items[origin.number].entry
    return state._replace(entry=(entry.name, entry.url), number=origin.number)


def place_in(new: Outline, old: Outline, place: int) -> int:
    """Translate the number of a section from `old` to `new`."""
    return new.place_titled(old.titles(place))


def origin_in(new: Outline, old: Outline, origin: FilterOrigin | None) -> FilterOrigin | None:
    """Translate `origin` from `old` to `new`."""
    if origin is None:
        return None
    numbers = () if origin.number is None else (origin.number,)
    number = next(iter(numbers_in(new, old, numbers)), None)
    return FilterOrigin(place_in(new, old, origin.place), number)


def numbers_in(new: Outline, old: Outline, numbers: Collection[int]) -> frozenset[int]:
    """Translate the numbers of entries from `old` to `new`."""
    if not numbers:
        return frozenset()
    alike: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for at, item in enumerate(new.items):
        alike[item.entry.name, item.entry.url].append(at)
    entries = ((number, old.items[number].entry) for number in numbers)
    found = (nearest_number(alike[entry.name, entry.url], number) for number, entry in entries)
    return frozenset(number for number in found if number is not None)
