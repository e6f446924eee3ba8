"""Entries as Markdown that parses back to them: items, and the rows of tables.

Most entries become items that open with a link. Entries with facts become rows of a table with a
column for each, or items with a bullet for each where they contain others. An entry whose name is
not the text of a link becomes a row as well, as a column of names is read for what it is. But if
its description shows its link first, a plain name precedes that in bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal, NamedTuple

from awesome_tui.export.heading_spelling import write_text
from awesome_tui.export.hidden_links import (
    HiddenLinks,
    hidden_links,
    join_split_links,
    shown_links,
    split_hidden_links,
    with_pictures,
    write_pictures,
)
from awesome_tui.model.entries import Entry, Fact, Link
from awesome_tui.text import inline_markdown as inline
from awesome_tui.text.inline_markdown import code, escape, link, plain

# Text that would start a list, heading, quote or table at the beginning of a line.
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+#>=|])")
# Text that the parser would take for the separator before a description.
_SEPARATOR = re.compile(r"\\?[-–—―−‐‒:：,，、;；|｜·•»→]|[.。](?:\s|$)|\\?=+>")
# A name of which the parser would cut nothing: no year, number, tag, bracket or separator.
_PLAIN_NAME = re.compile(
    r"(?!.*(?:(?:19|20)\d\d|['’]\d\d)|\d+[.)/、．-])"
    r"[^\W_](?:[\w.+#/&'’-]*[\w+#])?(?:[:,]? (?:[\w+#&'’](?:[\w.+#/&'’-]*[\w+#])?)){0,11}"
)
# What may follow the name in the text of its link: a count of stars.
_STARS = re.compile(r"\W*[★☆⭐🌟⧗🍴]\W*[\d.,]+\s*k?\W*", re.IGNORECASE)
_SHORTEST_NAME = 3
"""Minimum words of a bold name right before a link, where fewer would be a label."""
# A line of emoji, which the parser would join to the next line.
_MARKS = re.compile(r"(?:[©®\u2190-\u2bff\u200d\ufe0f\U0001f000-\U0001faff\s]|:[a-z0-9_+-]+:)*")
_LETTER = re.compile(r"[^\W\d_]")
# A label that the parser reads as the name of a fact.
_LABEL = re.compile(r"[^\W_][^:：\n]{0,39}")
_LONGEST_LABEL, _LONGEST_VALUE = 4, 12
"""Maximum words of a fact that is read from a bullet."""
_WIDEST = 8
"""Maximum columns of facts in a table, where bullets serve as well."""
_SHORTEST_DESCRIPTION = 4
"""Minimum words of a column that the parser takes for descriptions, where no other is."""


def write_entries(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the blocks of `entries`."""
    for form, alike in groupby(map(_with_whole_links, entries), _form):
        if form == "item":
            yield from map(_item, alike)
        elif form == "reference":
            yield from (escape_block_start(entry.description) for entry in alike)
        elif form == "row":
            yield _table(list(map(_row, alike)))
        else:
            yield from _fact_table(tuple(alike))


def escape_block_start(line: str) -> str:
    """Escape the start of a line that would begin a block."""
    start = _BLOCK.match(line)
    return f"{start['number'] or ''}\\{line[start.end() :]}" if start else line


def nest_block(block: str) -> str:
    """Indent `block` as the content of an item; a table must not go on the paragraph above."""
    indented = "\n".join(f"  {line}" for line in block.split("\n"))
    return f"\n{indented}" if block.startswith("|") else indented


def _with_whole_links(entry: Entry) -> Entry:
    description = join_split_links(entry.links, entry.description)
    return entry if description == entry.description else replace(entry, description=description)


def _form(entry: Entry) -> Literal["item", "row", "reference", "table"]:
    if entry.facts and _fits_in_row(entry):
        return "table"
    if _is_reference(entry):
        return "reference"
    return "row" if _needs_row(entry) else "item"


def _is_reference(entry: Entry) -> bool:
    """True for words that end with the link that names the entry, as in "See also: [X](u)"."""
    spans = inline.spans(entry.description)
    said = "".join(span.text for span in spans if span.url is None).rstrip()
    own = Link(entry.name, entry.url or "")
    return (
        said.endswith((":", "："))
        and spans[-1].url is not None
        and entry.links == (own,) == tuple(shown_links(entry.description))
        and not (entry.entries or entry.facts or entry.struck)
    )


def _fits_in_row(entry: Entry) -> bool:
    return entry.url is not None and not entry.entries


