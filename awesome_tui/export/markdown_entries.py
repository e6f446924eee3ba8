"""Entries as Markdown that parses back to them: items, and the rows of tables.

Most entries become items that open with a link. Entries with facts become rows of a table with a
column for each, or items with a bullet for each where they contain others. Two more kinds have a
name that is not a link: if the link text only repeats the URL, the name precedes it in bold; an
entry of a table becomes a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from awesome_tui.export.heading_spelling import spell_title, write_text
from awesome_tui.export.hidden_links import (
    HiddenLinks,
    hidden_links,
    link_title,
    shown_links,
    split_hidden_links,
    with_pictures,
    write_pictures,
)
from awesome_tui.model.entries import Entry, Fact, Link
from awesome_tui.text import inline_markdown as inline
from awesome_tui.text.inline_markdown import escape, link, plain

# Text that would start a list, heading, quote or table at the beginning of a line.
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+#>=|])")
# Text that the parser would take for the separator before a description.
_SEPARATOR = re.compile(r"\\?[-–—―−‐‒:：,，、;；|｜·•»→]|[.。](?:\s|$)|\\?=+>")
# The end of a name that the parser would strip before its link.
_NAME_END = re.compile(r"[\s\-–—―−:：,，.(（\[|·•»→]$")
_WORD = re.compile(r"\w")
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
    for form, alike in groupby(entries, _form):
        if form == "item":
            yield from map(_item, alike)
        elif form == "reference":
            yield from (escape_block_start(entry.description) for entry in alike)
        elif form == "row":
            yield "\n".join(["| | |", "| --- | --- |", *map(_row, alike)])
        else:
            yield from _fact_table(tuple(alike))


def escape_block_start(line: str) -> str:
    """Escape the start of a line that would begin a block."""
    start = _BLOCK.match(line)
    return f"{start['number'] or ''}\\{line[start.end() :]}" if start else line


def indent_block(block: str) -> str:
    """Indent each line of `block` as the content of an item."""
    return "\n".join(f"  {line}" for line in block.split("\n"))


def _form(entry: Entry) -> Literal["item", "row", "reference", "table"]:
    if entry.facts and _fits_in_row(entry) and not _opens_with_separator(entry.description):
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
    own = _own_link(entry, hidden_links(entry.links, entry.description))
    if own is not None:
        return not (own.text.startswith(entry.name) or _repeats_url(own))
    first = next(iter(shown_links(entry.description)), None)
    if first is None or first.url != entry.url or _NAME_END.search(entry.name):
        return True
    return _repeats_url(first) or not _LETTER.search(first.text)


def _repeats_url(link_: Link) -> bool:
    """True if the link text is its URL or the end of it."""
    return "." in link_.text and link_.url.rstrip("/").endswith(link_.text.rstrip("/"))


def _row(entry: Entry) -> str:
    name, rest = _cell_name(entry)
    return _join_cells((name, _cell_description(entry, rest)))


def _cell_description(entry: Entry, outside: HiddenLinks) -> str:
    early, inner, late = split_hidden_links(entry.description, outside)
    return " ".join([*early, with_pictures(entry.description, inner), *late]).strip()


def _cell_name(entry: Entry) -> tuple[str, HiddenLinks]:
    """Return the name, linked where its link shows it, and the remaining links."""
    outside = hidden_links(entry.links, entry.description)
    first, own, rest = _split_at_own_link(entry, outside)
    if own is None or not own.text.startswith(entry.name):
        return link_title(spell_title(entry.name), outside)
    return " ".join([*write_pictures(first), _name(entry, own)]), rest


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
    return "\n".join([f"- {' '.join(words)}".replace("\n", "\n  "), *map(indent_block, blocks)])


def _split_description(entry: Entry, inner: HiddenLinks) -> tuple[str, str]:
    """Return text to follow the name, and text to nest because its start would be stripped."""
    description = with_pictures(entry.description, inner)
    if not entry.url:  # without a link, the parser takes the whole text as the name
        return "", _with_hard_breaks(description)
    first, _, more = description.partition("\n")
    if _opens_with_separator(first):
        first, more = "", description
    elif _WORD.search(first):
        first, more = description, ""
    return _with_hard_breaks(first), _with_hard_breaks(more)


def _opens_with_separator(description: str) -> bool:
    """True if the parser would strip the start of `description`."""
    opens = next(iter(inline.spans(description)), None)
    return bool(opens and not opens.url and _SEPARATOR.match(plain(description)))


def _with_hard_breaks(text: str) -> str:
    """Write newlines as hard breaks, so that the lines stay in one paragraph."""
    return text.replace("\n", "\\\n")


def _split_at_own_link(
    entry: Entry, outside: HiddenLinks
) -> tuple[HiddenLinks, Link | None, HiddenLinks]:
    """Return the links before the one that the name shows, that one, and those after it."""
    own = _own_link(entry, outside)
    count = next((i for i, (_, link_) in enumerate(outside) if link_ is own), 0)
    return outside[:count], own, [it for it in outside[count:] if it[1] is not own]


def _own_link(entry: Entry, outside: HiddenLinks) -> Link | None:
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
    return _struck(entry, escape_block_start(write_text(entry.name)))


def _struck(entry: Entry, name: str) -> str:
    return f"~~{name}~~" if entry.struck else name


# Facts


def _fact_table(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a table of entries with facts, or items where these are read more surely."""
    columns = _fact_columns(entries)
    rows = [_fact_row(entry, columns) for entry in entries]
    is_described = any(description for _, description, *_ in rows)
    suits_table = len(columns) <= _WIDEST and (is_described or not _may_describe(entries))
    if not suits_table and all(map(_suits_bullets, entries)):
        yield from map(_item, entries)
        return
    head = ["Name", "Description", *map(escape, columns)]
    if not is_described:
        rows, head = [[name, *values] for name, _, *values in rows], [head[0], *head[2:]]
    yield "\n".join(map(_join_cells, (head, ["---"] * len(head), *rows)))


def _may_describe(entries: Iterable[Entry]) -> bool:
    """True if the parser may take a column of facts for that of descriptions."""
    words = (len(fact.value.split()) for entry in entries for fact in entry.facts)
    return max(words) >= _SHORTEST_DESCRIPTION


def _fact_row(entry: Entry, columns: Sequence[str]) -> list[str]:
    name, rest = _cell_name(entry)
    values, rest = _link_values(entry, rest)
    cells = []
    for column in columns:
        is_own = len(values) > 0 and entry.facts[-len(values)].name == column
        cells.append(values.pop(0) if is_own else "")
    return [name, _cell_description(entry, rest), *cells]


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
