"""Comparison of an address with the one that a redirect leads to."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from awesome_tui.text.urls import normalize_page

_VISITOR = re.compile(r";jsessionid=[^?]*|(?<=[?&])(?:hl|lang|locale)=[^&]*&?")
"""Parts of an address that tell of the visitor, not of the page, beside those of trackers."""
_PATH = re.compile(r"[/?].*", re.DOTALL)
_INDEX = re.compile(r"/index\.(?:html?|php)$")
_LANGUAGE = re.compile(r"^([^/?]+)/[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}))?(?=[/?]|$)")
_ASKING = re.compile(
    r"^(?:[^/]*\.)?(?:sso|oauth2?|auth|consent|accounts)\."
    r"|(?:^|[./])(?:log[-_]?[io]n|sign[-_]?in|captcha)(?=[./]|$)",
    re.IGNORECASE,
)
"""A part of a host and a path that ask who one is, or for consent."""


def is_same_page(url: str, final_url: str) -> bool:
    """True if a redirect changes only what nobody would write into a list.

    That is https, `www.`, a slash or `index.html` at the end, case and escapes, what tells of the
    visitor, a language at the start of the path, and where a home page begins.
    """
    here, there = _spelling(url), _spelling(final_url)
    return here in (there, _LANGUAGE.sub(r"\1", there, count=1), _PATH.sub("", there))


def _spelling(url: str) -> str:
    page = _VISITOR.sub("", unquote(normalize_page(url)).lower()).rstrip("?&")
    path, mark, query = page.partition("?")
    return _INDEX.sub("", path).rstrip("/") + mark + query


def leads_home(url: str, final_url: str) -> bool:
    """True for a deep link that ends at a home page, as a page that is gone often does."""
    first, last = urlsplit(url), urlsplit(final_url)
    return first.path.strip("/") != "" and last.path.strip("/") == "" and not last.query


def asks_before(url: str, final_url: str) -> bool:
    """True if a page stands before the one that is wanted, as it says in its name or its query."""
    first, last = urlsplit(url), urlsplit(final_url)
    wanted = first.path if first.path.strip("/") else first.netloc
    if wanted and wanted in unquote(last.query):
        return True
    asks, asked = (_ASKING.search(it.netloc + it.path) for it in (last, first))
    return bool(asks and not asked)
