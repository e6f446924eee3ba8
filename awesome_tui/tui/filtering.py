"""The filter at work: which items are to be shown, computed off the screen's loop.

The search is imported where it is used: the first entries are on the screen before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress, count
from typing import TYPE_CHECKING, Literal, TypeAlias

from awesome_tui.inline import plain
from awesome_tui.outline import Outline

if TYPE_CHECKING:
    from awesome_tui.rows import Rows
    from awesome_tui.search.facts import Facts
    from awesome_tui.search.hits import Hits
    from awesome_tui.search.index import Index
    from awesome_tui.search.spans import Field

Order: TypeAlias = Literal["list order", "name"]
ORDERS: tuple[Order, ...] = ("list order", "name")

Looking: TypeAlias = "Callable[[str, Field], Sequence[tuple[int, int]]]"
"""(text, field) -> where the filter matched, in characters."""

_KEY = "list"
"""The open list, in its index."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What matches, ready to be shown: as it is wanted, in all or in one section."""

    outline: Outline
    hits: Hits | None
    """None where nothing is asked for, and so all is found."""
    total: int
    """How many items match."""
    counts: Sequence[int]
    """How many of them are in each section."""
    by_name: Sequence[int] | None
    """Their numbers by name, if they are wanted so."""

    @property
    def filtered(self) -> bool:
        """Whether anything is asked for."""
        return self.hits is not None

    @property
    def forgiven(self) -> bool:
        """Whether nothing matched until one typo was forgiven."""
        return self.hits is not None and self.hits.forgiven

    def rows(self, place: int) -> Sequence[int]:
        """The rows of a section, as `Outline.rows` numbers them; the best first while filtered."""
        start, stop = self.outline.span(place)
        if self.by_name is not None:
            return [number for number in self.by_name if start <= number < stop]
        if self.hits is None:
            return self.outline.rows_in(place)
        return self.hits.within(_KEY, start, stop).ranked()

    def spans(self, text: str, field: Field) -> Sequence[tuple[int, int]]:
        """The characters of `text` that matched, where it is shown as that field."""
        from awesome_tui.search.spans import spans  # noqa: PLC0415  see above

        return spans(self.hits.query, text, field) if self.hits is not None else ()

    def unseen(self, name: str, description: str) -> Looking | None:
        """The same for what of the filter neither of these shows; None where they show all."""
        from awesome_tui.search.spans import spans, unseen  # noqa: PLC0415  see above

        if self.hits is None or len(self.hits.query.groups) == 1:
            return None
        rest = unseen(self.hits.query, name, description)
        return partial(spans, rest) if rest else None


def index_of(outline: Outline, facts: Mapping[int, Facts] | None = None) -> Index:
    """An index of all items; takes a while, and holds up no other thread."""
    from awesome_tui.search.index import Index  # noqa: PLC0415  see above

    index = Index(plain)
    index.add(_KEY, outline.document.walk(), facts)
    return index


def learn(index: Index, facts: Mapping[int, Facts]) -> None:
    """Let `index` know something else of these items."""
    index.learn(_KEY, facts)


def everything(outline: Outline) -> Found:
    """All items in list order."""
    return _found(outline, None, "list order")


def add(index: Index, lists: Iterable[Rows]) -> None:
    """Add the rows of these lists after those that `index` has."""
    for rows in lists:
        index.add(_KEY, rows)


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """What is looked for."""

    whole: Found
    """What is shown where nothing is asked for."""
    outline: Outline
    """What can be found: all of that, and maybe more."""
    query: str
    order: Order


def find(wanted: Wanted, index: Index, cancelled: Callable[[], bool]) -> Found:
    """The items that match, to be shown in the order that is wanted."""
    from awesome_tui.search.query import parse_query  # noqa: PLC0415  see above

    parsed = parse_query(wanted.query)
    if parsed:
        return _found(wanted.outline, index.search(parsed, cancelled), wanted.order)
    return _found(wanted.whole.outline, None, wanted.order)


def _found(outline: Outline, hits: Hits | None, order: Order) -> Found:
    # An index that is being added to may find what the outline has not got yet.
    size = len(outline.items)
    flags = b"\1" * size if hits is None else hits.flags(_KEY)[:size]
    by_name = _by_name(outline, compress(count(), flags)) if order == "name" else None
    return Found(outline, hits, flags.count(1), outline.counts(flags), by_name)


def _by_name(outline: Outline, numbers: Iterable[int]) -> list[int]:
    return sorted(numbers, key=lambda number: outline.items[number].entry.name.casefold())
