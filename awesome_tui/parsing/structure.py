"""Builder of sections, groups and entries from blocks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from awesome_tui.model.entries import AwesomeList
from awesome_tui.parsing.blocks import (
    BOLD,
    Block,
    Code,
    Details,
    Heading,
    Item,
    Row,
    Run,
    Runs,
    Table,
    Text,
    join_runs,
)
from awesome_tui.parsing.drafts import Draft, draft_entry
from awesome_tui.parsing.entry_names import (
    EntryName,
    has_words,
    named_by_title,
    named_in_prose,
    named_in_row,
    opening,
)
from awesome_tui.parsing.runs import links, markdown, plain, runs_to_title, split_lines
from awesome_tui.parsing.source_lines import LineFinder
from awesome_tui.text.sanitize import clean, clean_lines
from awesome_tui.text.slugs import Slugs

_BREAK = Run("\n", kind="break")
_BETWEEN_CELLS = Run(" · ")


def build_list(blocks: list[Block], text: str, source: str) -> AwesomeList:
    """Build a list from `blocks`; `text` is their source, for line numbers."""
    reader = _ListBuilder(LineFinder(text))
    reader.read(blocks)
    return reader.finish(source)


class _ListBuilder:
    """Reads blocks in order; the top of the stack receives the next one."""

    def __init__(self, lines: LineFinder) -> None:
        self._document = Draft(level=0)
        self._stack = [self._document]
        self._lines = lines
        self._slugs = Slugs()
        self._has_headings = False

    def finish(self, source: str) -> AwesomeList:
        document = self._document
        return AwesomeList(
            source,
            document.title,
            document.description(),
            tuple(document.links),
            tuple(document.entries),
            document.built(),
        )

    def read(self, blocks: list[Block]) -> None:
        for block, following in zip_longest(blocks, blocks[1:]):
            match block:
                case Heading():
                    self._heading(block)
                case Text():
                    self._paragraph(block.runs, following)
                case Item():
                    self._item(block)
                case Table():
                    self._table(block)
                case Details():
                    self._fold(block)
                case Code():
                    self._code(block)

    @property
    def _here(self) -> Draft:
        return self._stack[-1]

    # Sections

    def _heading(self, heading: Heading) -> None:
        name = runs_to_title(heading.runs)
        anchor = self._slugs.of("".join(run.text for run in heading.runs if run.kind == "text"))
        if self._is_title(heading.level, name):
            self._document.title = self._document.title or name
            self._close(1)
        else:
            self._close(heading.level)
            if name:
                self._open(Draft("heading", name, clean(anchor), heading.level))
        self._has_headings = True
        self._here.links += links(heading.runs)

    def _is_title(self, level: int, name: str) -> bool:
        """True for a level-1 heading that is the first of the page or repeats its title."""
        if level > 1:
            return False
        same = name.casefold() == self._document.title.casefold()
        return not self._has_headings or (name != "" and same)

    def _close(self, level: int) -> None:
        """Pop what a heading of `level` ends; a fold stays open for the headings in it."""
        keep = len(self._stack)
        while not self._stack[keep - 1].is_around(level):
            keep -= 1
        while keep < len(self._stack) and self._stack[keep].is_lasting:
            keep += 1
        del self._stack[keep:]

    def _open(self, section: Draft) -> None:
        self._here.sections.append(section)
        self._stack.append(section)

    def _group(self, name: str, runs: Runs, blocks: list[Block]) -> None:
        group = Draft("group", name, links=links(runs), is_lasting=True)
        self._open(group)
        self._inside(group, blocks)

    def _group_of(self, naming: EntryName, runs: Runs, blocks: list[Block]) -> None:
        """Open a group for a thing with a description, which becomes its first entry."""
        group = Draft("group", naming.name, is_lasting=True)
        self._open(group)
        self._entry(naming, runs, [])
        self._inside(group, blocks)

    def _inside(self, draft: Draft, blocks: list[Block]) -> None:
        """Read `blocks` into `draft` and close it, unless a heading among them has replaced it."""
        self.read(blocks)
        draft.is_lasting = False
        if draft in self._stack:
            index = self._stack.index(draft)
            if not any(inner.level for inner in self._stack[index:]):
                del self._stack[index:]

    def _fold(self, fold: Details) -> None:
        name = runs_to_title(fold.summary)
        if self._here.is_bold and self._here.entries:
            self._stack.pop()
        naming = named_in_prose(fold.summary)
        if not name or self._here.kind == "entry":
            self._prose(fold.summary)
            self.read(fold.blocks)
        elif naming is not None and plain(naming.rest):
            self._group_of(naming, fold.summary, fold.blocks)
        else:
            self._group(name, fold.summary, fold.blocks)

    # Prose

    def _paragraph(self, runs: Runs, following: Block | None) -> None:
        if self._here.kind == "entry":
            self._prose(runs)
        elif _is_bold_line(runs) and _can_be_headed(following):
            if self._here.is_bold:
                self._stack.pop()
            self._open(Draft("group", runs_to_title(runs), links=links(runs), is_bold=True))
        else:
            for line in _lines_of_links(runs) or [runs]:
                self._line(line)

    def _line(self, runs: Runs) -> None:
        naming = named_in_prose(runs, is_introducing=self._here is self._document)
        if naming is None:
            self._prose(runs)
        else:
            self._entry(naming, runs, [])

    def _prose(self, runs: Runs, bullet: str = "") -> None:
        self._here.links += links(runs)
        if not _is_contents(runs) and (text := markdown(runs)):
            self._here.paragraphs.append(bullet + text)

    def _code(self, code: Code) -> None:
        self._here.links += links(code.runs)
        text = clean_lines("".join(run.text for run in code.runs)).strip("\n")
        if self._here.kind != "entry" and "```" not in text:
            self._here.paragraphs.append(f"```\n{text}\n```")

    # Entries

    def _entry(self, naming: EntryName | None, runs: Runs, nested: list[Block]) -> None:
        """Add an entry from `runs` and nested blocks; its URL is None if `naming` is."""
        home = self._here
        line = self._lines.of(naming.anchor.href) if naming else None
        draft = draft_entry(naming, runs)
        if nested:
            self._stack.append(draft)
            self._inside(draft, nested)
        if naming:
            home.entries.append(draft.entry(naming.name, naming.anchor.url, naming.is_struck, line))
        else:
            home.entries.append(draft.entry(runs_to_title(runs), None, False, line))

    def _item(self, item: Item) -> None:
        runs, nested = _split_own_text(item)
        naming = opening(runs)
        if not runs and nested and isinstance(nested[0], Heading):
            self._headed_item(nested[0], nested[1:])
        elif naming is not None:
            self._entry(naming, runs, nested)
        elif _is_contents_item(item):
            self.read(nested)
        elif has_words(plain(runs)) and _has_linked_items(nested):
            self._headless_item(runs, nested)
        elif (naming := named_by_title(runs)) is not None:
            self._entry(naming, runs, nested)
        else:
            self._prose(runs, "" if self._here.kind == "entry" else "- ")
            self.read(nested)

    def _headless_item(self, runs: Runs, nested: list[Block]) -> None:
        """Read an item that does not open with a link but contains items that do."""
        if self._here.kind == "entry":
            self._entry(None, runs, nested)
        else:
            self._group(runs_to_title(runs), runs, nested)

    def _headed_item(self, heading: Heading, rest: list[Block]) -> None:
        """Read an item that is a heading as a section; its opening link becomes an entry."""
        if opening(heading.runs) is None:
            self.read([heading, *rest])
            return
        self._heading(Heading(heading.level, [run._replace(opens=False) for run in heading.runs]))
        self._item(Item([Text(heading.runs), *rest]))

    # Tables

    def _table(self, table: Table) -> None:
        is_headed = False
        for row in table.rows:
            cells = [join_runs(_texts(cell), _BREAK) for cell in row.cells]
            are_cards = not is_headed and _are_cards(cells)
            is_headed = is_headed or (row.is_head and not are_cards and any(map(_has_words, cells)))
            if any(not isinstance(block, Text) for cell in row.cells for block in cell):
                self.read([block for cell in row.cells for block in cell])
            elif are_cards:
                for cell in cells:
                    self._card(cell)
            else:
                self._row(row, cells)

    def _card(self, cell: Runs) -> None:
        naming = opening(cell)
        if naming is None:
            self._prose(cell)
        else:
            self._entry(naming, cell, [])

    def _row(self, row: Row, cells: list[Runs]) -> None:
        naming = named_in_row(cells)
        if naming is not None:
            self._entry(naming, join_runs(cells, _BREAK), [])
        elif not row.is_head or links(join_runs(cells, _BREAK)):
            self._prose(_side_by_side(cells))


def _are_cards(cells: list[Runs]) -> bool:
    """True if each cell describes a thing of its own, as in a grid without a head."""
    filled = [cell for cell in cells if plain(cell)]
    return len(filled) > 1 and all(opening(cell) for cell in filled)


def _side_by_side(cells: list[Runs]) -> Runs:
    """Join the cells of a row, with a separator between those that have text."""
    runs: Runs = []
    is_between = False
    for cell in cells:
        has_text = bool(plain(cell))
        runs += [_BETWEEN_CELLS, *cell] if has_text and is_between else cell
        is_between = is_between or has_text
    return runs


def _has_words(cell: Runs) -> bool:
    return has_words(plain(cell))


def _texts(blocks: Iterable[Block]) -> Iterable[Runs]:
    return (block.runs for block in blocks if isinstance(block, Text))


def _split_own_text(item: Item) -> tuple[Runs, list[Block]]:
    """Split an item into its text and its nested blocks."""
    count = next(
        (i for i, block in enumerate(item.blocks) if not isinstance(block, Text)), len(item.blocks)
    )
    return join_runs(_texts(item.blocks[:count]), _BREAK), item.blocks[count:]


def _has_linked_items(blocks: Iterable[Block]) -> bool:
    for block in blocks:
        if isinstance(block, Table) or (isinstance(block, Item) and _is_linked(block)):
            return True
        if isinstance(block, Item | Details) and _has_linked_items(block.blocks):
            return True
    return False


def _is_linked(item: Item) -> bool:
    runs, _ = _split_own_text(item)
    return opening(runs) is not None or named_by_title(runs) is not None


def _is_bold_line(runs: Runs) -> bool:
    words = [run for run in runs if run.kind == "text" and has_words(run.text)]
    is_bold = bool(words) and all(run.style & BOLD for run in words)
    return is_bold and opening(runs) is None and not _is_contents(runs)


def _can_be_headed(block: Block | None) -> bool:
    """True if a bold line before `block` is its heading."""
    if isinstance(block, Text):
        return opening(block.runs) is not None
    return isinstance(block, Item | Table)


def _lines_of_links(runs: Runs) -> list[Runs]:
    """Split a paragraph into lines if there are several and each opens with a link."""
    lines = [line for line in split_lines(runs) if runs_to_title(line)]
    return lines if len(lines) > 1 and all(map(opening, lines)) else []


def _is_contents_item(item: Item) -> bool:
    """True if the item, or every item nested in it, links only within the page."""
    runs, nested = _split_own_text(item)
    page_links = [run for run in runs if run.opens and run.anchor and run.anchor.url is None]
    if any(run.opens for run in runs):
        first = next(run for run in runs if run.opens or has_words(run.text))
        return len(page_links) == sum(run.opens for run in runs) and first is page_links[0]
    return bool(nested) and all(
        isinstance(block, Item) and _is_contents_item(block) for block in nested
    )


def _is_contents(runs: Runs) -> bool:
    """True if all words belong to links within the page."""
    inside = [run for run in runs if run.anchor is not None and run.anchor.url is None]
    outside = (run for run in runs if run.anchor is None or run.anchor.url is not None)
    return bool(inside) and not any(run.kind == "text" and has_words(run.text) for run in outside)
