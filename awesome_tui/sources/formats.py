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

_OTHER_TEXTS = {".txt", ".text", ".mdx", ".mkdn", ".json", ".csv", ".tsv"}
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}
_LOGIN_SIGNS = (
    re.compile(r"<input\b[^<>]{0,300}\btype\s*=\s*[\"']?password", re.IGNORECASE),
    re.compile(r"<meta\b[^<>]{0,300}\bhttp-equiv\s*=\s*[\"']?refresh", re.IGNORECASE),
    re.compile(
        r"<title[^<>]{0,300}>[^<]{0,200}\b(?:log-? ?[io]n|sign-? ?in|captive|hotspot|wi-?fi)\b",
        re.IGNORECASE,
    ),
)
_LINK = re.compile(r"<a\s", re.IGNORECASE)
_FEW_LINKS = 10
"""A list has more, and so has a page of a site that has room for a login at its edge."""

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


def is_text_name(name: str) -> bool:
    """Whether a file called `name` holds plain text, whatever a server says."""
    ending = splitext(name)[1].lower()
    return ending in _OTHER_TEXTS or (ending != "" and FORMATS.get(ending, "html") != "html")


def is_html(text: str, content_type: str) -> bool:
    """Whether a browser would show `text` as a page."""
    return content_type in _PAGE_TYPES or guessed_format(text) == "html"


def is_login(text: str) -> bool:
    """Whether a page has hardly anything but a form to log in, or the way to one."""
    signs = any(sign.search(text) for sign in _LOGIN_SIGNS)
    return signs and len(_LINK.findall(text)) < _FEW_LINKS


def preference(name: str) -> tuple[int, str]:
    """The place of a README called `name` among others: the least is the one to show."""
    endings = list(FORMATS)
    ending = splitext(name)[1].lower()
    return endings.index(ending) if ending in endings else len(endings), name
