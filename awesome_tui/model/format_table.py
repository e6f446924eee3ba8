"""The table of document formats: a format is a row here, and a module of `parsing` of its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ASCIIDOC = "asciidoc"
"""The only format that is not parsed here: others make pages of it."""


class Format(NamedTuple):
    """A format, or the names by which it is told less surely."""

    name: str
    endings: tuple[str, ...]
    """Endings of file names; the first are preferred among READMEs."""
    content_types: tuple[str, ...] = ()
    """For names that do not tell."""


FORMATS = (
    Format("markdown", (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")),
    Format("rst", (".rst", ".rest"), ("text/x-rst", "text/prs.fallenstein.rst")),
    Format("org", (".org",), ("text/org", "text/x-org")),
    Format(ASCIIDOC, (".adoc", ".asciidoc"), ("text/asciidoc", "text/x-asciidoc")),
    Format("markdown", ("", ".txt")),
    Format("html", (".html", ".htm", ".xhtml")),
)
"""In order of preference among READMEs."""

PARSED = tuple(dict.fromkeys(each.name for each in FORMATS if each.name != ASCIIDOC))
"""The formats that `parsing` reads."""
BY_ENDING: Mapping[str, str] = {ending: each.name for each in FORMATS for ending in each.endings}
"""Formats by file ending, in order of preference among READMEs."""
BY_CONTENT_TYPE: Mapping[str, str] = {
    content_type: each.name for each in FORMATS for content_type in each.content_types
}
