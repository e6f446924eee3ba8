"""A list as lines of JSON, for the pipe of the parser process and for the store alike.

Sections and entries are written as columns in document order: reading a few long lists of strings
takes a third of the time and memory of reading one small list for each entry.

    [source, number of sections, number of entries]
    [titles, anchors, levels, …]             the document as a section, and the next BLOCK - 1
    …
    [names, urls, descriptions, …]           the first BLOCK entries
    …

Each node has its number of children, so one pass over both rebuilds the tree, and a reader of a
pipe knows when it has all. Blocks keep each call of the JSON reader short, because it holds the GIL
and so delays the screen. A block whose entries have no facts and no tags leaves out these columns,
and those of fields that came later: a list that was stored before does not have them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from itertools import chain, islice
from sys import intern
from typing import Any, Literal, TypeAlias, get_args, get_type_hints

from awesome_tui.model.entries import AwesomeList, Entry, Fact, Link, Section, walk_sections

BLOCK = 4096
_Nodes: TypeAlias = Iterator[tuple[Any, ...]]
Columns: TypeAlias = list[list[Any]]
_Kind: TypeAlias = frozenset[type[object]]
_TEXT, _NUMBER, _NONE = (frozenset[type[object]]({kind}) for kind in (str, int, type(None)))
_LIST = frozenset[type[object]]({list})
_SECTION = (_TEXT, _TEXT, _NUMBER | _NONE, _TEXT, _LIST, _NUMBER, _NUMBER, _NUMBER)
_HINTS = get_type_hints(Entry)
_WRITTEN = {"entries": _NUMBER, **dict.fromkeys(("links", "facts", "tags"), _LIST | _NONE)}
"""The fields of an entry that are not written as they are."""
_ENTRY = tuple(_WRITTEN.get(name, frozenset(get_args(of) or (of,))) for name, of in _HINTS.items())
"""The allowed types of each column, which are the fields of an entry."""
_FACTS = list(_HINTS).index("facts")
"""The first column that a block may leave out, with all that follow."""
_LATER = {each.name: each.default for each in fields(Entry)[_FACTS + 2 :]}
"""Fields behind facts and tags, which are written as they are, and what they are by default."""


class DamagedTree(ValueError):  # noqa: N818  read as words: except DamagedTree
    """Lines that `write_list` did not produce, or not all of them."""


def write_list(document: AwesomeList) -> Iterator[bytes]:
    """Yield the lines of `document`."""
    root = replace(document.as_section(), level=None)
    sections = list(walk_sections(root))
    yield write_line([document.source, len(sections), _reach(root)])
    for block in _blocks(map(_section_node, sections)):
        yield write_line(block)
    for block in _blocks(_entry_node(entry) for _, entry in document.walk()):
        yield write_line(block if any(map(any, block[_FACTS:])) else block[:_FACTS])


def read_list(lines: Iterable[bytes]) -> AwesomeList:
    """Read a list, and no line after it; raises `DamagedTree`."""
    with reporting_damage():
        source, columns, blocks = read_columns(lines)
        entries = (entry for block in blocks for entry in zip(*block, strict=True))
        (root,) = _sections(zip(*columns, strict=True), entries, 1)
        return AwesomeList(
            source, root.title, root.description, root.links, root.entries, root.sections
        )


@contextmanager
def reporting_damage() -> Iterator[None]:
    """Raise `DamagedTree` for what is wrong with lines that are read within."""
    try:
        yield
    except (ValueError, TypeError, LookupError, RuntimeError) as error:
        raise DamagedTree from error


# Writing


def _section_node(section: Section) -> tuple[object, ...]:
    return (
        section.title,
        section.anchor,
        section.level,
        section.description,
        _flat_links(section.links),
        len(section.entries),
        _nested(section.entries),
        len(section.sections),
    )


def _entry_node(entry: Entry) -> tuple[object, ...]:
    return (
        entry.name,
        entry.url,
        entry.description,
        entry.struck,
        None if entry.links == _own_link(entry.name, entry.url) else _flat_links(entry.links),
        len(entry.entries),
        entry.line,
        [part for fact in entry.facts for part in (fact.name, fact.value)] or None,
        entry.tags or None,
        *[getattr(entry, name) for name in _LATER],
    )


def _reach(section: Section) -> int:
    """The number of all entries in `section`."""
    return _nested(section.entries) + sum(map(_reach, section.sections))


def _nested(entries: tuple[Entry, ...]) -> int:
    """The number of `entries` and those inside them."""
    return len(entries) + sum(_nested(entry.entries) for entry in entries)


def _own_link(name: str, url: str | None) -> tuple[Link, ...]:
    """The default links of an entry, which are not written."""
    return () if url is None else (Link(name, url),)


def _flat_links(links: tuple[Link, ...]) -> list[str]:
    return [part for link in links for part in (link.text, link.url)]


def _blocks(nodes: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    while block := list(islice(nodes, BLOCK)):
        yield list(zip(*block, strict=True))


def write_line(value: object) -> bytes:
    """A value as a line of JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode("utf-8", "surrogatepass")


