"""Blocks become sections, groups and entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from awesome_tui.model import AwesomeList, Entry, Link, Section
from awesome_tui.parsing.blocks import (
    BOLD,
    Block,
    Code,
    Fold,
    Heading,
    Item,
    Row,
    Run,
    Runs,
    Table,
    Text,
    joined,
)
from awesome_tui.parsing.emoji import with_emoji
from awesome_tui.parsing.inline import alt_text, links, markdown, plain, split_lines
from awesome_tui.parsing.lines import Lines
from awesome_tui.parsing.naming import (
    Naming,
    described,
    has_words,
    is_rating,
    opening,
    titled,
    without_stars,
)
from awesome_tui.parsing.slugs import Slugs
from awesome_tui.text import clean


@dataclass(slots=True)
class _Open:
    """A document, section, group or entry that is still being read."""

    title: str = ""
    anchor: str = ""
    kind: Literal["heading", "group"] = "heading"
    level: int | None = 0
    paragraphs: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)
    contents: int = 0
    """How many links of a contents list stand here."""
    bold: bool = False
    """Whether a bold line opened it, so that the next one closes it."""

    is_lasting: bool = False
    """Whether the page has not left it yet, so that headings stand within it."""

    def is_around(self, level: int) -> bool:
        """Whether a heading of `level` belongs here, whatever stands between."""
        return self.level is not None and self.level < level

    def is_superfluous(self) -> bool:
        """Whether nothing is here, or nothing but a contents list; empty headings are kept."""
        empty = not (self.paragraphs or self.links or self.entries)
        return empty and (self.kind == "group" or self.contents > 0)

    def description(self) -> str:
        return "\n\n".join(self.paragraphs)


def outline(blocks: list[Block], text: str, source: str) -> AwesomeList:
    """The list that `blocks` make, `text` being what they were written as."""
    reader = _Outline(Lines(text))
    reader.read(blocks)
    return reader.finish(source)


class _Outline:
    def __init__(self, lines: Lines) -> None:
        self._document = _Open()
        self._stack = [self._document]
        self._lines = lines
        self._slugs = Slugs()
        self._headings = 0

    def finish(self, source: str) -> AwesomeList:
        document = self._document
        return AwesomeList(
            source,
            document.title,
            document.description(),
            tuple(document.links),
            tuple(document.entries),
            _sections(document),
        )

    @property
    def _here(self) -> _Open:
        return self._stack[-1]

    def read(self, blocks: list[Block]) -> None:
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            self._block(block, following)

    def _block(self, block: Block, following: Block | None) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Text():
                self._paragraph(block.runs, following)
            case Item():
                self._item(block, None)
            case Table():
                self._table(block, None)
            case Fold():
                self._fold(block)
            case Code():
                self._code(block, self._here)

    # Sections

    def _heading(self, heading: Heading) -> None:
        title = _title(heading.runs)
        anchor = self._slugs.of("".join(run.text for run in heading.runs if not run.image))
        self._headings += 1
        if self._headings == 1 and heading.level == 1:
            self._document.title = title
            section = self._document
        else:
            self._close(heading.level)
            if not title:
                self._here.links += links(heading.runs)
                return
            section = _Open(title, clean(anchor), "heading", heading.level)
            self._push(section)
        section.links += links(heading.runs)

    def _close(self, level: int) -> None:
        """End what a heading of `level` ends; a fold stays open around the headings in it."""
        keep = len(self._stack)
        while not self._stack[keep - 1].is_around(level):
            keep -= 1
        while keep < len(self._stack) and self._stack[keep].is_lasting:
            keep += 1
        del self._stack[keep:]

    def _push(self, section: _Open) -> None:
        self._here.sections.append(section)
        self._stack.append(section)

    def _group(self, title: str, *, bold: bool = False) -> _Open:
        group = _Open(title, kind="group", level=None, bold=bold, is_lasting=not bold)
        self._push(group)
        return group

    def _pop(self, group: _Open) -> None:
        """Close `group`, unless a heading within it has taken over."""
        group.is_lasting = False
        if group not in self._stack:
            return
        index = self._stack.index(group)
        if not any(open_.level for open_ in self._stack[index:]):
            del self._stack[index:]

    def _fold(self, fold: Fold) -> None:
        title = _title(fold.summary)
        if not title:
            self.read(fold.blocks)
            return
        group = self._group(title)
        group.links += links(fold.summary)
        self.read(fold.blocks)
        self._pop(group)

    # Prose

    def _paragraph(self, runs: Runs, following: Block | None) -> None:
        if _is_bold_line(runs) and _can_follow_title(following):
            if self._here.bold:
                self._stack.pop()
            self._group(_title(runs), bold=True).links += links(runs)
            return
        for line in _entry_lines(runs) or [runs]:
            naming = self._paragraph_naming(line)
            if naming is None:
                self._prose(line, self._here)
            else:
                self._here.entries.append(self._entry(naming, line, _Open()))

    def _paragraph_naming(self, runs: Runs) -> Naming | None:
        naming = opening(runs)
        if naming is None:
            return None
        rest = "".join(run.text for run in naming.rest if run.anchor is None and not run.image)
        if self._here is self._document and not has_words(rest):
            return None
        more_links = sum(run.opens and run.anchor is not naming.anchor for run in runs)
        if more_links and not has_words(rest):
            return None
        return naming if not rest.strip() or _SEPARATED.match(rest) else None

    def _prose(self, runs: Runs, into: _Open, bullet: str = "") -> None:
        into.links += links(runs)
        if _is_contents(runs):
            into.contents += 1
        elif text := markdown(runs):
            into.paragraphs.append(bullet + text)

    def _code(self, code: Code, into: _Open) -> None:
        into.links += links(code.runs)

    # Entries

    def _entry(self, naming: Naming, runs: Runs, inner: _Open) -> Entry:
        return Entry(
            clean(naming.name),
            naming.anchor.url,
            "\n".join([text for text in (described(naming.rest), *inner.paragraphs) if text]),
            naming.struck,
            (*links(runs), *inner.links),
            tuple(inner.entries),
            None,
        )

    def _item(self, item: Item, into: _Open | None) -> None:
        runs, rest = _own(item)
        if not runs and rest and isinstance(rest[0], Heading):
            self._headed_item(rest[0], rest[1:])
            return
        naming = opening(runs)
        if naming is None and not _has_linked_items(rest):
            naming = titled(runs)
        if naming is not None:
            self._linked_item(naming, runs, rest, into)
        elif into is not None:
            self._inner_item(runs, rest, into)
        else:
            self._plain_item(runs, rest)

    def _headed_item(self, heading: Heading, rest: list[Block]) -> None:
        """An item that is a heading: a section, with what the heading links as its entry."""
        if opening(heading.runs) is None:
            self.read([heading, *rest])
            return
        self.read([Heading(heading.level, [run._replace(opens=False) for run in heading.runs])])
        self._item(Item([Text(heading.runs), *rest]), None)

    def _linked_item(
        self, naming: Naming, runs: Runs, rest: list[Block], into: _Open | None
    ) -> None:
        line = self._lines.of(naming.anchor.href)
        inner = _Open()
        self._read_inner(rest, inner)
        entry = self._entry(naming, runs, inner)
        entries = (into or self._here).entries
        entries.append(_at(entry, line))

    def _plain_item(self, runs: Runs, rest: list[Block]) -> None:
        if not _has_linked_items(rest) or not has_words(plain(runs)):
            self._prose(runs, self._here, "- ")
            self.read(rest)
            return
        group = self._group(_title(runs))
        group.links += links(runs)
        self.read(rest)
        self._pop(group)

    def _inner_item(self, runs: Runs, rest: list[Block], into: _Open) -> None:
        if not _has_linked_items(rest) or not has_words(plain(runs)):
            self._prose(runs, into)
            self._read_inner(rest, into)
            return
        inner = _Open()
        self._read_inner(rest, inner)
        into.entries.append(
            Entry(
                _title(runs),
                None,
                "\n".join(inner.paragraphs),
                False,
                (*links(runs), *inner.links),
                tuple(inner.entries),
            )
        )

    def _read_inner(self, blocks: list[Block], into: _Open) -> None:
        for block in blocks:
            match block:
                case Heading() | Text():
                    self._prose(block.runs, into)
                case Code():
                    self._code(block, into)
                case Item():
                    self._item(block, into)
                case Table():
                    self._table(block, into)
                case Fold():
                    self._prose(block.summary, into)
                    self._read_inner(block.blocks, into)

    # Tables

    def _table(self, table: Table, into: _Open | None) -> None:
        for row in table.rows:
            self._row(row, into)

    def _row(self, row: Row, into: _Open | None) -> None:
        if any(not isinstance(block, Text) for cell in row.cells for block in cell):
            for cell in row.cells:
                if into is None:
                    self.read(cell)
                else:
                    self._read_inner(cell, into)
            return
        cells = [
            joined(block.runs for block in cell if isinstance(block, Text)) for cell in row.cells
        ]
        runs = joined(cells)
        naming = _row_naming(cells)
        target = into or self._here
        if naming is None:
            if not row.head or links(runs):
                self._prose(_between_dots(cells), target)
            return
        line = self._lines.of(naming.anchor.href)
        target.entries.append(_at(self._entry(naming, runs, _Open()), line))


_SEPARATED = re.compile(r"\s*(?:[-–—―−:：|·•(（\n,，.→]|by\b)")


def _at(entry: Entry, line: int | None) -> Entry:
    return Entry(
        entry.name, entry.url, entry.description, entry.struck, entry.links, entry.entries, line
    )


def _title(runs: Runs) -> str:
    return plain(runs) or alt_text(runs)


def _own(item: Item) -> tuple[Runs, list[Block]]:
    """The item's own text up to what is nested in it, and the rest."""
    lines = []
    for index, block in enumerate(item.blocks):
        if not isinstance(block, Text):
            return joined(lines), item.blocks[index:]
        lines.append(block.runs)
    return joined(lines), []


