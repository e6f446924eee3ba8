"""Facts that a list states under labels, as in "- Licence: MIT"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from awesome_tui.model.entries import Fact
from awesome_tui.parsing.blocks import (
    BOLD,
    BREAK,
    Block,
    Code,
    Details,
    Item,
    Runs,
    Text,
    join_runs,
)
from awesome_tui.parsing.labels import TAGS, has_words, is_descriptive, is_generic, is_here, spells
from awesome_tui.parsing.runs import count_words, markdown, plain, split_lines, unlinked
from awesome_tui.parsing.titles import split_runs

# A sign may stand before the label: "📅 Date: May".
_LABEL = re.compile(
    r"[\s\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]*([^\W_][^:：\n]{0,39}?)\s*[:：](?!//)\s*"
)
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d\S*")
_NOTHING = re.compile(r"[\\\s–—−➖_/-]*")
_BRACKETED = re.compile(r"\W*[(（][^()（）]*[)）]\W*")
_COMMAS = re.compile(r"[,，、;；]|\s[/|·]\s|\]\s*\[")
_TELLING_LABELS = frozenset({"comment", "comments", "features", "note", "notes"})
"""Labels of paragraphs without which these would say less."""
_FAR = 80
"""Characters within which a label ends."""
_LONGEST_LABEL = 4
_FEWEST_LINES = 3
"""Lines that start with the same label, from which on it states a fact."""
_FEWEST_OF_RECORD = 2
_LONGEST_PART = 6
"""Maximum words of each part of a longer value that enumerates."""
_LONGEST_VALUE = 12
"""Maximum words of a value; more describe."""


def split_label(runs: Runs) -> tuple[str, Runs] | None:
    """Split "label: value" into both; None if `runs` are something else."""
    text = ""
    for run in runs:
        if run.kind != "text" or (run.anchor is not None and not text) or len(text) > _FAR:
            break
        text += run.text.replace("\n", " ")
        if match := _LABEL.match(text):
            if len(match[1].split()) > _LONGEST_LABEL:
                return None
            return plain([runs[0]._replace(text=match[1])]), split_runs(runs, match.end())[1]
    return None


def read_fact(runs: Runs) -> Fact | None:
    """Read a bullet without links as a fact; None if it describes rather than states."""
    if any(run.opens or run.kind == "break" for run in runs):
        return None
    labelled = split_label(runs)
    if labelled is None or is_descriptive(labelled[0]):
        return None
    value = fact_value(labelled[1])
    return Fact(labelled[0], value) if value and is_statement(value) else None


def is_statement(value: str) -> bool:
    """True for a few words, and for more where they only enumerate."""
    if count_words(value) <= _LONGEST_VALUE:
        return True
    parts = _COMMAS.split(value)
    return all(count_words(part) <= _LONGEST_PART for part in parts) and ". " not in value


def shared_line_labels(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the labels at which several lines of paragraphs start, below their first.

    Those of items stay in descriptions.
    """
    counts = Counter(_line_labels(blocks))
    return frozenset(label for label, count in counts.items() if count >= _FEWEST_LINES)


def _line_labels(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Details):
            yield from _line_labels(block.blocks)
        elif isinstance(block, Text) and any(run.kind == "break" for run in block.runs):
            lines = list(split_lines(block.runs))
            yield from (labelled[0] for line in lines[1:] if (labelled := split_label(line)))


def split_line_facts(runs: Runs, labels: Set[str]) -> tuple[tuple[Fact, ...], Runs]:
    """Split the lines of a description that start with one of `labels` off it, as facts."""
    facts: list[Fact] = []
    said: list[Runs] = []
    for line in split_lines(runs):
        labelled = split_label(line)
        is_shared = labelled is not None and labelled[0] in labels
        fact = read_fact(line) if is_shared else None
        if fact:
            facts.append(fact)
        else:
            said.append(line)
    return tuple(facts), join_runs(said, BREAK) if facts else runs


def read_bold_fact(runs: Runs) -> Fact | None:
    """Read a paragraph such as "**Released**: 2014" as a fact; None without a bold label.

    A value in brackets is none: "**Install: (Linux)**" stands over code.
    """
    is_bold = bool(runs) and runs[0].style & BOLD != 0
    fact = read_fact(runs) if is_bold else None
    return fact if fact and not _BRACKETED.fullmatch(fact.value) else None


