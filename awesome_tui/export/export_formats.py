"""The table of formats that lists are exported to, and the names of files for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from string import punctuation
from types import MappingProxyType
from typing import cast

from awesome_tui.model.entries import AwesomeList
from awesome_tui.text.slugs import slug

_BLANKS = dict.fromkeys(map(ord, punctuation), " ")
_LONGEST = 60
"""The most characters of a file name before its ending; file systems allow 255 bytes."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A row of the table; calling it writes a list."""

    label: str
    """The description in the dialog."""
    ending: str
    """The ending of file names."""
    module: str
    """The module in this package."""
    function: str
    """The function there that formats a list; its text ends with a line end."""

    def __call__(self, document: AwesomeList) -> str:
        """Format `document`; the module, which takes long to import, is imported now."""
        module = import_module(f"{__package__}.{self.module}")
        return cast("str", getattr(module, self.function)(document))


FORMATS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        "markdown": ExportFormat("Markdown", ".md", "markdown_list", "to_markdown"),
        "json": ExportFormat("JSON", ".json", "flat_formats", "to_json"),
        "jsonl": ExportFormat("JSON lines", ".jsonl", "flat_formats", "to_jsonl"),
        "csv": ExportFormat("CSV", ".csv", "flat_formats", "to_csv"),
        "tsv": ExportFormat("TSV", ".tsv", "flat_formats", "to_tsv"),
        "opml": ExportFormat("OPML", ".opml", "outlines", "to_opml"),
        "bookmarks": ExportFormat("bookmarks for browsers", ".html", "outlines", "to_bookmarks"),
        "urls": ExportFormat("URLs", ".txt", "flat_formats", "to_urls"),
    }
)
"""The formats by the names that `--format` accepts."""


def file_name(titles: Iterable[str], format_name: str) -> str:
    """Return a name made of the letters and digits of `titles`, with the ending of the format."""
    plain = (title.translate(_BLANKS) for title in titles)
    words = (word for title in plain for word in slug(title).split("-") if word)
    name = "-".join(words)[:_LONGEST].strip("-_")
    return (name or "awesome-list") + FORMATS[format_name].ending
