"""Selection of what is exported from a list as it is laid out on a screen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from awesome_tui.export.export_formats import FORMATS, file_name
from awesome_tui.model.entries import (
    AwesomeList,
    Entry,
    Link,
    Section,
    with_changed_entries,
)
from awesome_tui.model.outline import Outline
from awesome_tui.text.measures import counted

TagsOf: TypeAlias = Callable[[str | None], tuple[str, ...]]
"""The user's tags of a URL."""


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Entries of a page that are to be exported."""

    outline: Outline
    numbers: Sequence[int]
    titles: Sequence[str]
    """Their name: the title of the list, that of their section, and the filter."""
    tags_of: TagsOf

    def __str__(self) -> str:
        return counted(len(self.numbers), "entry", "entries")

    def text(self, format_name: str) -> str:
        """The entries in a format; takes long, so it belongs in a thread."""
        selected = select_entries(self.outline, self.numbers)
        return FORMATS[format_name](add_tags(selected, self.tags_of))

    def file_name(self, format_name: str) -> str:
        """A name that says what is in the file."""
        return file_name(self.titles, format_name)

    def called(self, format_name: str) -> str:
        """The entries and the format in words."""
        return f"{self} as {FORMATS[format_name].label}"


def select_entries(outline: Outline, numbers: Collection[int]) -> AwesomeList:
    """Return a list of these entries in list order; the list itself, if it is all of them.

    Entries that were laid out behind those of the list itself form a section for each place.
    """
    own = sum(1 for _ in outline.document.walk())
    if len(numbers) == own == len(outline.items):
        return outline.document
    document = outline.document.only(numbers)
    beyond = sorted(number for number in numbers if number >= own)
    return replace(document, sections=(*document.sections, *_sections_beyond(outline, beyond)))


def _sections_beyond(outline: Outline, numbers: list[int]) -> Iterator[Section]:
    for place, some in groupby(numbers, lambda number: outline.items[number].place):
        entries = tuple(_with_link(outline.items[number].entry) for number in some)
        yield replace(outline.places[place].section, entries=entries)


def _with_link(entry: Entry) -> Entry:
    """Return an entry of a stored list, which is read without its links, with the one it is for."""
    links = entry.links or ((Link(entry.name, entry.url),) if entry.url else ())
    return replace(entry, links=links, entries=())


def add_tags(document: AwesomeList, tags_of: TagsOf) -> AwesomeList:
    """Return a list with the user's tags behind those that its entries have themselves."""

    def tagged(entry: Entry) -> Entry:
        return replace(entry, tags=tuple(dict.fromkeys((*entry.tags, *tags_of(entry.url)))))

    return with_changed_entries(document, tagged)
