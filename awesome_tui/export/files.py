"""Files that exports are written to: their formats, as a user chooses them, and their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import punctuation
from types import MappingProxyType

from awesome_tui.text.slugs import slug

_BLANKS = dict.fromkeys(map(ord, punctuation), " ")
_LONGEST = 60
"""Characters of a name, before its ending; a file system may take no more than 255 bytes."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format as it is offered."""

    label: str
    ending: str


FILE_FORMATS: Mapping[str, FileFormat] = MappingProxyType(
    {
        "markdown": FileFormat("Markdown", ".md"),
        "json": FileFormat("JSON", ".json"),
        "jsonl": FileFormat("JSON lines", ".jsonl"),
        "csv": FileFormat("CSV", ".csv"),
        "tsv": FileFormat("TSV", ".tsv"),
        "opml": FileFormat("OPML", ".opml"),
        "bookmarks": FileFormat("bookmarks for browsers", ".html"),
        "urls": FileFormat("URLs", ".txt"),
    }
)
"""By the names of `writers.FORMATS`, which takes long to load."""


def file_name(titles: Iterable[str], format_name: str) -> str:
    """Return a name made of the letters and digits of `titles`, with the ending of the format."""
    plain = (title.translate(_BLANKS) for title in titles)
    words = (word for title in plain for word in slug(title).split("-") if word)
    name = "-".join(words)[:_LONGEST].strip("-_")
    return (name or "awesome-list") + FILE_FORMATS[format_name].ending
