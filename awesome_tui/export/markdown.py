"""A list as Markdown that is read back as the same list.

Most entries are items that open with a link. Two kinds have a name that is no link: where the link
only spells its URL, the name stands in bold before it; what came from a table goes into one again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import TypeAlias

from awesome_tui import inline
from awesome_tui.inline import escape, link
from awesome_tui.model import AwesomeList, Entry, Link, Section

# A paragraph of a description; code has blank lines of its own.
_PARAGRAPH = re.compile(r"```\n.*?\n```|[^\n](?:[^\n]|\n(?!\n))*", re.DOTALL)
# A line of one; a backslash at its end goes on with it.
_LINE = re.compile(r"(?:\\.|[^\\\n])+", re.DOTALL)
_SPLIT_LINK = re.compile(r"\]\((\S+)\)\n\[(?=[^\n]*\]\(\1\)(?:\n|$))")
# What would begin a list, a heading, a quote or a table where a line begins.
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+#>=|])")
# What is taken for the end of a separator, not for the beginning of a description.
_SEPARATOR = re.compile(r"\\?[-–—―−‐‒:：,，、;；|｜·•»→]|[.。]\s|\\?=+>")
# What a name loses before its link.
_NAME_END = re.compile(r"[\s\-–—―−:：,，.(（\[|·•»→]$")
_LETTER = re.compile(r"[^\W\d_]")

# A link within the page that nobody sees: what it stands by is neither a title nor an entry.
_NOWHERE = "[](#)"

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
    outside = _outside(document.links, _description(document))
    if document.title:
        title, outside = _title(document.title, outside, is_whole=True)
        yield f"# {title}"
    yield from _body(document, outside)


def _body(holder: AwesomeList | Section, outside: _Outside) -> Iterator[str]:
    yield from _prose(_description(holder), outside)
    yield from _entries(holder.entries)
    for section in holder.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    outside = _outside(section.links, _description(section))
    if section.kind == "heading":
        title, outside = _title(section.title, outside)
        yield f"{'#' * (section.level or 6)} {title}"
        yield from _body(section, outside)
    elif _fits_item(section):
        title, outside = _title(section.title, outside)
        head = " ".join([_guarded(title), *_pictures(outside)])
        yield "\n".join([f"- {head}", *map(_indented, _body(section, []))])
    else:
        yield f"<details><summary>{html.escape(section.title)}</summary>"
        yield from _body(section, outside)
        yield "</details>"


def _fits_item(group: Section) -> bool:
    """Whether an item that has items in it is read as just this group."""
    has_bullets = all(text.startswith("- ") for text in _paragraphs(group.description))
    has_groups = all(inner.kind == "group" and _fits_item(inner) for inner in group.sections)
    opens = any(link_.text and group.title.startswith(link_.text) for link_ in group.links)
    return bool(group.entries or group.sections) and has_bullets and has_groups and not opens


# Prose


def _prose(description: str, outside: _Outside) -> Iterator[str]:
    """The paragraphs, each link that they do not show behind the ones that come before it."""
    pictures, outside = _until(0, outside)
    yield from pictures
    shown = 0
    for paragraph in _paragraphs(description):
        if paragraph.startswith("```\n"):
            yield paragraph
            continue
        lines = []
        for line in _LINE.findall(paragraph):
            shown += len(_shown(line))
            pictures, outside = _until(shown, outside)
            lines.append(" ".join([line, *pictures]))
        yield _as_prose("\\\n".join(lines))


def _description(holder: AwesomeList | Section) -> str:
    """The description; a link that it shows as several, one on each line, is one again."""
    whole = _SPLIT_LINK.sub("\\\\\n", holder.description)
    if len(_outside(holder.links, whole)) < len(_outside(holder.links, holder.description)):
        return whole
    return holder.description


def _paragraphs(description: str) -> list[str]:
    return _PARAGRAPH.findall(description)


def _as_prose(paragraph: str) -> str:
    if paragraph.startswith("**") and paragraph.endswith("**"):
        return f"{paragraph}\n\n{_NOWHERE}"
    if paragraph.startswith("[") and paragraph.endswith(")") and len(_shown(paragraph)) == 1:
        return paragraph + _NOWHERE
    return paragraph


def _guarded(line: str) -> str:
    """A line that begins no block."""
    start = _BLOCK.match(line)
    return f"{start['number'] or ''}\\{line[start.end() :]}" if start else line


def _title(title: str, outside: _Outside, *, is_whole: bool = False) -> tuple[str, _Outside]:
    """The title with the links in it, and the links that come later."""
    links = [link_ for before, link_ in outside if not before]
    written = ""
    while found := _first_in(title, links, is_whole):
        count, start = found
        inside = links[count]
        written += "".join(map(_picture, links[:count])) + escape(title[:start])
        written += link(escape(inside.text), inside.url)
        title, links = title[start + len(inside.text) :], links[count + 1 :]
        outside = outside[count + 1 :]
    return re.sub(r"#(?=#*$)", r"\\#", written + escape(title)), outside


def _first_in(title: str, links: list[Link], is_whole: bool) -> tuple[int, int] | None:
    """The number of the first link whose text `title` has, and where it does."""
    for count, link_ in enumerate(links):
        found = re.search(rf"(?<!\w){re.escape(link_.text)}(?!\w)", title)
        if link_.text and found and (link_.text == title or not is_whole):
            return count, found.start()
    return None


# Entries


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    for needs_row, alike in groupby(entries, _needs_row):
        if needs_row:
            yield "\n".join(["| | |", "| --- | --- |", *map(_row, alike)])
        else:
            yield from map(_item, alike)


def _needs_row(entry: Entry) -> bool:
    """Whether only a row of a table is read as an entry of that name."""
    if entry.struck or entry.entries or not entry.url:
        return False
    own = _own_link(entry, _outside(entry.links, entry.description))
    if own is not None:
        return not (own.text.startswith(entry.name) or _spells(own))
    first = next(iter(_shown(entry.description)), None)
    if first is None or first.url != entry.url or _NAME_END.search(entry.name):
        return True
    return _spells(first) or not _LETTER.search(first.text)


def _spells(link_: Link) -> bool:
    """Whether the text of a link is its URL or the end of it."""
    return "." in link_.text and link_.url.rstrip("/").endswith(link_.text.rstrip("/"))


def _row(entry: Entry) -> str:
    name, outside = _title(entry.name, _outside(entry.links, entry.description))
    early, late = _until(0, outside)
    return f"| {_cell(name)} | {_cell(' '.join([*early, entry.description, *_pictures(late)]))} |"


def _cell(markdown: str) -> str:
    return markdown.replace("|", "\\|").replace("\n", "<br>")


def _item(entry: Entry) -> str:
    outside = _outside(entry.links, entry.description)
    own = _own_link(entry, outside)
    early, late = _until(0, [it for it in outside if it[1] is not own])
    said, nested = _said(entry.description)
    words = [_name(entry, own), *early, *(["-", said] if said else []), *_pictures(late)]
    blocks = [*([f"- {nested}"] if nested else []), *_entries(entry.entries)]
    return "\n".join([f"- {' '.join(words)}".replace("\n", "\n  "), *map(_indented, blocks)])


def _said(description: str) -> tuple[str, str]:
    """What may follow the name, and what must be nested lest it lose its beginning."""
    first, _, more = description.partition("\n")
    if _SEPARATOR.match(first):
        first, more = "", description
    elif re.search(r"\w", first):
        first, more = description, ""
    return _broken(first), _broken(more)


def _broken(text: str) -> str:
    """Lines that stay lines of one paragraph."""
    return text.replace("\n", "\\\n")


def _indented(block: str) -> str:
    return "\n".join(f"  {line}" for line in block.split("\n"))


def _own_link(entry: Entry, outside: _Outside) -> Link | None:
    """The link that leads where the entry does and that its description does not show."""
    found = [link_ for before, link_ in outside if not before and link_.url == entry.url]
    named = (link_ for link_ in found if link_.text.startswith(entry.name))
    return next(named, found[0] if found else None)


def _name(entry: Entry, own: Link | None) -> str:
    if own is not None and own.text.startswith(entry.name):
        return _struck(entry, link(escape(own.text), own.url))
    if own is not None:
        return f"{_struck(entry, f'**{escape(entry.name)}**')} {link(escape(own.text), own.url)}"
    if entry.url:
        return _struck(entry, f"**{escape(entry.name)}**")
    return _struck(entry, _guarded(escape(entry.name)))


def _struck(entry: Entry, name: str) -> str:
    return f"~~{name}~~" if entry.struck else name


# Links that no description shows


def _outside(links: Iterable[Link], description: str) -> _Outside:
    shown = _shown(description)
    outside = []
    # From the end, because a name that the description repeats comes first.
    for link_ in reversed(list(links)):
        if link_ in shown:
            del shown[len(shown) - 1 - shown[::-1].index(link_) :]
        else:
            outside.append((len(shown), link_))
    return outside[::-1]


def _shown(description: str) -> list[Link]:
    return [Link(span.text, span.url or "") for span in inline.links(description)]


def _until(count: int, outside: _Outside) -> tuple[list[str], _Outside]:
    """As pictures the links that come after at most so many others, and the later links."""
    first = [it for it in outside if it[0] <= count]
    return _pictures(first), outside[len(first) :]


def _pictures(outside: _Outside) -> list[str]:
    pictures = " ".join(_picture(link_) for _, link_ in outside)
    return [pictures] if pictures else []


def _picture(link_: Link) -> str:
    """A link without text: what its picture shows is not known, only what it is called."""
    return link(f"![{escape(link_.text)}]()", link_.url)
