"""What a text is written in, as its name or its first words tell."""

from __future__ import annotations

import re
from posixpath import splitext

FORMATS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".rst": "rst",
    ".rest": "rst",
    ".org": "org",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    "": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
"""Endings in the order in which one README is preferred to another."""

_PAGE = re.compile(
    r"(?: \s | <!-- (?: [^-] | -(?!->) |(?!))*+ --> | <\?xml [^>]*+ > |(?!))*+"
    r" < (?: !doctype\s+ )? html\b",
    re.IGNORECASE | re.VERBOSE,
)


def format_of(name: str) -> str | None:
    """The format of a file called `name`; None if its ending is not known."""
    return FORMATS.get(splitext(name)[1].lower())


def guessed_format(text: str) -> str:
    """The format of a text without a name: a whole HTML page, or Markdown."""
    return "html" if _PAGE.match(text) else "markdown"


def preference(name: str) -> tuple[int, str]:
    """The place of a README called `name` among others: the least is the one to show."""
    endings = list(FORMATS)
    ending = splitext(name)[1].lower()
    return endings.index(ending) if ending in endings else len(endings), name