def _has_linked_items(blocks: Iterable[Block]) -> bool:
    return any(
        isinstance(block, Item)
        and (_is_linked(block) or _has_linked_items(block.blocks))
        or isinstance(block, Table)
        or isinstance(block, Fold)
        and _has_linked_items(block.blocks)
        for block in blocks
    )


def _is_linked(item: Item) -> bool:
    runs, _ = _own(item)
    return opening(runs) is not None or titled(runs) is not None


def _is_bold_line(runs: Runs) -> bool:
    return (
        any(run.style & BOLD and has_words(run.text) for run in runs)
        and not any(has_words(run.text) and not run.style & BOLD for run in runs)
        and opening(runs) is None
    )


def _can_follow_title(block: Block | None) -> bool:
    return isinstance(block, Item | Table) or (
        isinstance(block, Text) and opening(block.runs) is not None
    )


def _is_contents(runs: Runs) -> bool:
    """Whether only links within the page are here."""
    inside = [run for run in runs if run.anchor is not None and run.anchor.url is None]
    return bool(inside) and not any(
        has_words(run.text) and not run.image
        for run in runs
        if run.anchor is None or run.anchor.url is not None
    )


def _entry_lines(runs: Runs) -> list[Runs]:
    """The lines of a paragraph, where each opens with a link."""
    lines = [line for line in split_lines(runs) if plain(line) or links(line)]
    return lines if len(lines) > 1 and all(opening(line) for line in lines) else []