# Reading


def read_columns(lines: Iterable[bytes]) -> tuple[str, Columns, Iterator[Columns]]:
    """The source, the columns of all sections, and the blocks of entries."""
    values = map(json.loads, lines)
    first: list[Any] = next(values, [])
    source, sections, *counts = first
    _check([[source]], (_TEXT,))
    if isinstance(sections, list):  # a list that was stored before entries had facts
        return source, _check(sections, _SECTION), map(_entry_columns, values)
    blocks = [_check(block, _SECTION) for block in _take_blocks(values, sections)]
    columns = [list(chain.from_iterable(column)) for column in zip(*blocks, strict=True)]
    (entries,) = counts
    return source, columns, map(_entry_columns, _take_blocks(values, entries))


def _take_blocks(values: Iterator[Any], nodes: int) -> Iterator[Any]:
    """Yield the next blocks of `nodes` in all; raises `ValueError` if there are fewer."""
    for _ in range(0, nodes, BLOCK):
        block = next(values, None)
        if block is None:
            raise ValueError
        yield block


def _entry_columns(block: Columns) -> Columns:
    """Check a block of entries, and complete what it leaves out."""
    missing = (None, None, *_LATER.values())[max(0, len(block) - _FACTS) :]
    block = _check([*block, *([each] * len(block[0]) for each in missing)], _ENTRY)
    facts, tags = _facts(block[_FACTS]), _tags(block[_FACTS + 1])
    return [*block[:_FACTS], facts, tags, *block[_FACTS + 2 :]]


def _check(columns: Columns, kinds: tuple[_Kind, ...]) -> Columns:
    """Raise for wrong types in a column, as the screens rely on them, and for unequal lengths."""
    for column, kind in zip(columns, kinds, strict=True):
        if not set(map(type, column)) <= kind or len(column) != len(columns[0]):
            raise TypeError
    return columns


def _facts(column: list[list[str] | None]) -> list[tuple[Fact, ...]]:
    """The facts of each row; equal ones are one object, as columns repeat their values."""
    known: dict[tuple[str, str], Fact] = {}

    def fact(pair: tuple[str, str]) -> Fact:
        found = known.get(pair)
        if found is None:
            name, value = pair
            found = known[pair] = Fact(intern(name), value)
        return found

    return [tuple(map(fact, _pairs(flat))) if flat else () for flat in column]


def _tags(column: list[list[str] | None]) -> list[tuple[str, ...]]:
    return [tuple(map(intern, tags)) if tags else () for tags in column]


def _pairs(flat: list[str]) -> Iterator[tuple[str, str]]:
    "".join(flat)  # the fastest check that all are strings
    parts = iter(flat)
    return zip(parts, parts, strict=True)


def _sections(nodes: _Nodes, entries: _Nodes, count: int) -> tuple[Section, ...]:
    return tuple([_section(node, nodes, entries) for node in islice(nodes, count)])


def _section(node: tuple[Any, ...], nodes: _Nodes, entries: _Nodes) -> Section:
    title, anchor, level, description, links, entry_count, _, section_count = node
    return Section(
        title,
        anchor,
        kind_of(level),
        level,
        description,
        _links(links),
        _entries(entries, entry_count),
        _sections(nodes, entries, section_count),
    )


def _entries(nodes: _Nodes, count: int) -> tuple[Entry, ...]:
    return tuple([_entry(node, nodes) for node in islice(nodes, count)])


def _entry(node: tuple[Any, ...], nodes: _Nodes) -> Entry:
    name, url, description, struck, links, entry_count, *others = node
    own = _own_link(name, url) if links is None else _links(links)
    inner = _entries(nodes, entry_count) if entry_count else ()
    return Entry(name, url, description, struck, own, inner, *others)


def _links(flat: list[str]) -> tuple[Link, ...]:
    return tuple([Link(text, url) for text, url in _pairs(flat)])


def kind_of(level: int | None) -> Literal["heading", "group"]:
    """The kind of a section at this level."""
    return "group" if level is None else "heading"
