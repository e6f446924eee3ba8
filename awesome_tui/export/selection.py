"""Selection of entries of an outline for an export."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from awesome_tui.export.export_formats import FORMATS, file_name
from awesome_tui.model.entries import AwesomeList, Entry, Link, Section, with_changed_entries
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
    """The title of the list, then that of the section and the filter, if any."""
    tags_of: TagsOf

    def __str__(self) -> str:
        return counted(len(self.numbers), "entry", "entries")

    def text(self, format_name: str) -> str:
        """Format the entries; takes long, so call it in a thread."""
        selected = select_entries(self.outline, self.numbers)
        return FORMATS[format_name](add_tags(selected, self.tags_of))

    def file_name(self, format_name: str) -> str:
        """Return a file name made of the titles."""
        return file_name(self.titles, format_name)

    def called(self, format_name: str) -> str:
        """Return the number of entries and the format in words."""
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
    """Give an entry of a stored list, which is read without links, its main link."""
    links = entry.links or ((Link(entry.name, entry.url),) if entry.url else ())
    return replace(entry, links=links, entries=())


def add_tags(document: AwesomeList, tags_of: TagsOf) -> AwesomeList:
    """Append the user's tags to those of the entries."""

    def tagged(entry: Entry) -> Entry:
        return replace(entry, tags=tuple(dict.fromkeys((*entry.tags, *tags_of(entry.url)))))

    return with_changed_entries(document, tagged)
