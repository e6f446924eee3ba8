"""Import and export of bookmarks: browsers' HTML, JSON, and readable Markdown.

Each of `FORMATS` keeps links, tags and notes: `read` returns them unchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from awesome_tui.errors import LibraryError
from awesome_tui.export import netscape
from awesome_tui.library.bookmarks import Bookmark
from awesome_tui.text.inline_markdown import DESTINATION, escape, link
from awesome_tui.text.urls import safe_url

SCHEMA = 1
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999, the latest date that Python can represent."""
_ROOT_FOLDERS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
"""Attributes of a browser's built-in folders, whose names are useless as tags."""

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


def read(text: str) -> tuple[Bookmark, ...]:
    """Parse bookmarks in any of the formats; folders become tags, and unsafe links are dropped.

    Raises `LibraryError` for JSON of another program, and for malformed HTML.
    """
    text = text.removeprefix("\ufeff").lstrip()
    if text.startswith(("{", "[")):
        found = _read_json(text)
    elif text.startswith("<"):
        found = _read_html(text)
    else:
        found = _read_markdown(text)
    return tuple(bookmark for bookmark in found if _may_be_kept(bookmark))


def _may_be_kept(bookmark: Bookmark) -> bool:
    """True for safe absolute URLs; relative ones mean nothing outside their page."""
    return safe_url(bookmark.url) == bookmark.url and ":" in bookmark.url


def _link(bookmark: Bookmark) -> netscape.Link:
    attributes = {
        "HREF": bookmark.url,
        "ADD_DATE": "" if bookmark.added is None else str(bookmark.added),
        "TAGS": ",".join(bookmark.tags),
        "LIST": bookmark.list_key,
        "NOTE": bookmark.note,
    }
    return netscape.Link(bookmark.name, attributes, bookmark.description)


def _read_html(text: str) -> list[Bookmark]:
    reader = _HtmlReader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError as error:  # raised by Python's parser for some malformed markup
        raise LibraryError(
            "This HTML cannot be read: export the bookmarks from the browser again."
        ) from error
    return reader.bookmarks


class _HtmlReader(HTMLParser):
    """A collector of bookmarks from tags, as browsers close neither `<DT>` nor `<DD>`."""

    def __init__(self) -> None:
        super().__init__()
        self.bookmarks: list[Bookmark] = []
        self._folders: list[str] = []
        self._next_folder = ""
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._describes_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a link, a folder or a description."""
        if tag not in ("a", "dd", "dl", "dt", "h3"):
            return
        self._end_description()
        if tag == "dl":
            self._folders.append(self._next_folder)
            self._next_folder = ""
        elif tag in ("a", "h3"):
            self._attributes = {name: value or "" for name, value in attrs}
        elif tag == "dd":
            self._describes_link = "href" in self._attributes
        self._text.clear()

    def handle_endtag(self, tag: str) -> None:
        """End a link, the name of a folder, or a folder."""
        if tag == "a":
            folders = (*self._folders, *self._attributes.get("tags", "").split(","))
            self.bookmarks.append(_of_attributes(self._attributes, "".join(self._text), folders))
        elif tag == "h3" and not any(name in self._attributes for name in _ROOT_FOLDERS):
            self._next_folder = "".join(self._text)
        elif tag == "dl":
            self._end_description()
            del self._folders[-1:]

    def handle_data(self, data: str) -> None:
        """Collect the text of the open element."""
        self._text.append(data)

    def close(self) -> None:
        """Store a description that is still open at the end of the file."""
        super().close()
        self._end_description()

    def _end_description(self) -> None:
        if self._describes_link and self.bookmarks:
            self.bookmarks[-1] = replace(self.bookmarks[-1], description="".join(self._text))
        self._describes_link = False


def _of_attributes(attributes: dict[str, str], name: str, tags: tuple[str, ...]) -> Bookmark:
    return Bookmark(
        attributes.get("href", ""),
        name,
        list_key=attributes.get("list", ""),
        tags=tags,
        note=attributes.get("note", ""),
        added=_seconds(attributes.get("add_date")),
    )


def _object(bookmark: Bookmark) -> dict[str, object]:
    return {
        "url": bookmark.url,
        "name": bookmark.name,
        "description": bookmark.description,
        "list": bookmark.list_key,
        "tags": bookmark.tags,
        "note": bookmark.note,
        "added": bookmark.added,
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
    for line in text.replace("\r\n", "\n").split("\n"):
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
