"""Compact storage of parsed lists: compressed lines of JSON, decoded whole or as search rows.

Sections and entries are stored as columns in document order: reading a few long lists of strings
takes a third of the time and memory of reading one small list for each entry.

    [source, [titles, anchors, levels, …]]   the document itself and all its sections
    [names, urls, descriptions, …]           the first BLOCK entries
    [names, urls, descriptions, …]           the next, and so on

Each node stores its number of children, so one pass over both rebuilds the tree. Blocks keep each
call of the JSON reader short, because it holds the GIL and so delays the screen.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import Any, Literal, TypeAlias

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section, Trail
from awesome_tui.model.table import EntryTable
from awesome_tui.text.urls import normalize_url

BLOCK = 4096
_Nodes: TypeAlias = Iterator[tuple[Any, ...]]
_Kind: TypeAlias = frozenset[type[object]]
_TEXT, _NUMBER, _NONE = (frozenset[type[object]]({kind}) for kind in (str, int, type(None)))
_BOOL, _LIST = (frozenset[type[object]]({kind}) for kind in (bool, list))
_SECTION = (_TEXT, _TEXT, _NUMBER | _NONE, _TEXT, _LIST, _NUMBER, _NUMBER, _NUMBER)
_ENTRY = (_TEXT, _TEXT | _NONE, _TEXT, _BOOL, _LIST | _NONE, _NUMBER, _NUMBER | _NONE)
"""The allowed types of each column."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed and encoded list, ready to be stored; a child process can produce it."""

    title: str
    entries: int
    data: bytes
    links: frozenset[int]
    """The `link_key`s of its entries."""

    @classmethod
    def of(cls, document: AwesomeList) -> Tree:
        """Encode `document`."""
        urls = [entry.url for _, entry in document.walk()]
        links = frozenset(link_key(url) for url in urls if url)
        return cls(document.title, len(urls), encode_tree(document), links)


