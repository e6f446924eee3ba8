"""Markdown export that parses back to the same list.

Most entries become items that open with a link. Two kinds have a name that is not a link: if the
link text only repeats the URL, the name precedes it in bold; an entry of a table becomes a row.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise, repeat
from typing import TypeAlias

from awesome_tui.export.titles import (
    HeadingSpeller,
    TitleSpelling,
    spell_title,
    split_shortcodes,
    write_text,
)
from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.text import inline_markdown as inline
from awesome_tui.text.inline_markdown import escape, link, plain

# A paragraph of a description, or a code fence, which may contain blank lines.
_PARAGRAPH = re.compile(r"```\n.*?\n```|[^\n]+(?:\n[^\n]+)*", re.DOTALL)
# A line of a paragraph; a trailing backslash joins the next line to it.
_LINE = re.compile(r"(?:\\.?|[^\\\n]+)+", re.DOTALL)
_SPLIT_LINK = re.compile(r"\]\(([^\s()]+)\)\n\[(?=[^\n]*\]\(\1\)(?:\n|$))")
# Text that would start a list, heading, quote or table at the beginning of a line.
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+#>=|])")
# Text that the parser would take for the separator before a description.
_SEPARATOR = re.compile(r"\\?[-–—―−‐‒:：,，、;；|｜·•»→]|[.。](?:\s|$)|\\?=+>")
# The end of a name that the parser would strip before its link.
_NAME_END = re.compile(r"[\s\-–—―−:：,，.(（\[|·•»→]$")
# Text that separates a link from the words after it.
_SET_OFF = re.compile(r"\s*(?:[-–—―−:：|·•»→(（,，.]|by\b)")
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")

# Invisible links within the page: `_NOWHERE` keeps the text beside it from being a group title,
# `_NO_NAME` keeps the text after it from being an entry, as U+034F is neither space nor image.
_NOWHERE = "[](#)"
_NO_NAME = "[&#847;](#)"

_Outside: TypeAlias = list[tuple[int, Link]]
"""Links outside a description, each with the number of its links that precede it."""


def to_markdown(document: AwesomeList) -> str:
    """Export headings, nested items and links; parsing it changes only line numbers."""
    blocks = [*_document(document, HeadingSpeller(document)), ""]
    return "".join(f"{block}{_gap(block, after)}" for block, after in pairwise(blocks))


def _gap(block: str, after: str) -> str:
    close = not after or (block.startswith("- ") and after.startswith("- "))
    return "\n" if close else "\n\n"


def _document(document: AwesomeList, headings: HeadingSpeller) -> Iterator[str]:
    outside = _hidden_links(document.links, _description(document))
    if document.title:
        spelling, repeats = headings.title(document.title)
        title, outside = _title(spelling, outside, is_whole=True)
        yield f"# {title}"
        yield from repeat(f"# {escape(document.title)}", repeats - 1)
    elif headings.is_nameless():
        yield "#"
    yield from _body(document, outside, headings)


def _body(
    holder: AwesomeList | Section, outside: _Outside, headings: HeadingSpeller
) -> Iterator[str]:
    yield from _prose(_description(holder), outside)
    yield from _entries(holder.entries)
    for section in holder.sections:
        yield from _section(section, headings)


def _section(section: Section, headings: HeadingSpeller) -> Iterator[str]:
    outside = _hidden_links(section.links, _description(section))
    if section.kind == "heading":
        spelling = headings.section(section.title, section.anchor)
        title, outside = _title(spelling, outside)
        yield f"{'#' * (section.level or 6)} {title}"
        yield from _body(section, outside, headings)
    elif _parses_back_as_item(section):
        title, outside = _title(spell_title(section.title), outside)
        head = " ".join([_escape_block_start(title), *_pictures(outside)])
        yield "\n".join([f"- {head}", *map(_indented, _body(section, [], headings))])
    else:
        yield f"<details><summary>{_summary(section.title)}</summary>"
        yield from _body(section, outside, headings)
        yield "</details>"


def _summary(title: str) -> str:
    return "".join(
        f"<code>{html.escape(part)}</code>" if is_name else html.escape(part)
        for part, is_name in split_shortcodes(title)
    )


def _parses_back_as_item(group: Section) -> bool:
    """True if an item with nested items parses back as exactly this group."""
    has_bullets = all(text.startswith("- ") for text in _paragraphs(group.description))
    has_groups = all(
        inner.kind == "group" and _parses_back_as_item(inner) for inner in group.sections
    )
    opens = any(link_.text and group.title.startswith(link_.text) for link_ in group.links)
    return bool(group.entries or group.sections) and has_bullets and has_groups and not opens


# Prose


def _prose(description: str, outside: _Outside) -> Iterator[str]:
    """Yield the paragraphs, with each outside link after the links that precede it."""
    pictures, outside = _take_images(0, outside)
    yield from pictures
    shown = 0
    for paragraph in _paragraphs(description):
        if paragraph.startswith("```\n"):
            yield paragraph
            continue
        lines = []
        for line in _LINE.findall(paragraph):
            shown += len(_shown(line))
            pictures, outside = _take_images(shown, outside)
            lines.append(" ".join([line, *pictures]))
        yield _guard_prose(paragraph, "\\\n".join(lines))


def _description(holder: AwesomeList | Section) -> str:
    """Return the description, with a link that was split at line breaks joined again."""
    whole = _SPLIT_LINK.sub("\\\\\n", holder.description)
    if len(_hidden_links(holder.links, whole)) < len(
        _hidden_links(holder.links, holder.description)
    ):
        return whole
    return holder.description


def _paragraphs(description: str) -> list[str]:
    return _PARAGRAPH.findall(description)


def _guard_prose(paragraph: str, written: str) -> str:
    """Return `written`, guarded against being parsed as an entry or a group title."""
    written = f"{_NO_NAME} {written}" if _is_like_an_entry(paragraph) else written
    return f"{written}\n\n{_NOWHERE}" if _is_bold(paragraph) else written


def _is_like_an_entry(paragraph: str) -> bool:
    """True if it opens with a link and then ends, breaks the line or goes on after a separator."""
    spans = inline.spans(paragraph)
    first = next((i for i, span in enumerate(spans) if span.url or _WORD.search(span.text)), None)
    if first is None or spans[first].url is None or paragraph.startswith("- "):
        return False
    said = "".join(span.text for span in spans[first:] if span.url is None)
    has_words = any(_WORD.search(span.text) for span in spans)
    is_set_off = _SET_OFF.match(said) if _WORD.search(said) else len(_shown(paragraph)) == 1
    return has_words and ("\n" in paragraph or bool(is_set_off))


def _is_bold(paragraph: str) -> bool:
    words = [span for span in inline.spans(paragraph) if _WORD.search(span.text)]
    return bool(words) and all("strong" in span.styles for span in words)


def _escape_block_start(line: str) -> str:
    """Escape the start of a line that would begin a block."""
    start = _BLOCK.match(line)
    return f"{start['number'] or ''}\\{line[start.end() :]}" if start else line


def _title(
    spelling: TitleSpelling, outside: _Outside, *, is_whole: bool = False
) -> tuple[str, _Outside]:
    """Return the title with its own links inserted, and the remaining links."""
    title = spelling.title
    written, position, used = "", 0, 0
    for index, (before, link_) in enumerate(outside):
        found = re.compile(rf"(?<!\w){re.escape(link_.text)}(?!\w)").search(title, position)
        if before or not (found and link_.text) or (is_whole and link_.text != title):
            continue
        written += "".join(_pictures(outside[used:index]))
        written += spelling.part(position, found.start())
        written += link(spelling.part(*found.span()), link_.url)
        position, used = found.end(), index + 1
    written += spelling.part(position, len(title)) + spelling.trail
    return re.sub(r"#(?=#*$)", r"\#", written), outside[used:]


# Entries


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    for needs_row, alike in groupby(entries, _needs_row):
        if needs_row:
            yield "\n".join(["| | |", "| --- | --- |", *map(_row, alike)])
        else:
            yield from map(_item, alike)


def _needs_row(entry: Entry) -> bool:
    """True if only a table row parses back as an entry with this name."""
    if entry.struck or entry.entries or not entry.url:
        return False
    own = _own_link(entry, _hidden_links(entry.links, entry.description))
    if own is not None:
        return not (own.text.startswith(entry.name) or _repeats_url(own))
    first = next(iter(_shown(entry.description)), None)
    if first is None or first.url != entry.url or _NAME_END.search(entry.name):
        return True
    return _repeats_url(first) or not _LETTER.search(first.text)


def _repeats_url(link_: Link) -> bool:
    """True if the link text is its URL or the end of it."""
    return "." in link_.text and link_.url.rstrip("/").endswith(link_.text.rstrip("/"))


def _row(entry: Entry) -> str:
    name, outside = _title(spell_title(entry.name), _hidden_links(entry.links, entry.description))
    early, inner, late = _split_hidden_links(entry.description, outside)
    said = _with_pictures(entry.description, inner)
    return f"| {_cell(name)} | {_cell(' '.join([*early, said, *late]))} |"


def _cell(markdown: str) -> str:
    return markdown.replace("|", "\\|").replace("\n", "<br>")


def _item(entry: Entry) -> str:
    outside = _hidden_links(entry.links, entry.description)
    own = _own_link(entry, outside)
    count = next((i for i, (_, link_) in enumerate(outside) if link_ is own), 0)
    first, rest = outside[:count], [it for it in outside[count:] if it[1] is not own]
    early, inner, late = _split_hidden_links(entry.description, rest)
    said, nested = _split_description(entry, inner)
    words = [*_pictures(first), _name(entry, own), *early]
    words += [*(["-", said] if said else []), *late]
    blocks = [*([f"- {nested}"] if nested else []), *_entries(entry.entries)]
    return "\n".join([f"- {' '.join(words)}".replace("\n", "\n  "), *map(_indented, blocks)])


def _split_description(entry: Entry, inner: _Outside) -> tuple[str, str]:
    """Return text to follow the name, and text to nest because its start would be stripped."""
    description = _with_pictures(entry.description, inner)
    if not entry.url:  # without a link, the parser takes the whole text as the name
        return "", _with_hard_breaks(description)
    first, _, more = description.partition("\n")
    opens = next(iter(inline.spans(first)), None)
    if opens and not opens.url and _SEPARATOR.match(plain(first)):
        first, more = "", description
    elif _WORD.search(first):
        first, more = description, ""
    return _with_hard_breaks(first), _with_hard_breaks(more)


def _with_hard_breaks(text: str) -> str:
    """Write newlines as hard breaks, so that the lines stay in one paragraph."""
    return text.replace("\n", "\\\n")


def _indented(block: str) -> str:
    return "\n".join(f"  {line}" for line in block.split("\n"))


def _own_link(entry: Entry, outside: _Outside) -> Link | None:
    """Return the link with the entry's URL that its description does not contain."""
    found = [link_ for before, link_ in outside if not before and link_.url == entry.url]
    named = (link_ for link_ in found if link_.text.startswith(entry.name))
    return next(named, found[0] if found else None)


