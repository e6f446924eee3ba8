"""The entries that are exported from a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awesome_tui.export.export_formats import FORMATS, file_name
from awesome_tui.export.selection import TagsOf, add_tags, select_entries
from awesome_tui.model.outline import Outline
from awesome_tui.text.measures import counted


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
        return file_name(self.titles, format_name)

    def called(self, format_name: str) -> str:
        """The entries and the format in words."""
        return f"{self} as {FORMATS[format_name].label}"
