"""The section and the entry that one is at while one filters, and when other rows are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from awesome_tui.model.outline import ALL, Outline, nearest_number
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.tui.list_search import FilterResult


class FilterOrigin(NamedTuple):
    """The section and the entry that the user was at before filtering."""

    place: int
    number: int | None


class CursorMemory:
    """Decides on which entry the cursor stands among new rows.

    The best hit has it until the user moves it in this filtering. A filter that is given up leads
    back to where it began, except that an entry which the user chose meanwhile keeps the cursor.
    """

    def __init__(self) -> None:
        self.place = ALL
        """The section that the user chose; while it has no hit, another one is shown."""
        self.is_picked = False
        """True once the user has moved it: then it stays on its entry while one filters."""
        self.sought: int | None = None
        """The entry that it is to stand on as soon as there are rows."""
        self.top = 0
        """The first row that is to be in sight then."""
        self.origin: FilterOrigin | None = None
        """The place to return to; None where it is not known, or nothing is filtered."""
        self._returning: FilterOrigin | None = None
        """The place to return to, once everything is shown again."""

    def begin_list(self, place: int, top: int = 0) -> None:
        """Begin in a section of another list, with row `top` as the first in sight."""
        self.place, self.top = place, top
        self.is_picked, self.origin = False, None

    def begin_filtering(self, number: int | None, *, is_new: bool) -> None:
        """Prepare for a filter that is begun at entry `number`, or changed if it is not new."""
        if is_new or self.origin is None:
            self.origin = FilterOrigin(self.place, number)
        self.is_picked = False

    def end_filtering(self) -> None:
        """Forget the filter, and go back to the section where it began, if that is known."""
        self._returning, self.origin = self.origin, None
        if self._returning is not None:
            self.place = self._returning.place

    def entries(self, result: FilterResult, now: int | None) -> tuple[int, ...]:
        """The entries to stand on, the most wanted first; none where the best hit is wanted.

        `now` is the entry under the cursor.
        """
        sought = self.sought
        # A search begun earlier does not know yet of an entry that came since.
        if sought is not None and sought < len(result.outline.items):
            self.is_picked, self.sought = True, None
            return (sought,)
        if result.filtered:
            return (now,) if self.is_picked and now is not None else ()
        # Half a term asks for nothing: while `is:` is typed one is where one began, too.
        origin, self._returning = self._returning or self.origin, None
        back = origin and origin.number
        wanted = (now, back) if self.is_picked or origin is None else (back,)
        return tuple(number for number in wanted if number is not None)

    def take_top(self) -> int:
        """The first row that is to be in sight, this once."""
        top, self.top = self.top, 0
        return top


def state_without_filter(state: ScreenState, outline: Outline, cursor: CursorMemory) -> ScreenState:
    """The state of a filtered page once the filter is taken away: where that began."""
    state, origin = state._replace(query="", top=0), cursor.origin
    if origin is None:
        return state
    state = state._replace(section=outline.titles(origin.place))
    if origin.number is None or cursor.is_picked:
        return state
    entry = outline.items[origin.number].entry
    return state._replace(entry=(entry.name, entry.url), number=origin.number)


def place_in(new: Outline, old: Outline, place: int) -> int:
    """The number in `new` of the section that has number `place` in `old`."""
    return new.place_titled(old.titles(place))


def origin_in(new: Outline, old: Outline, origin: FilterOrigin | None) -> FilterOrigin | None:
    """The place in `new` to return to, which is `origin` in `old`."""
    if origin is None:
        return None
    numbers = () if origin.number is None else (origin.number,)
    number = next(iter(numbers_in(new, old, numbers)), None)
    return FilterOrigin(place_in(new, old, origin.place), number)


def numbers_in(new: Outline, old: Outline, numbers: Collection[int]) -> frozenset[int]:
    """The numbers in `new` of the entries that have these numbers in `old`."""
    if not numbers:
        return frozenset()
    alike: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for at, item in enumerate(new.items):
        alike[item.entry.name, item.entry.url].append(at)
    entries = ((number, old.items[number].entry) for number in numbers)
    found = (nearest_number(alike[entry.name, entry.url], number) for number, entry in entries)
    return frozenset(number for number in found if number is not None)
