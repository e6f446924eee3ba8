"""Shapes of blocks that decide what they are: bold lines, contents lists, cards, labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from awesome_tui.parsing.blocks import (
    BOLD,
    BREAK,
    ITALIC,
    Anchor,
    Block,
    Code,
    Details,
    Heading,
    Item,
    Runs,
    Table,
    Text,
    join_runs,
)
from awesome_tui.parsing.descriptions import describe
from awesome_tui.parsing.entry_names import EntryName, first_badge_link, named_by_badge, opening
from awesome_tui.parsing.facts import are_labels, is_tagged_address, label_runs, split_label
from awesome_tui.parsing.labels import (
    has_words,
    is_descriptive,
    is_generic,
    is_leading,
    is_rating,
)
from awesome_tui.parsing.late_links import POINTS, named_by_title
from awesome_tui.parsing.link_lines import count_labels, has_text_link
from awesome_tui.parsing.runs import count_words, plain, runs_to_title
from awesome_tui.parsing.titles import fold_title, is_dated, split_title, without_page_links

_IN_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
_FEWEST_THINGS = 2
"""Headings over labels, from which on each is the name of a thing."""
_LONGEST_LABEL = 4
"""Maximum words of a paragraph that heads a list."""
_LONGEST_HEAD = 12
"""Maximum words of an item that heads the items in it."""
_NEAR = 12
"""Blocks within which the items follow that a paragraph introduces."""
_FEWEST_ALIKE = 3
"""Siblings that open with the same text, from which on it is a label."""


def texts(blocks: Iterable[Block]) -> Iterable[Runs]:
    """Yield the runs of the paragraphs among `blocks`."""
    return (block.runs for block in blocks if isinstance(block, Text))


def items_from(blocks: Sequence[Block], start: int) -> Iterator[Item]:
    """Yield the items of a list that begins at `start`."""
    for index in range(start, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Item):
            break
        yield block


def is_introduction(blocks: Sequence[Block], index: int) -> bool:
    """True for a paragraph before the items of its section that are entries."""
    for block in blocks[index + 1 : index + _NEAR]:
        match block:
            case Heading():
                return False
            case Table():
                return True
            case Item() if _is_linked(block):
                return True
    return False


def first_address(blocks: Iterable[Block]) -> Anchor | None:
    """Return the first link of items such as "- GitHub: URL"."""
    runs = join_runs((label_runs(block) for block in blocks if isinstance(block, Item)), BREAK)
    return first_badge_link(runs)


def address_alone(blocks: Sequence[Block]) -> Anchor | None:
    """Return the link of `blocks` if they are nothing but its address."""
    runs = blocks[0].runs if len(blocks) == 1 and isinstance(blocks[0], Text) else []
    return first_badge_link(runs) if runs and is_tagged_address(runs) else None


def named_over_labels(title: Runs, anchor: Anchor) -> EntryName:
    """Name a thing by the title over its labels, with the first of their links."""
    split = split_title(title)
    name = split.name if split else runs_to_title(title)
    return EntryName(name, anchor, describe(split.after) if split else [])


def labelled_headings(blocks: Sequence[Block]) -> dict[int, Anchor]:
    """Return the first links below headings over items such as "- GitHub: URL", by index.

    A fold over such items counts as a heading. Empty unless several of a level are so.
    """
    found: dict[int, tuple[int, Anchor]] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Heading | Details) and (anchor := _labelled_under(blocks, index)):
            found[index] = (block.level if isinstance(block, Heading) else 0, anchor)
    counts = Counter(level for level, _ in found.values())
    return {
        index: anchor for index, (level, anchor) in found.items() if counts[level] >= _FEWEST_THINGS
    }


def _labelled_under(blocks: Sequence[Block], index: int) -> Anchor | None:
    head = blocks[index]
    title = head.runs if isinstance(head, Heading) else []
    start = index + 1
    if isinstance(head, Details):
        title, blocks, start = head.summary, head.blocks, 0
    while start < len(blocks) and isinstance(blocks[start], Text):
        start += 1
    items = list(items_from(blocks, start))
    if not is_labelled_title(title, items):
        return None
    linked = [item for item in items if has_links(item.blocks)]
    names = sum(_names_page(label_runs(item)) for item in linked)
    return first_address(items) if names > len(linked) / 2 else None


def _names_page(runs: Runs) -> bool:
    """True if a label, or a link without one, says what kind of page it leads to."""
    labelled = split_label(runs)
    label = labelled[0] if labelled else next((run.text for run in runs if run.opens), "")
    return is_generic(label)


def split_own_text(item: Item) -> tuple[Runs, list[Block]]:
    """Split an item into its text and its nested blocks."""
    count = next(
        (i for i, block in enumerate(item.blocks) if not isinstance(block, Text)), len(item.blocks)
    )
    return join_runs(texts(item.blocks[:count]), BREAK), item.blocks[count:]


def with_labels_nested(blocks: list[Block]) -> list[Block]:
    """Nest items such as "- arxiv: URL" in the bold line above, as if that were an item."""
    result: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        end = _end_of_items(blocks, index)
        if end > index and isinstance(block, Text) and is_bold_line(block.runs):
            items = blocks[index:end]
            if is_labelled_title(block.runs, items):
                block, index = Item([block, *items]), end
        elif isinstance(block, Item) and _goes_on_below(block, blocks[index : index + 1]):
            block, index = Item([*block.blocks, blocks[index]]), index + 1
        result.append(block)
    return result


def _goes_on_below(item: Item, below: Sequence[Block]) -> bool:
    """True for a bold title over a line of labels that is indented less than "10. " asks for."""
    if len(item.blocks) != 1 or not below or not isinstance(below[0], Text):
        return False
    title, said = label_runs(item), below[0].runs
    opened = sum(run.opens for run in said)
    if not title or not title[0].style & BOLD or any(run.opens for run in title):
        return False
    return 0 < opened == count_labels(said)


def _end_of_items(blocks: Sequence[Block], start: int) -> int:
    """Return the end of the list that begins at `start` below a paragraph."""
    end = start
    if start and isinstance(blocks[start - 1], Text):
        while end < len(blocks) and isinstance(blocks[end], Item | Code):
            end += 1
    return end if end > start and isinstance(blocks[start], Item) else start


def is_labelled_title(title: Runs, blocks: Sequence[Block]) -> bool:
    """True if `blocks` only say of the thing called `title` what it is and where to find it."""
    name = plain(title)
    is_year = is_dated(name) and (" " in name or is_rating(name) or not any(map(_is_page, blocks)))
    if not has_words(name) or is_generic(name) or is_year or any(run.opens for run in title):
        return False
    return are_labels(blocks) and has_links(blocks)


def _is_page(block: Block) -> bool:
    """True for an item that says what kind of page it leads to, as in "Website: https://…"."""
    return isinstance(block, Item) and has_links(block.blocks) and _names_page(label_runs(block))


def shared_labels(items: Iterable[Item]) -> frozenset[str]:
    """Return the texts, in small letters, that several `items` open with."""
    counts = Counter(map(_first_link_text, items))
    fewest = max(_FEWEST_ALIKE, counts.total() / 2)
    return frozenset(
        text
        for text, count in counts.items()
        if text and count >= (_FEWEST_ALIKE if is_leading(text) else fewest)
    )


def heads_items(runs: Runs, nested: Iterable[Block], *, is_inner: bool) -> bool:
    """True if an item without a link heads `nested`; in an entry a longer one describes that."""
    is_long = is_inner and count_words(plain(runs)) > _LONGEST_HEAD
    return not is_long and has_words(plain(runs)) and has_linked_items(nested)


def has_linked_items(blocks: Iterable[Block]) -> bool:
    """True if a table, or an item that is an entry, is among `blocks` or nested in them."""
    for block in blocks:
        if isinstance(block, Table) or (isinstance(block, Item) and _is_linked(block)):
            return True
        if isinstance(block, Item | Details) and has_linked_items(block.blocks):
            return True
    return False


def has_links(blocks: Iterable[Block]) -> bool:
    """True if a link opens anywhere in `blocks`."""
    for block in blocks:
        match block:
            case Text(runs) | Code(runs):
                found = any(run.opens for run in runs)
            case Item(inner) | Details(blocks=inner):
                found = has_links(inner)
            case Table(rows):
                found = any(has_links(cell) for row in rows for cell in row.cells)
            case _:
                found = any(run.opens for run in block.runs)
        if found:
            return True
    return False


def is_bold_line(runs: Runs) -> bool:
    """True if all words of a paragraph are bold, no remark in brackets, and name no entry."""
    words = [run for run in runs if run.kind == "text" and has_words(run.text)]
    is_bold = bool(words) and all(run.style & BOLD for run in words)
    if not is_bold or _IN_BRACKETS.fullmatch(plain(runs)):
        return False
    return opening(runs) is None and not is_contents(runs)


def label_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indexes of paragraphs such as "Linux:" over lists, if a section has several."""
    found: list[int] = []
    here: list[int] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            found += here if len(here) >= _FEWEST_THINGS else []
            here = []
        elif isinstance(block, Text) and _end_of_items(blocks, index + 1) > index + 1:
            here += [index] if _is_label_line(block.runs) else []
    return frozenset(found + (here if len(here) >= _FEWEST_THINGS else []))


