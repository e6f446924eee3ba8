"""Feeds of what was added to lists, as Atom (RFC 4287) or JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from awesome_tui.model.section_paths import shown_path
from awesome_tui.text.sanitize import without_non_xml


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry that was added to a list."""

    id: str
    """A URN that stays the same, however often the feed is made."""
    title: str
    url: str | None
    """An absolute URL, if the entry has one."""
    description: str
    """Plain text."""
    section: tuple[str, ...]
    """Section titles above the entry, outermost first."""
    list_title: str
    added: datetime
    """The time when it was first seen in the list, in UTC."""

    @property
    def text(self) -> str:
        """The description, and where the entry stands."""
        place = shown_path((self.list_title, *self.section))
        return f"{self.description}\n\n{place}".lstrip()


@dataclass(frozen=True, slots=True)
class Feed:
    """The additions to one list, or to several."""

    id: str
    title: str
    url: str | None
    """The page of the list; None for several."""
    updated: datetime
    """In UTC."""
    items: tuple[FeedItem, ...]


def make_id(*parts: str) -> str:
    """A URN that depends on `parts` alone."""
    return uuid5(NAMESPACE_URL, "\n".join(parts)).urn


def to_atom(feed: Feed) -> str:
    """Format as an Atom feed."""
    root = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add_texts(root, id=feed.id, title=feed.title, updated=_format_time(feed.updated))
    _add_link(root, feed.url)
    _add_author(root, feed.title)
    for item in feed.items:
        _add_item(root, item)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _add_item(root: ET.Element, item: FeedItem) -> None:
    entry, time = ET.SubElement(root, "entry"), _format_time(item.added)
    _add_texts(entry, id=item.id, title=item.title, published=time, updated=time)
    _add_link(entry, item.url)
    _add_author(entry, item.list_title)
    for title in item.section:
        ET.SubElement(entry, "category", term=without_non_xml(title))
    _add_texts(entry, content=item.text)


def _add_texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = without_non_xml(text)


def _add_link(parent: ET.Element, url: str | None) -> None:
    if url:
        ET.SubElement(parent, "link", rel="alternate", href=without_non_xml(url))


def _add_author(parent: ET.Element, name: str) -> None:
    """Name the list as the author, whom Atom demands and readers show."""
    _add_texts(ET.SubElement(parent, "author"), name=name)


def to_json_feed(feed: Feed) -> str:
    """Format as a JSON Feed."""
    tree = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **({"home_page_url": feed.url} if feed.url else {}),
        "items": list(map(_item_to_object, feed.items)),
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _item_to_object(item: FeedItem) -> dict[str, Any]:
    return {
        "id": item.id,
        **({"url": item.url} if item.url else {}),
        "title": item.title,
        "content_text": item.text,
        "date_published": _format_time(item.added),
        "authors": [{"name": item.list_title}],
        "tags": list(item.section),
    }


def _format_time(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


FEEDS: Mapping[str, Callable[[Feed], str]] = {"atom": to_atom, "jsonfeed": to_json_feed}
"""Formatters by the name of the format."""
