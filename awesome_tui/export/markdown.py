"""A list as Markdown that is read back as the same list."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import TypeAlias

from awesome_tui.inline import escape, link, spans
from awesome_tui.model import AwesomeList, Entry, Link, Section

# What would begin a list, a heading, a quote or a table where a line begins.
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+#>=|])")
# What a reader takes for a part of what separates a name from its description.
_SEPARATOR = re.compile(r"\\?[-–—―−‐‒:：,，、;；|｜·•»→=]|[.。]\s")

# Code has blank lines of its own.
_PARAGRAPH = re.compile(r"```\n.*?\n```|(?:[^\n]|\n(?!\n))+", re.DOTALL)

_Outside: TypeAlias = list[tuple[int, Link]]
"""Links that a description does not show, each after the number of its links that come first."""


def to_markdown(document: AwesomeList) -> str:
    """Headings, nested items and links; read again it is the same list, but for the lines."""
    blocks = [*_document(document), ""]
    return "".join(f"{block}{_gap(block, after)}" for block, after in pairwise(blocks))


def _gap(block: str, after: str) -> str:
    close = not after or (block.startswith("- ") and after.startswith("- "))
    return "\n" if close else "\n\n"


def _document(document: AwesomeList) -> Iterator[str]:
    outside = _outside(document.links, document.description)
    if document.title:
        title, outside = _title(document.title, outside, partly=False)
        yield f"# {title}"
    yield from _body(document, outside)


def _section(section: Section) -> Iterator[str]:
    outside = _outside(section.links, section.description)
    if section.kind == "heading":
        title, outside = _title(section.title, outside)
        yield f"{'#' * (section.level or 6)} {title}"
        yield from _body(section, outside)
    elif _fits_item(section):
        title, outside = _title(section.title, outside)
        pictures = [_picture(link) for _, link in outside]
        inner = "\n".join(_body(section, []))
        yield f"- {' '.join([_guarded(title), *pictures])}\n{_indented(inner)}"
    else:
        yield f"<details><summary>{html.escape(section.title)}</summary>"
        yield from _body(section, outside)
        yield "</details>"


def _fits_item(group: Section) -> bool:
    """Whether an item with items in it is read as just this group."""
    bullets = all(text.startswith("- ") for text in _paragraphs(group.description))
    inner = all(section.kind == "group" and _fits_item(section) for section in group.sections)
    linked = any(_is_link_first(group.title, link) for link in group.links)
    return bool(group.entries or group.sections) and bullets and inner and not linked


def _is_link_first(title: str, link: Link) -> bool:
    return bool(link.text) and title.startswith(link.text)


def _body(holder: AwesomeList | Section, outside: _Outside) -> Iterator[str]:
    yield from _prose(holder.description, outside)
    for entry in holder.entries:
        yield _item(entry)
    for section in holder.sections:
        yield from _section(section)


def _prose(description: str, outside: _Outside) -> Iterator[str]:
    """The paragraphs, and between them the links that none of them shows."""
    shown = 0
    for paragraph in _paragraphs(description):
        yield from _pictures(link for before, link in outside if before <= shown)
        outside = [(before, link) for before, link in outside if before > shown]
        yield _broken(paragraph)
        shown += len(_shown(paragraph))
    yield from _pictures(link for _, link in outside)


def _paragraphs(description: str) -> list[str]:
    return _PARAGRAPH.findall(description)


def _pictures(links: Iterable[Link]) -> Iterator[str]:
    if pictures := " ".join(map(_picture, links)):
        yield pictures


def _picture(link_: Link) -> str:
    """A link that shows no text; what it was a picture of is not known, only how it is called."""
    return link(f"![{escape(link_.text)}]()", link_.url)


def _broken(text: str) -> str:
    """Lines that stay lines of one paragraph, unless they are code."""
    return text if text.startswith("```\n") else text.replace("\n", "\\\n")


def _item(entry: Entry) -> str:
    outside = _outside(entry.links, entry.description)
    head, outside = _head(entry, outside)
    early = [_picture(link) for before, link in outside if not before]
    late = [_picture(link) for before, link in outside if before]
    description = _broken(entry.description)
    own, inner = (
        (description, "") if not _SEPARATOR.match(description) else ("", f"- {description}")
    )
    line = " ".join([head, *early, *(["-", own] if own else []), *late])
    nested = [*([inner] if inner else []), *map(_item, entry.entries)]
    return "\n".join([f"- {line}", *map(_indented, nested)])


def _indented(lines: str) -> str:
    return "\n".join(f"  {line}" for line in lines.split("\n"))


def _head(entry: Entry, outside: _Outside) -> tuple[str, _Outside]:
    """The name, as a link unless the description shows where it leads."""
    named = [it for it in outside if not it[0] and it[1].url == entry.url]
    if not entry.url:
        head = _guarded(escape(entry.name))
    elif not named:
        head = f"**{escape(entry.name)}**"
    else:
        best = next((it for it in named if it[1].text.startswith(entry.name)), named[0])
        outside = [it for it in outside if it is not best]
        head = link(escape(best[1].text), entry.url)
    return (f"~~{head}~~" if entry.struck else head), outside


def _title(title: str, outside: _Outside, partly: bool = True) -> tuple[str, _Outside]:
    """The title with the links in it, and the links that are not."""
    written, position, rest = "", 0, []
    for before, link_ in outside:
        start = title.find(link_.text, position) if partly or link_.text == title else -1
        if before or start < 0 or not link_.text:
            rest.append((before, link_))
            continue
        written += escape(title[position:start]) + link(escape(link_.text), link_.url)
        position = start + len(link_.text)
    written += escape(title[position:])
    return re.sub(r"#(?=#*$)", r"\\#", written), rest


def _guarded(line: str) -> str:
    return (
        _BLOCK.sub(lambda match: f"{match['number'] or ''}\\", line, count=1)
        if _BLOCK.match(line)
        else line
    )


def _outside(links: Iterable[Link], description: str) -> _Outside:
    shown = _shown(description)
    outside = []
    # From the end, because a name that the description repeats comes first.
    for link_ in reversed(list(links)):
        if link_ in shown:
            del shown[_last(shown, link_) :]
        else:
            outside.append((len(shown), link_))
    return outside[::-1]


def _last(shown: list[Link], link_: Link) -> int:
    return len(shown) - 1 - shown[::-1].index(link_)


def _shown(description: str) -> list[Link]:
    if "(" not in description and "<" not in description:
        return []
    runs = groupby(spans(description), lambda span: span.url)
    return [Link(" ".join("".join(s.text for s in own).split()), url) for url, own in runs if url]