def _is_label_line(runs: Runs) -> bool:
    """True for a few words in bold, in italics or before a colon."""
    said = plain(runs)
    if not has_words(said) or len(said.split()) > _LONGEST_LABEL or POINTS.search(said):
        return False
    if any(run.opens for run in runs):
        return False
    words = [run for run in runs if has_words(run.text)]
    return said.endswith((":", "：")) or all(run.style & (BOLD | ITALIC) for run in words)


def can_be_headed(blocks: Sequence[Block], index: int, is_sibling: bool = False) -> bool:
    """True if a bold line before the block at `index` is its heading.

    After another such heading it may have a paragraph of its own before its items.
    """
    block = blocks[index] if index < len(blocks) else None
    if isinstance(block, Text) and opening(block.runs) is None:
        return is_sibling and not is_bold_line(block.runs) and can_be_headed(blocks, index + 1)
    return isinstance(block, Text | Item | Table)


def titles_of_parts(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the titles that several headings have, and that say which part of a thing follows.

    Such as "Description" and "Links" below each heading that links to a thing.
    """
    counts = Counter(_titles(blocks))
    return frozenset(
        title
        for title, count in counts.items()
        if count >= _FEWEST_ALIKE and (is_generic(title) or is_descriptive(title))
    )


def _titles(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Details):
            yield from _titles(block.blocks)
        elif isinstance(block, Heading):
            yield runs_to_title(without_page_links(block.runs))


def title_at_start(blocks: Sequence[Block]) -> str:
    """Return the title of the heading that `blocks` begin with; empty without one."""
    first = next(iter(blocks), None)
    return runs_to_title(first.runs) if isinstance(first, Heading) else ""


def is_fold_closed(blocks: Sequence[Block], index: int) -> bool:
    """True if what follows the fold at `index` is outside of it, whatever headings it holds."""
    fold, below = blocks[index], blocks[index + 1 : index + 2]
    if isinstance(fold, Details) and title_at_start(fold.blocks) == fold_title(fold.summary) != "":
        return True
    return any(isinstance(block, Details) for block in below)


def is_grid(rows: Sequence[Sequence[Runs]]) -> bool:
    """True if the cells of at least half the rows without a head are cards."""
    full = [row for row in rows if len(_filled(row)) > 1]
    return 2 * sum(map(are_cards, full)) >= len(full)


def are_cards(cells: Sequence[Runs], is_in_grid: bool = True) -> bool:
    """True if each cell describes a thing of its own; a text with a link may not out of a grid."""
    filled = _filled(cells)
    if len(filled) < 2:
        return False
    names = [naming.name for cell in filled if (naming := _named_by_card(cell, is_in_grid))]
    return len(set(names)) == len(filled) and not any(map(is_generic, names))


def _named_by_card(cell: Runs, is_in_grid: bool) -> EntryName | None:
    has_badge = is_in_grid or not has_text_link(cell)
    return opening(cell) or (named_by_badge(cell) if has_badge else None)


def _filled(cells: Sequence[Runs]) -> list[Runs]:
    return [cell for cell in cells if plain(cell) or first_badge_link(cell)]


def is_contents_item(item: Item) -> bool:
    """True if the item, or every item nested in it, links only within the page."""
    runs, nested = split_own_text(item)
    page_links = [run for run in runs if run.opens and run.anchor and run.anchor.url is None]
    if any(run.opens for run in runs):
        first = next(run for run in runs if run.opens or has_words(run.text))
        return len(page_links) == sum(run.opens for run in runs) and first is page_links[0]
    return bool(nested) and all(
        isinstance(block, Item) and is_contents_item(block) for block in nested
    )


def is_contents(runs: Runs) -> bool:
    """True if all words belong to links within the page."""
    inside = [run for run in runs if run.anchor is not None and run.anchor.url is None]
    outside = (run for run in runs if run.anchor is None or run.anchor.url is not None)
    return bool(inside) and not any(run.kind == "text" and has_words(run.text) for run in outside)


def _is_linked(item: Item) -> bool:
    runs, _ = split_own_text(item)
    return opening(runs) is not None or named_by_title(runs) is not None


def _first_link_text(item: Item) -> str:
    runs = item.blocks[0].runs if item.blocks and isinstance(item.blocks[0], Text) else []
    for run in runs:
        if run.opens:
            return run.text.strip().casefold()
        if run.kind == "text" and has_words(run.text):
            break
    return ""