def read_statement(runs: Runs) -> Fact | str | None:
    """Read a paragraph as a fact, or as what it says below a label: "**Description**: A bell"."""
    if fact := read_bold_fact(runs):
        return fact
    labelled = split_label(runs) if runs and runs[0].style & BOLD else None
    if labelled is None or labelled[0].casefold() in _TELLING_LABELS:
        return None
    return markdown(labelled[1]) if is_descriptive(labelled[0]) else None


def fact_value(runs: Runs) -> str:
    """Return what `runs` say, without links; a time of the day is left out."""
    lines = markdown(unlinked(runs)).split("\n")
    # "20 a minute", "50 a day"
    is_list = all(line[-1:].isalnum() and any(map(str.isdigit, line)) for line in lines)
    value = _TIMESTAMP.sub(r"\1", (", " if is_list else " ").join(lines))
    return "" if _NOTHING.fullmatch(value) else value


def are_labels(blocks: Sequence[Block]) -> bool:
    """True if `blocks` are items that each say where to find the thing above, or what it is.

    Among items such as "- Code: URL" there may be sentences without a link.
    """
    items = [block for block in blocks if isinstance(block, Item)]
    if not items or len(items) < sum(not isinstance(block, Code) for block in blocks):
        return False
    if len(items) == 1 and not has_words(plain(runs := label_runs(items[0]))):
        return any(run.opens for run in runs)  # a line of badges
    others = [item for item in items if not _is_label_item(item)]
    return len(others) < len(items) and not any(map(_is_linked, others))


def is_record(blocks: Sequence[Block]) -> bool:
    """True for items that each state something else of the thing above, some without a link.

    Links in the others, as in "- Host: Ann @[ann](URL)", are no recommendations. The first may be
    a text without a label, such as the authors.
    """
    said = [label_runs(item) for item in blocks if isinstance(item, Item) and not item.blocks[1:]]
    if len(said) < len(blocks) or not said:
        return False
    is_headed = split_label(said[0]) is None and not any(run.opens for run in said[0])
    stated = said[is_headed:]
    labels = {labelled[0] for runs in stated if (labelled := split_label(runs)) is not None}
    is_all = len(labels) == len(stated) >= _FEWEST_OF_RECORD
    return is_all and not all(any(run.opens for run in runs) for runs in stated)


def label_runs(item: Item) -> Runs:
    """Return the text of an item that only `Code` may follow."""
    return item.blocks[0].runs if item.blocks and isinstance(item.blocks[0], Text) else []


def _is_linked(item: Item) -> bool:
    """True for an item that holds more than text and lists of text, or a link in its text."""
    inner = [block for block in item.blocks if isinstance(block, Item)]
    is_text = all(isinstance(block, Text | Code | Item) for block in item.blocks)
    return not is_text or any(run.opens for run in label_runs(item)) or any(map(_is_linked, inner))


def _is_label_item(item: Item) -> bool:
    if not item.blocks or not isinstance(item.blocks[0], Text):
        return False
    if not all(isinstance(block, Code) for block in item.blocks[1:]):
        return False
    runs = item.blocks[0].runs
    first = next((run for run in runs if run.kind == "text" and has_words(run.text)), None)
    if first is None:
        return False
    if first.anchor is not None:
        return is_generic(first.text) or (is_tagged_address(runs) and len(item.blocks) == 1)
    return is_label(runs) or is_tagged_address(runs)


def is_tagged_address(runs: Runs) -> bool:
    """True for an address and tags or a label alone: "[ICCV 2021] https://…", "Paper https://…"."""
    opened = [run.text for run in runs if run.opens and run.anchor and spells(run.anchor, run.text)]
    if len(opened) != 1 or sum(run.opens for run in runs) > 1:
        return False
    said = "".join(run.text for run in runs if run.anchor is None)
    return not said.strip() or TAGS.fullmatch(said) is not None or is_generic(said)


def is_label(runs: Runs) -> bool:
    """True for "label: value" unless a link in the value leads to another thing.

    A description may tell of such.
    """
    labelled = split_label(runs)
    if labelled is None:
        return False
    return is_descriptive(labelled[0]) or _is_address_under(*labelled)


def _is_address_under(label: str, value: Runs) -> bool:
    """True if each link in the value of a label only says where something of the thing is."""
    opened = [run for run in value if run.opens and run.anchor is not None]
    return is_generic(label) or all(
        is_generic(run.text)
        or is_here(run.text)
        or (run.anchor is not None and spells(run.anchor, run.text))
        for run in opened
    )
