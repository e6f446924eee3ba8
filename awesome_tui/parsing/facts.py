"""Facts that a list states under labels, as in "- Licence: MIT"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_tui.model.entries import Fact
from awesome_tui.parsing.blocks import BOLD, Block, Code, Item, Runs, Text
from awesome_tui.parsing.labels import has_words, is_descriptive, is_generic, is_here, spells
from awesome_tui.parsing.runs import markdown, plain, unlinked
from awesome_tui.parsing.titles import split_runs

_LABEL = re.compile(r"\s*([^\W_][^:：\n]{0,39}?)\s*[:：](?!//)\s*")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d\S*")
_NOTHING = re.compile(r"[\\\s–—_/-]*")
_FAR = 80
"""Characters within which a label ends."""
_LONGEST_LABEL = 4
LONGEST_VALUE = 12
"""Maximum words of a value; more describe."""


def split_label(runs: Runs) -> tuple[str, Runs] | None:
    """Split "label: value" into both; None if `runs` are something else."""
    text = ""
    for run in runs:
        if run.kind != "text" or (run.anchor is not None and not text) or len(text) > _FAR:
            break
        text += run.text
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
    return Fact(labelled[0], value) if 0 < len(value.split()) <= LONGEST_VALUE else None


def read_bold_fact(runs: Runs) -> Fact | None:
    """Read a paragraph such as "**Released**: 2014" as a fact; None without a bold label."""
    is_bold = bool(runs) and runs[0].style & BOLD != 0
    return read_fact(runs) if is_bold else None


def fact_value(runs: Runs) -> str:
    """Return what `runs` say, without links; a time of the day is left out."""
    value = _TIMESTAMP.sub(r"\1", markdown(unlinked(runs)).replace("\n", " "))
    return "" if _NOTHING.fullmatch(value) else value


def are_labels(blocks: Sequence[Block]) -> bool:
    """True if `blocks` are items that each say where to find the thing above, or what it is."""
    items = [block for block in blocks if not isinstance(block, Code)]
    return bool(items) and all(isinstance(item, Item) and _is_label(item) for item in items)


def label_runs(item: Item) -> Runs:
    """Return the text of an item that only `Code` may follow."""
    return item.blocks[0].runs if item.blocks and isinstance(item.blocks[0], Text) else []


def _is_label(item: Item) -> bool:
    if not item.blocks or not isinstance(item.blocks[0], Text):
        return False
    if not all(isinstance(block, Code) for block in item.blocks[1:]):
        return False
    runs = item.blocks[0].runs
    first = next((run for run in runs if run.kind == "text" and has_words(run.text)), None)
    if first is None:
        return False
    if first.anchor is not None:
        return is_generic(first.text)
    labelled = split_label(runs)
    return labelled is not None and is_address_under(*labelled)


def is_address_under(label: str, value: Runs) -> bool:
    """True if each link in the value of a label only says where something of the thing is."""
    opened = [run for run in value if run.opens and run.anchor is not None]
    return is_generic(label) or all(
        is_generic(run.text)
        or is_here(run.text)
        or (run.anchor is not None and spells(run.anchor, run.text))
        for run in opened
    )