def _row_naming(cells: list[Runs]) -> Naming | None:
    runs = joined(cells)
    linked = titled(runs) or opening(runs)
    anchor = _first_text_link(cells)
    if anchor is None:
        return None
    index = next((i for i, cell in enumerate(cells) if not is_rating(plain(cell))), None)
    if index is None:
        return Naming(plain(runs) or anchor.href, anchor, [])
    naming = opening(cells[index])
    name = naming.name if naming else without_stars(plain(cells[index]))
    struck = naming.struck if naming else False
    own = naming.rest if naming else []
    rest = _between_dots([own, *cells[:index], *cells[index + 1 :]])
    return Naming(name, anchor, rest, struck)


def _first_text_link(cells: list[Runs]):
    from awesome_tui.parsing.naming import _is_text_link

    found = [cell[i].anchor for cell in cells for i in range(len(cell)) if _is_text_link(cell, i)]
    absolute = [a for a in found if a.url.startswith(("http:", "https:"))]
    return (absolute or found or [None])[0]


def _between_dots(cells: list[Runs]) -> Runs:
    result: Runs = []
    for cell in cells:
        if not plain(cell):
            result += [run for run in cell if run.image]
            continue
        if result:
            result.append(Run(" · "))
        result += cell
    return result


def _sections(parent: _Open) -> tuple[Section, ...]:
    built = (_section(section) for section in parent.sections)
    return tuple(section for section in built if section is not None)


def _section(open_: _Open) -> Section | None:
    sections = _sections(open_)
    if not sections and open_.is_superfluous():
        return None
    return Section(
        open_.title,
        open_.anchor,
        open_.kind,
        open_.level,
        open_.description(),
        tuple(open_.links),
        tuple(open_.entries),
        sections,
    )