def _needs_row(entry: Entry) -> bool:
    """True if only a table row parses back as an entry with this name."""
    if entry.struck or not _fits_in_row(entry):
        return False
    if inline.links(entry.description) and _is_cut_at_start(entry.description):
        return True
    own = _own_link(entry, hidden_links(entry.links, entry.description))
    if own is not None:
        return not _shows_name(own, entry.name)
    first = next(iter(shown_links(entry.description)), None)
    if first is None or first.url != entry.url or not _PLAIN_NAME.fullmatch(entry.name):
        return True
    is_label = len(entry.name.split()) < _SHORTEST_NAME and _opens_with_link(entry.description)
    return is_label or _repeats_url(first) or not _LETTER.search(first.text)


def _shows_name(own: Link, name: str) -> bool:
    """True if the parser names an entry by the text of its link."""
    after = own.text.removeprefix(name)
    return own.text == name or (after != own.text and _STARS.fullmatch(after) is not None)


def _opens_with_link(description: str) -> bool:
    first = next(iter(inline.spans(description)), None)
    return first is not None and first.url is not None


def _repeats_url(link_: Link) -> bool:
    """True if the link text is its URL or the end of it."""
    url, text = link_.url.rstrip("/").casefold(), link_.text.rstrip("/").casefold()
    return "." in text and url.endswith(text)


class _Row(NamedTuple):
    """The cells of an entry; those of facts are in the order of their columns."""

    links: str
    """Links that precede the one of the name."""
    name: str
    description: str
    facts: Sequence[str]


def _row(entry: Entry, columns: Sequence[str] = ()) -> _Row:
    links, name, rest = _name_cells(entry)
    values, rest = _link_values(entry, rest)
    facts = []
    for column in columns:
        is_own = len(values) > 0 and entry.facts[-len(values)].name == column
        facts.append(values.pop(0) if is_own else "")
    early, inner, late = split_hidden_links(entry.description, rest)
    if early and entry.description.startswith("`"):
        # Before it, pictures would keep the code from being read as tags.
        name, early = " ".join([name, *early]), []
    description = with_pictures(entry.description, inner)
    return _Row(links, name, " ".join([*early, description, *late]).strip(), facts)


def _table(rows: Sequence[_Row], columns: Iterable[str] = (), *, is_described: bool = True) -> str:
    """Write a table; the parser takes its columns for what they are called."""
    head = _Row("", "Name", "Description", [escape(column) for column in columns])
    line = _Row("---", "---", "---", ["---"] * len(head.facts))
    has_links = any(row.links for row in rows)
    return "\n".join(
        _join_cells(
            [
                *([row.links] if has_links else []),
                row.name,
                *([row.description] if is_described else []),
                *row.facts,
            ]
        )
        for row in (head, line, *rows)
    )


def _name_cells(entry: Entry) -> tuple[str, str, HiddenLinks]:
    """Return the links before the name, the name with its link, and the remaining links.

    If no text shows the link of the name, it is an image beside that, the first one of its cell.
    """
    outside = hidden_links(entry.links, entry.description)
    first, own, rest = _split_at_own_link(entry, outside)
    if own is not None and _shows_name(own, entry.name):
        return "", " ".join([*write_pictures(first), _name(entry, own)]), rest
    name = _cell_text(entry.name)
    if own is None or own.text in [plain(fact.value) for fact in entry.facts]:
        return "", name, outside
    shown = next((link for link in shown_links(entry.description) if "://" in link.url), None)
    if shown is not None and shown.url == entry.url:
        return "", name, outside
    return " ".join(write_pictures(first)), " ".join([name, *write_pictures([(0, own)])]), rest


def _cell_text(name: str) -> str:
    """Write a name, in code if the parser would cut any of it."""
    return write_text(name) if _PLAIN_NAME.fullmatch(name) else code(name)


def _join_cells(cells: Iterable[str]) -> str:
    return f"|{'|'.join(f' {_cell(cell)} ' if cell else ' ' for cell in cells)}|"


def _cell(markdown: str) -> str:
    return markdown.replace("|", "\\|").replace("\n", "<br>")


def _item(entry: Entry) -> str:
    outside = hidden_links(entry.links, entry.description)
    first, own, rest = _split_at_own_link(entry, outside)
    early, inner, late = split_hidden_links(entry.description, rest)
    said, nested = _split_description(entry, inner)
    words = [*write_pictures(first), _name(entry, own), *early]
    words += [*(["-", said] if said else []), *late]
    blocks = [*([f"- {nested}"] if nested else []), *map(_fact_bullet, entry.facts)]
    blocks += write_entries(entry.entries)
    return "\n".join([f"- {' '.join(words)}".replace("\n", "\n  "), *map(nest_block, blocks)])


