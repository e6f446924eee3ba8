"""Detection of a text's format from its file name or its beginning."""

from __future__ import annotations

import re
from posixpath import splitext

from awesome_tui.model.format_table import BY_CONTENT_TYPE, BY_ENDING

_OTHER_TEXTS = {".text", ".json", ".csv", ".tsv"}
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}
_LOGIN_SIGNS = (
    r"(?i)<input\b[^<>]{0,300}\btype\s*=\s*[\"']?password",
    r"(?i)<meta\b[^<>]{0,300}\bhttp-equiv\s*=\s*[\"']?refresh",
    r"(?i)<title[^<>]{0,300}>[^<]{0,200}\b(?:log-? ?[io]n|sign-? ?in|captive|hotspot|wi-?fi)\b",
)
_LINK = r"(?i)<a\s"
_FEW_LINKS = 10
"""The number of links from which a page counts as a list, not as a login page."""

_PAGE = (
    r"(?ix)(?: \s | <!-- (?: [^-] | -(?!->) |(?!))*+ --> | <\?xml [^>]*+ > |(?!))*+"
    r" < (?: !doctype\s+ )? html\b"
)


def format_of(name: str) -> str | None:
    """The format for a file name; None for unknown endings."""
    return BY_ENDING.get(splitext(name)[1].lower())


def format_of_answer(name: str, content_type: str) -> str:
    """The format of a text that a server sent: by its name's ending, else by its type."""
    ending = splitext(name)[1].lower()
    if ending and ending in BY_ENDING:
        return BY_ENDING[ending]
    return BY_CONTENT_TYPE.get(content_type, "markdown")


def guessed_format(text: str) -> str:
    """The format of a text without a file name: a complete HTML page, or else Markdown."""
    return "html" if re.match(_PAGE, text) else "markdown"


def is_text_name(name: str) -> bool:
    """True for file names of plain text, whatever content type a server sends."""
    ending = splitext(name)[1].lower()
    return ending in _OTHER_TEXTS or (ending != "" and BY_ENDING.get(ending, "html") != "html")


def is_html(text: str, content_type: str) -> bool:
    """True if a browser would render `text` as a page."""
    return content_type in _PAGE_TYPES or guessed_format(text) == "html"


def is_login(text: str) -> bool:
    """True for a page with few links and a login form or a redirect to one."""
    signs = any(re.search(sign, text) for sign in _LOGIN_SIGNS)
    return signs and len(re.findall(_LINK, text)) < _FEW_LINKS


def readme_preference(name: str) -> tuple[int, str]:
    """A sort key for README names; the least is preferred."""
    endings = list(BY_ENDING)
    ending = splitext(name)[1].lower()
    return endings.index(ending) if ending in endings else len(endings), name
