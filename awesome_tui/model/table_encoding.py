"""The entries of a list that was written as lines of JSON, read as the columns of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import chain, islice, repeat

from awesome_tui.model.encoding import Columns, kind_of, read_columns, reporting_damage
from awesome_tui.model.entries import Entry, Section, Trail
from awesome_tui.model.packed_texts import PackedTexts, PackedUrls
from awesome_tui.model.table import EntryTable


def read_table(lines: Iterable[bytes]) -> EntryTable:
    """Read the entries of `AwesomeList.walk` as search rows, in half the time of `read_list`.

    Entries have name, URL, description, `struck`, facts and tags; sections are without content.
    """
    with reporting_damage():
        _, columns, blocks = read_columns(lines)
        names, urls, descriptions, struck, _, _, _, facts, tags, *_ = _join_blocks(blocks)
        trails = list(_trails(columns))
        if len(trails) != len(names):
            raise ValueError
        return EntryTable(
            trails,
            PackedTexts.of(names),
            PackedUrls.of(urls),
            PackedTexts.of(descriptions),
            struck,
            facts,
            tags,
        )


def _join_blocks(blocks: Iterator[Columns]) -> Columns:
    """Join the columns of all blocks, which are the fields of an entry."""
    columns: Columns = [[] for _ in fields(Entry)]
    for block in blocks:
        for column, more in zip(columns, block, strict=True):
            column.extend(more)
    return columns


def _trails(columns: Columns) -> Iterator[Trail]:
    """The sections above each entry, in document order."""
    titles, anchors, levels, _, _, _, reaches, counts = columns
    sections = map(Section, titles, anchors, map(kind_of, levels), levels)
    nodes = zip(sections, reaches, counts, strict=True)
    _, reach, count = next(nodes)
    return chain(repeat((), reach), _inner_trails(nodes, count, ()))


def _inner_trails(
    nodes: Iterator[tuple[Section, int, int]], count: int, above: Trail
) -> Iterator[Trail]:
    for section, reach, inner in islice(nodes, count):
        trail = (*above, section)
        yield from repeat(trail, reach)
        yield from _inner_trails(nodes, inner, trail)