def link_key(url: str) -> int:
    """A 64-bit hash of the normalized URL."""
    from hashlib import blake2b  # noqa: PLC0415  loads OpenSSL, which no first frame needs

    digest = blake2b(normalize_url(url).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def encode_tree(document: AwesomeList) -> bytes:
    """Encode `document` for `decode` and `rows`."""
    sections = _columns(map(_section_node, _every_section(_root(document))))
    entries = (_entry_node(entry) for _, entry in document.walk())
    lines = map(_dumps, chain([[document.source, sections]], _blocks(entries)))
    # Compression level 1 takes half the time of the default, for 10% more bytes.
    return zlib.compress("\n".join(lines).encode(), 1)


class DamagedTree(ValueError):  # noqa: N818  read as words: except DamagedTree
    """Data that `encode` did not produce."""


@contextmanager
def _telling_damage() -> Iterator[None]:
    try:
        yield
    except (zlib.error, ValueError, TypeError, LookupError, RuntimeError) as error:
        raise DamagedTree from error


def decode_tree(data: bytes) -> AwesomeList:
    """Decode a list; raises `DamagedTree`."""
    with _telling_damage():
        (source, columns), blocks = _lines(data)
        _check(columns, _SECTION)
        entries = chain.from_iterable(zip(*_checked(block), strict=True) for block in blocks)
        (root,) = _sections(zip(*columns, strict=True), entries, 1)
        _check([[source]], (_TEXT,))
        return AwesomeList(
            source, root.title, root.description, root.links, root.entries, root.sections
        )


def decode_table(data: bytes) -> EntryTable:
    """The entries of `AwesomeList.walk` as search rows, in half the time of `decode`.

    Entries have name, URL, description and `struck`; sections are without content.
    """
    with _telling_damage():
        (_, columns), blocks = _lines(data)
        _check(columns, _SECTION)
        parts = [_checked(block)[:4] for block in blocks] or [[[]] * 4]
        joined = [list(chain.from_iterable(column)) for column in zip(*parts, strict=True)]
        trails = list(_trails(columns))
        if len(trails) != len(joined[0]):
            raise ValueError
        names, urls, descriptions, struck = joined
        none: list[tuple[()]] = [()] * len(trails)
        return EntryTable(trails, names, urls, descriptions, struck, none, none)


def _checked(block: list[list[Any]]) -> list[list[Any]]:
    _check(block, _ENTRY)
    return block


def _check(columns: list[list[Any]], kinds: tuple[_Kind, ...]) -> None:
    """Raise `TypeError` for wrong types in a column, as the screens rely on them."""
    for column, kind in zip(columns, kinds, strict=True):
        if not set(map(type, column)) <= kind:
            raise TypeError


def _root(document: AwesomeList) -> Section:
    """The document as the root section."""
    return Section(
        document.title,
        "",
        "group",
        description=document.description,
        links=document.links,
        entries=document.entries,
        sections=document.sections,
    )


def _every_section(section: Section) -> Iterator[Section]:
    yield section
    for inner in section.sections:
        yield from _every_section(inner)


def _section_node(section: Section) -> tuple[object, ...]:
    return (
        section.title,
        section.anchor,
        section.level,
        section.description,
        _flat(section.links),
        len(section.entries),
        _reach(section.entries),
        len(section.sections),
    )


def _entry_node(entry: Entry) -> tuple[object, ...]:
    return (
        entry.name,
        entry.url,
        entry.description,
        entry.struck,
        None if entry.links == _own_link(entry.name, entry.url) else _flat(entry.links),
        len(entry.entries),
        entry.line,
    )


def _reach(entries: tuple[Entry, ...]) -> int:
    return len(entries) + sum(_reach(entry.entries) for entry in entries)


def _own_link(name: str, url: str | None) -> tuple[Link, ...]:
    """The default links of an entry, which are not stored."""
    return () if url is None else (Link(name, url),)


def _flat(links: tuple[Link, ...]) -> list[str]:
    return [part for link in links for part in (link.text, link.url)]


def _blocks(nodes: Iterator[tuple[object, ...]]) -> Iterator[list[object]]:
    while block := list(islice(nodes, BLOCK)):
        yield _columns(block)


def _columns(nodes: Iterable[tuple[object, ...]]) -> list[object]:
    return list(zip(*nodes, strict=True))


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(data: bytes) -> tuple[Any, Iterator[Any]]:
    lines = map(json.loads, zlib.decompress(data).split(b"\n"))
    return next(lines), lines


def _sections(nodes: _Nodes, entries: _Nodes, count: int) -> tuple[Section, ...]:
    return tuple([_section(node, nodes, entries) for node in islice(nodes, count)])


def _section(node: tuple[Any, ...], nodes: _Nodes, entries: _Nodes) -> Section:
    title, anchor, level, description, links, entry_count, _, section_count = node
    return Section(
        title,
        anchor,
        _kind(level),
        level,
        description,
        _links(links),
        _entries(entries, entry_count),
        _sections(nodes, entries, section_count),
    )


def _entries(nodes: _Nodes, count: int) -> tuple[Entry, ...]:
    return tuple([_entry(node, nodes) for node in islice(nodes, count)])


def _entry(node: tuple[Any, ...], nodes: _Nodes) -> Entry:
    name, url, description, struck, links, entry_count, line = node
    own = _own_link(name, url) if links is None else _links(links)
    inner = _entries(nodes, entry_count) if entry_count else ()
    return Entry(name, url, description, struck, own, inner, line)


def _links(flat: list[str]) -> tuple[Link, ...]:
    "".join(flat)  # the fastest check that all are strings
    parts = iter(flat)
    return tuple(map(Link, parts, parts))


def _trails(columns: list[list[Any]]) -> Iterator[Trail]:
    """The sections above each entry, in document order."""
    titles, anchors, levels, _, _, _, reaches, counts = columns
    sections = map(Section, titles, anchors, map(_kind, levels), levels)
    nodes = zip(sections, reaches, counts, strict=True)
    _, reach, count = next(nodes)
    return chain(repeat((), reach), _inner_trails(nodes, count, ()))


def _inner_trails(nodes: _Nodes, count: int, above: Trail) -> Iterator[Trail]:
    for section, reach, inner in islice(nodes, count):
        trail = (*above, section)
        yield from repeat(trail, reach)
        yield from _inner_trails(nodes, inner, trail)


def _kind(level: int | None) -> Literal["heading", "group"]:
    return "group" if level is None else "heading"
