"""The HTML in which browsers exchange bookmarks (Netscape's), for lists and for bookmarks alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

_HEAD = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>{title}</TITLE>
<H1>{title}</H1>"""


@dataclass(frozen=True, slots=True)
class Link:
    """A bookmark."""

    name: str
    attributes: Mapping[str, str]
    """`HREF` and others; browsers pass over those that they do not know."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of bookmarks and of other folders."""

    title: str
    items: tuple[Item, ...]


Item: TypeAlias = Link | Folder


def page(title: str, items: Iterable[Item]) -> str:
    """The whole file."""
    return "\n".join((_HEAD.format(title=_html(title)), *_list(items, ""), ""))


def _list(items: Iterable[Item], indent: str) -> Iterator[str]:
    yield f"{indent}<DL><p>"
    for item in items:
        yield from _item(item, indent + "    ")
    yield f"{indent}</DL><p>"


def _item(item: Item, indent: str) -> Iterator[str]:
    if isinstance(item, Folder):
        yield f"{indent}<DT><H3>{_html(item.title)}</H3>"
        yield from _list(item.items, indent)
        return
    attributes = item.attributes.items()
    written = " ".join(f'{name}="{_html(text)}"' for name, text in attributes if text)
    yield f"{indent}<DT><A {written}>{_html(item.name)}</A>"
    if item.description:
        yield f"{indent}<DD>{_html(item.description)}"


def _html(text: str) -> str:
    """`text` with the few entities that every browser's import knows; it does not know `&#x27;`."""
    return escape(text, quote=False).replace('"', "&quot;").replace("\n", "&#10;")