def _split_description(entry: Entry, inner: HiddenLinks) -> tuple[str, str]:
    """Return text to follow the name, and text to nest because its start would be stripped."""
    description = with_pictures(entry.description, inner)
    if not entry.url:  # without a link, the parser takes the whole text as the name
        return "", _with_hard_breaks(description)
    first, _, more = description.partition("\n")
    if _opens_with_separator(first):
        first, more = "", description
    elif not _MARKS.fullmatch(first):
        first, more = description, ""
    return _with_hard_breaks(first), _with_hard_breaks(more)


def _is_cut_at_start(description: str) -> bool:
    """True if an item would not keep the start of `description`, or its first line."""
    first, _, more = description.partition("\n")
    return _opens_with_separator(first) or bool(more and _MARKS.fullmatch(first))


def _opens_with_separator(description: str) -> bool:
    """True if the parser would strip the start of `description`."""
    opens = next(iter(inline.spans(description)), None)
    if opens is None or opens.url or "code" in opens.styles:
        return False
    return _SEPARATOR.match(plain(description)) is not None


def _with_hard_breaks(text: str) -> str:
    """Write newlines as hard breaks, so that the lines stay in one paragraph."""
    return text.replace("\n", "\\\n")


def _split_at_own_link(
    entry: Entry, outside: HiddenLinks
) -> tuple[HiddenLinks, Link | None, HiddenLinks]:
    """Return the links before the one that the name shows, that one, and those after it."""
    own = _own_link(entry, outside)
    count = next((i for i, (_, link_) in enumerate(outside) if link_ is own), 0)
    return outside[:count], own, [pair for pair in outside[count:] if pair[1] is not own]


def _own_link(entry: Entry, outside: HiddenLinks) -> Link | None:
    """Return the link with the entry's URL that its description does not contain."""
    found = [link_ for before, link_ in outside if not before and link_.url == entry.url]
    named = (link_ for link_ in found if _shows_name(link_, entry.name))
    return next(named, found[0] if found else None)


def _name(entry: Entry, own: Link | None) -> str:
    if own is not None and _shows_name(own, entry.name):
        return _struck(entry, link(write_text(own.text), own.url))
    if own is not None:
        name = _struck(entry, f"**{write_text(entry.name)}**")
        return f"{name} {link(write_text(own.text), own.url)}"
    if entry.url:
        return _struck(entry, f"**{write_text(entry.name)}**")
    return _struck(entry, escape_block_start(write_text(entry.name)))


def _struck(entry: Entry, name: str) -> str:
    return f"~~{name}~~" if entry.struck else name


# Facts


def _fact_table(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a table of entries with facts, or items where these are read more surely."""
    columns = _fact_columns(entries)
    rows = [_row(entry, columns) for entry in entries]
    is_described = any(row.description for row in rows)
    may_describe = _may_describe(entries)
    suits_table = len(columns) <= _WIDEST and (is_described or not may_describe)
    if not suits_table and all(map(_suits_bullets, entries)):
        yield from map(_item, entries)
    else:
        yield _table(rows, columns, is_described=is_described or may_describe)


def _may_describe(entries: Iterable[Entry]) -> bool:
    """True if the parser may take a column of facts for that of descriptions."""
    words = (len(fact.value.split()) for entry in entries for fact in entry.facts)
    return max(words) >= _SHORTEST_DESCRIPTION


def _link_values(entry: Entry, outside: HiddenLinks) -> tuple[list[str], HiddenLinks]:
    """Return the values of facts, those linked that the last links show, and the other links."""
    values, left = [fact.value for fact in entry.facts], list(outside)
    shown = len(shown_links(entry.description))
    for at in reversed(range(len(values))):
        if left and left[-1][0] >= shown and left[-1][1].text == plain(values[at]):
            values[at] = link(values[at], left.pop()[1].url)
    return values, left


def _fact_columns(entries: Iterable[Entry]) -> list[str]:
    """Return headings among which those of each entry stand in its order."""
    columns: list[str] = []
    for entry in entries:
        at = 0
        for fact in entry.facts:
            if fact.name in columns[at:]:
                at = columns.index(fact.name, at)
            else:
                columns.insert(at, fact.name)
            at += 1
    return columns


def _suits_bullets(entry: Entry) -> bool:
    return not _needs_row(entry) and all(map(_suits_bullet, entry.facts))


def _suits_bullet(fact: Fact) -> bool:
    """True if the parser reads the fact from a bullet, and no link or description."""
    return (
        _LABEL.fullmatch(fact.name) is not None
        and len(fact.name.split()) <= _LONGEST_LABEL
        and 0 < len(fact.value.split()) <= _LONGEST_VALUE
        and not (fact.value.startswith("//") or inline.links(fact.value))
    )


def _fact_bullet(fact: Fact) -> str:
    return f"- {escape(fact.name)}: {fact.value}"