def _name(entry: Entry, own: Link | None) -> str:
    if own is not None and own.text.startswith(entry.name):
        return _struck(entry, link(write_text(own.text), own.url))
    if own is not None:
        name = _struck(entry, f"**{write_text(entry.name)}**")
        return f"{name} {link(write_text(own.text), own.url)}"
    if entry.url:
        return _struck(entry, f"**{write_text(entry.name)}**")
    return _struck(entry, _escape_block_start(write_text(entry.name)))


def _struck(entry: Entry, name: str) -> str:
    return f"~~{name}~~" if entry.struck else name


# Links outside descriptions


def _hidden_links(links: Iterable[Link], description: str) -> _Outside:
    shown = _shown(description)
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


def _shown(description: str) -> list[Link]:
    return [Link(span.text, span.url or "") for span in inline.links(description)]


def _take_images(count: int, outside: _Outside) -> tuple[list[str], _Outside]:
    """Split `outside` after `count` shown links into images and the remaining links."""
    first = [it for it in outside if it[0] <= count]
    return _pictures(first), outside[len(first) :]


def _split_hidden_links(
    description: str, outside: _Outside
) -> tuple[list[str], _Outside, list[str]]:
    """Split `outside` into images before `description`, links in it, and images after it."""
    count = len(_shown(description))
    early, rest = _take_images(0, outside)
    inner = [it for it in rest if it[0] < count]
    return early, inner, _pictures(rest[len(inner) :])


def _with_pictures(description: str, inner: _Outside) -> str:
    """Insert each link of `inner` as an image, after the links that precede it."""
    ends = inline.link_ends(description) if inner else ()
    for before, link_ in reversed(inner):
        end = ends[before - 1]
        description = description[:end] + _picture(link_) + description[end:]
    return description


def _pictures(outside: _Outside) -> list[str]:
    pictures = " ".join(_picture(link_) for _, link_ in outside)
    return [pictures] if pictures else []


def _picture(link_: Link) -> str:
    """Format a link as an image without a source: only its alternative text is known."""
    return link(f"![{escape(link_.text)}]()", link_.url)
