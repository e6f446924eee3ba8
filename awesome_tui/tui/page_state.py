"""How a page stands, translated: to the next start, and to a newer version of its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from awesome_tui.model.outline import Outline, nearest_number
from awesome_tui.model.screen_state import ScreenState
from awesome_tui.tui.cursor_memory import CursorMemory, FilterOrigin


def state_without_filter(state: ScreenState, outline: Outline, cursor: CursorMemory) -> ScreenState:
    """The state of a filtered page once the filter is taken away: where that began."""
    state, origin = replace(state, query="", top=0), cursor.origin
    if origin is None:
        return state
    state = replace(state, section=outline.titles(origin.place))
    if origin.number is None or cursor.is_picked:
        return state
    entry = outline.items[origin.number].entry
    return replace(state, entry=(entry.name, entry.url), number=origin.number)


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
