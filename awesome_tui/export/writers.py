"""Export of a list to the formats that other programs read."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from awesome_tui.export.flat_formats import to_csv, to_json, to_jsonl, to_tsv, to_urls
from awesome_tui.export.markdown_list import to_markdown
from awesome_tui.export.outlines import to_bookmarks, to_opml
from awesome_tui.model.entries import AwesomeList

FORMATS: Mapping[str, Callable[[AwesomeList], str]] = MappingProxyType(
    {
        "json": to_json,
        "jsonl": to_jsonl,
        "csv": to_csv,
        "tsv": to_tsv,
        "markdown": to_markdown,
        "opml": to_opml,
        "bookmarks": to_bookmarks,
        "urls": to_urls,
    }
)
"""Writers by `export --format` name; their text ends its last line, so add no newline."""
