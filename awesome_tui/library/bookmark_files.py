"""Import and export of bookmarks: browsers' HTML, JSON, and readable Markdown.

Each of `FORMATS` keeps links, tags and notes: `read` returns them unchanged.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from awesome_tui.errors import LibraryError
from awesome_tui.export import netscape
from awesome_tui.library.bookmarks import Bookmark
from awesome_tui.library.browser_bookmarks import BrowserLink, read_links
from awesome_tui.text.inline_markdown import DESTINATION, escape, link
from awesome_tui.text.urls import is_absolute, safe_url

SCHEMA = 1
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999, the latest date that Python can represent."""
_NO_URL = "without a URL"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}:", re.IGNORECASE)

_ITEM = re.compile(
    r"[-*+] \[(?P<name>(?:\\.|[^\\\]])*)\]"
    rf"\((?:<(?P<quoted>(?:\\.|[^\\<>])*)>|(?P<url>(?x:{DESTINATION})))\)"
    r"(?: [-–—:] (?P<description>.*))?"
)
_FACT = re.compile(r"\s+[-*+] (Tags|List|Added): (.*)")
_NOTE_LINE = re.compile(r"\s+>(?: (.*))?")
_ESCAPED = re.compile(r"\\(.)")


def to_html(bookmarks: Iterable[Bookmark]) -> str:
    """Netscape bookmarks, which browsers import; notes and lists are in private attributes."""
    return netscape.page("Bookmarks", map(_link, bookmarks))


def to_json(bookmarks: Iterable[Bookmark]) -> str:
    """A JSON object of `schema` and `bookmarks`, each with all fields."""
    tree = {"schema": SCHEMA, "bookmarks": [_object(bookmark) for bookmark in bookmarks]}
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def to_markdown(bookmarks: Iterable[Bookmark]) -> str:
    """A Markdown list like those of awesome lists, with notes as block quotes."""
    lines = (line for bookmark in bookmarks for line in _markdown_lines(bookmark))
    return "\n".join(("# Bookmarks", "", *lines, ""))


FORMATS: dict[str, Callable[[Iterable[Bookmark]], str]] = {
    "html": to_html,
    "json": to_json,
    "markdown": to_markdown,
}


@dataclass(frozen=True, slots=True)
class ReadBookmarks:
    """The bookmarks of a file, and how many of its links were left out."""

    bookmarks: tuple[Bookmark, ...]
    left_out: Mapping[str, int]
    """By kind: the scheme, such as `javascript:`, or a few words."""


def read(text: str) -> ReadBookmarks:
    """Parse bookmarks in any of the formats; folders become tags, and unsafe links are left out.

    Raises `LibraryError` for JSON of another program.
    """
    text = text.removeprefix("\ufeff").lstrip().replace("\r\n", "\n")
    if text.startswith(("{", "[")):
        found = _read_json(text)
    elif text.startswith("<"):
        found = list(map(_of_link, read_links(text)))
    else:
        found = _read_markdown(text)
    mended = [(bookmark, _mended_url(bookmark.url)) for bookmark in found]
    return ReadBookmarks(
        tuple(replace(bookmark, url=url) for bookmark, url in mended if url),
        Counter(_kind(bookmark.url) for bookmark, url in mended if not url),
    )


def _mended_url(url: str) -> str | None:
    """A safe absolute URL, or None: relative ones mean nothing outside their page."""
    url = safe_url(url) or ""
    return url if is_absolute(url) else None


def _kind(url: str) -> str:
    """A short description of an address that cannot be opened."""
    if not url:
        return _NO_URL
    scheme = _SCHEME.match(url)
    return scheme[0].lower() if scheme else "relative"


def _link(bookmark: Bookmark) -> netscape.Link:
    attributes = {
        "HREF": bookmark.url,
        "ADD_DATE": "" if bookmark.added is None else str(bookmark.added),
        "TAGS": ",".join(bookmark.tags),
        "LIST": bookmark.list_key,
        "NOTE": bookmark.note,
    }
    return netscape.Link(bookmark.name, attributes, bookmark.description)


def _of_link(link: BrowserLink) -> Bookmark:
    attributes = link.attributes
    return Bookmark(
        attributes.get("href", ""),
        link.name,
        link.description,
        attributes.get("list", ""),
        (*link.folders, *attributes.get("tags", "").split(",")),
        attributes.get("note", ""),
        # Pocket calls it otherwise.
        _seconds(attributes.get("add_date", attributes.get("time_added"))),
    )


def _object(bookmark: Bookmark) -> dict[str, object]:
    return {
        "list" if name == "list_key" else name: value for name, value in asdict(bookmark).items()
    }


def _read_json(text: str) -> list[Bookmark]:
    try:
        return [_of_object(each) for each in json.loads(text)["bookmarks"]]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise LibraryError(
            "This JSON holds no bookmarks of awesome-tui: export them from the browser as HTML."
        ) from error


def _of_object(fields: dict[str, Any]) -> Bookmark:
    return Bookmark(
        str(fields["url"]),
        str(fields.get("name", "")),
        str(fields.get("description", "")),
        str(fields.get("list", "")),
        tuple(map(str, fields.get("tags", ()))),
        str(fields.get("note", "")),
        _seconds(fields.get("added")),
    )


def _seconds(value: object) -> int | None:
    """A Unix time in seconds; browsers also write milliseconds and microseconds. None if bad."""
    try:
        seconds = int(str(value))
    except ValueError:
        return None
    while seconds > _LAST_SECOND:
        seconds //= 1000
    return seconds if seconds > 0 else None


def _markdown_lines(bookmark: Bookmark) -> Iterator[str]:
    description = f" - {bookmark.description}" if bookmark.description else ""
    yield f"- {link(escape(bookmark.name), bookmark.url)}{description}"
    if bookmark.tags:
        yield f"  - Tags: {', '.join(bookmark.tags)}"
    if bookmark.list_key:
        yield f"  - List: {bookmark.list_key}"
    if bookmark.added is not None:
        yield f"  - Added: {datetime.fromtimestamp(bookmark.added, UTC).isoformat()}"
    if bookmark.note:
        # Without a blank line, Markdown would take the quote as part of the item above.
        yield ""
        yield from (f"  > {line}" if line else "  >" for line in bookmark.note.split("\n"))


def _read_markdown(text: str) -> list[Bookmark]:
    items: list[tuple[re.Match[str], list[str]]] = []
    for line in text.split("\n"):
        if item := _ITEM.fullmatch(line):
            items.append((item, []))
        elif items:
            items[-1][1].append(line)
    return [_of_item(item, below) for item, below in items]


def _of_item(item: re.Match[str], below: list[str]) -> Bookmark:
    facts = {fact[1]: fact[2] for fact in map(_FACT.fullmatch, below) if fact}
    note = (line[1] or "" for line in map(_NOTE_LINE.fullmatch, below) if line)
    return Bookmark(
        _ESCAPED.sub(r"\1", item["url"] or item["quoted"] or ""),
        _ESCAPED.sub(r"\1", item["name"]),
        item["description"] or "",
        facts.get("List", ""),
        tuple(facts.get("Tags", "").split(",")),
        "\n".join(note),
        _timestamp(facts.get("Added", "")),
    )


def _timestamp(text: str) -> int | None:
    try:
        return _seconds(int(datetime.fromisoformat(text).timestamp()))
    except (ValueError, OverflowError):
        return None
