"""Links that a text does not show: where they stood, and how they are written as images."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from awesome_tui.export.heading_spelling import TitleSpelling
from awesome_tui.model.entries import Link
from awesome_tui.text import inline_markdown as inline
from awesome_tui.text.inline_markdown import escape, link

_SPLIT_LINK = re.compile(r"\]\(([^\s()]+)\)\n\[(?=(?:(?!\]\()[^\n])*\]\(\1\))")

HiddenLinks: TypeAlias = list[tuple[int, Link]]
"""Links outside a description, each with the number of its links that precede it."""


def hidden_links(links: Iterable[Link], description: str) -> HiddenLinks:
    """Return those of `links` that `description` does not show."""
    shown = shown_links(description)
    if not shown:
        return [(0, link_) for link_ in links]
    left, outside = Counter(shown), []
    # Backwards: if the description repeats the link of the name, the name's link comes first.
    for link_ in reversed(list(links)):
        if not left[link_]:
            outside.append((len(shown), link_))
            continue
        while (last := shown.pop()) != link_:
            left[last] -= 1
        left[link_] -= 1
    return outside[::-1]


def join_split_links(links: Iterable[Link], description: str, line_end: str = "\n") -> str:
    """Return `description`, with a link that was split at line breaks joined again."""
    whole = _SPLIT_LINK.sub(lambda _: line_end, description)
    is_joined = whole != description and len(hidden_links(links, whole)) < len(
        hidden_links(links, description)
    )
    return whole if is_joined else description


def shown_links(description: str) -> list[Link]:
    """Return the links that a reader of `description` sees, in order."""
    return [Link(span.text, span.url or "") for span in inline.links(description)]


def take_images(count: int, outside: HiddenLinks) -> tuple[list[str], HiddenLinks]:
    """Split `outside` after `count` shown links into images and the remaining links."""
    first = [pair for pair in outside if pair[0] <= count]
    return write_pictures(first), outside[len(first) :]


def split_hidden_links(
    description: str, outside: HiddenLinks
) -> tuple[list[str], HiddenLinks, list[str]]:
    """Split `outside` into images before `description`, links in it, and images after it."""
    count = len(shown_links(description))
    early, rest = take_images(0, outside)
    inner = [pair for pair in rest if pair[0] < count]
    return early, inner, write_pictures(rest[len(inner) :])


def with_pictures(description: str, inner: HiddenLinks) -> str:
    """Insert each link of `inner` as an image, after the links that precede it."""
    ends = inline.link_ends(description) if inner else ()
    for before, link_ in reversed(inner):
        end = ends[before - 1]
        description = description[:end] + _picture(link_) + description[end:]
    return description


def write_pictures(outside: HiddenLinks) -> list[str]:
    """Return the links as one word of images, or none."""
    pictures = " ".join(_picture(link_) for _, link_ in outside)
    return [pictures] if pictures else []


def _picture(link_: Link) -> str:
    """Format a link as an image without a source: only its alternative text is known."""
    return link(f"![{escape(link_.text)}]()", link_.url)


def link_title(
    spelling: TitleSpelling, outside: HiddenLinks, *, is_whole: bool = False
) -> tuple[str, HiddenLinks]:
    """Return the title with its own links inserted, and the remaining links."""
    title = spelling.title
    written, position, used = "", 0, 0
    for index, (before, link_) in enumerate(outside):
        found = re.compile(rf"(?<!\w){re.escape(link_.text)}(?!\w)").search(title, position)
        if before or not (found and link_.text) or (is_whole and link_.text != title):
            continue
        written += "".join(write_pictures(outside[used:index]))
        written += spelling.part(position, found.start())
        written += link(spelling.part(*found.span()), link_.url)
        position, used = found.end(), index + 1
    written += spelling.part(position, len(title)) + spelling.trail
    return re.sub(r"#(?=#*$)", r"\#", written), outside[used:]
