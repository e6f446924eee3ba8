"""Names of lines of prose, and of items whose link comes late, in the section around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from awesome_tui.parsing.block_shapes import is_introduction
from awesome_tui.parsing.blocks import ITALIC, Block, Heading, Runs, Text
from awesome_tui.parsing.entry_names import EntryName, named_by_badge, opening
from awesome_tui.parsing.facts import is_tagged_address
from awesome_tui.parsing.labels import has_words, is_channel, is_generic
from awesome_tui.parsing.late_links import named_by_title
from awesome_tui.parsing.link_lines import has_text_link, is_aside
from awesome_tui.parsing.prose_names import (
    named_by_bold_title,
    named_in_prose,
    named_in_sentence,
    split_at_see_also,
)
from awesome_tui.parsing.runs import plain, runs_to_title, split_at_newlines, split_lines
from awesome_tui.parsing.section_stack import SectionStack

# The letters at the start of a line of an index: "A —", "0–9:".
_INDEX = re.compile(r"\W*[^\W_](?:\s?[-–]\s?[^\W_])?\W*")
# The page of a list in another language, as in "[English](README.md) | [中文](README-zh.md)".
_TRANSLATION = re.compile(r"(?:^|/)readme[^/]*\.md$", re.IGNORECASE)
_NEAR = 4
"""Blocks between records of the same form."""


def split_paragraph(runs: Runs, stack: SectionStack) -> list[Runs]:
    """Split a paragraph into what may be entries of their own."""
    lines = _lines_of_links(runs)
    if lines or not stack.is_category:
        return lines or [runs]
    return _split_at_links(runs) or split_at_see_also(runs)


def name_line(
    runs: Runs, stack: SectionStack, blocks: Sequence[Block], index: int
) -> EntryName | None:
    """Name a line of the paragraph at `index` of `blocks`; None for prose."""
    naming = named_in_prose(runs, is_introducing=stack.here is stack.document)
    if not stack.is_category:
        return naming
    if naming is None and (not stack.has_labels or _is_among_records(blocks, index)):
        naming = named_by_bold_title(runs)
    is_first = not stack.here.entries and _is_introduction(blocks, index)
    naming = naming or named_in_sentence(runs, is_first)
    if naming is None or stack.here.entries or not is_generic(naming.name):
        return naming
    # It is about what the section is about, which a file of the list alone does not name.
    return None if "://" in (naming.anchor.url or "") else naming


def _is_introduction(blocks: Sequence[Block], index: int) -> bool:
    """True for a paragraph before entries that is no list itself."""
    block = blocks[index]
    is_list = isinstance(block, Text) and bool(_lines_of_links(block.runs))
    return not is_list and is_introduction(blocks, index)


def name_late(runs: Runs, nested: Sequence[Block], stack: SectionStack) -> EntryName | None:
    """Name an item whose link comes late or shows no text; in a section about things only."""
    if not any(run.opens for run in runs) or stack.is_about_list:
        return None
    if not has_text_link(runs):
        return named_by_badge(runs)
    is_inner = stack.here.kind == "entry"
    naming = (
        None if is_inner and (is_aside(runs) or is_tagged_address(runs)) else named_by_title(runs)
    )
    return None if is_inner and naming and not nested and naming.is_in_sentence else naming


def is_below_record(blocks: Sequence[Block], index: int) -> bool:
    """True for authors in italics below the paragraph of their work: "**Title**. [paper](u)"."""
    block, above = blocks[index], blocks[index - 1] if index else None
    if not isinstance(block, Text) or not isinstance(above, Text):
        return False
    words = [run for run in block.runs if has_words(run.text)]
    is_plain_italic = all(run.style == ITALIC and run.anchor is None for run in words)
    return bool(words) and is_plain_italic and named_by_bold_title(above.runs) is not None


def _is_among_records(blocks: Sequence[Block], index: int) -> bool:
    """True if a paragraph near the one at `index` is a bold title over links, too."""
    near = blocks[max(0, index - _NEAR) : index], blocks[index + 1 : index + _NEAR]
    return any(
        isinstance(block, Text) and named_by_bold_title(block.runs) is not None
        for side in (reversed(near[0]), near[1])
        for block in takewhile(lambda block: not isinstance(block, Heading), side)
    )


def _lines_of_links(runs: Runs) -> list[Runs]:
    """Split a paragraph into lines if there are several and each opens with a link.

    Where the page shows no breaks, the same sign must follow each of these links.
    """
    if sum(run.opens for run in runs) < 2:
        return []
    lines = [line for line in split_lines(runs) if runs_to_title(line)]
    if len(lines) == 1:
        lines = split_at_newlines(runs)
        signs = set(map(_sign_after_link, lines))
        lines = lines if len(signs) == 1 and not next(iter(signs)).isalnum() else []
    return lines if len(lines) > 1 and all(map(opening, lines)) else []


def _sign_after_link(line: Runs) -> str:
    """Return the first character after the link that `line` opens with, such as a dash."""
    naming = opening(line)
    last = max(
        (i for i, run in enumerate(line) if naming and run.anchor is naming.anchor), default=0
    )
    return plain(line[last + 1 :])[:1]


def _split_at_links(runs: Runs) -> list[Runs]:
    """Split links without any words between them into one paragraph for each.

    The letter of an index may stand before them: "A: [Ant](u) [Ape](v)".
    """
    starts = [i for i, run in enumerate(runs) if run.opens and run.anchor and run.anchor.url]
    is_index = bool(starts) and _INDEX.fullmatch(plain(runs[: starts[0]])) is not None
    said, fewest = (runs[starts[0] :], 1) if is_index else (runs, 2)
    if len(starts) < fewest or any(has_words(run.text) for run in said if not run.anchor):
        return []
    parts = [runs[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    names = [naming.name for part in parts if (naming := opening(part))]
    if any(run.anchor and _TRANSLATION.search(run.anchor.href) for run in said):
        return []
    if len(names) < len(parts) or 2 * sum(map(is_generic, names)) >= len(parts):
        return []
    others = [name for name in names if not is_generic(name)]
    return parts if len(others) == len(parts) or not all(map(is_channel, others)) else []
