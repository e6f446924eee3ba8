"""Rules for the name of the entry that an item, a line or a heading describes."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from awesome_tui.parsing.blocks import CODE, STRUCK, Anchor, Run, Runs
from awesome_tui.parsing.descriptions import describe, without_counts
from awesome_tui.parsing.labels import (
    clean_name,
    has_words,
    is_generic,
    is_label,
    is_leading,
    spells,
)
from awesome_tui.parsing.runs import plain, runs_to_title
from awesome_tui.parsing.titles import (
    Title,
    is_dated,
    is_enumerator,
    split_runs,
    split_title,
)

# A part of a word; where a language writes no spaces, what follows a link is no part of it, and
# neither is a raised number anywhere.
_WORD_PART = re.compile(r"(?![\u3040-\u30ff\u3400-\u9fff⁰¹²³⁴-⁹])[^\W_]+")
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_DESCRIBED = re.compile(r"\s*(?:(?:\[[^\[\]]*\]|[⁰¹²³⁴-⁹])\s*)*[-–—―−:：|·•»→=]")
_SPACED_LABEL = re.compile(r"\s*\[([^\[\]]+)\]\s+\($")
_PAIRS = ("()", "[]", '""', "“”", "（）", "【】", "「」", "«»")
_LOWER = re.compile(r"[\W\d_]*[a-z]")
_CLOSING = "])） "


@dataclass(frozen=True, slots=True)
class EntryName:
    """The name, link and description that a text gives an entry."""

    name: str
    anchor: Anchor
    """The entry's own link."""
    rest: Runs
    """The text besides the name."""
    is_struck: bool = False
    is_in_sentence: bool = False
    """True if the link stands amid words that make no sense without it."""


def opening(runs: Runs) -> EntryName | None:
    """Name a text after the link that it opens with; None if it opens otherwise."""
    runs = _with_spaced_link(runs)
    for index, run in enumerate(runs):
        if run.anchor is not None and run.opens:
            end = end_of_anchor(runs, index)
            label = plain(runs[index:end])
            if is_label(label):
                return by_link(_without_enumerator(runs, index), index, end, label)
        elif _has_unlinked_words(run) and (index or not is_enumerator(run.text)):
            return None
    return None


def _with_spaced_link(runs: Runs) -> Runs:
    """Link the label that a stray space parts from its address, as in "[Name] (https://…)"."""
    if len(runs) < 3 or (label := _SPACED_LABEL.match(runs[0].text)) is None:
        return runs
    anchor, closing = runs[1].anchor, runs[2]
    if anchor is None or not spells(anchor, runs[1].text) or not closing.text.startswith(")"):
        return runs
    after = closing._replace(text=closing.text[1:])
    return [runs[1]._replace(text=label[1]), after, *runs[3:]]


def named_by_item(runs: Runs, shared: Set[str] = frozenset()) -> EntryName | None:
    """Name an item by the link that it opens with, or by the title beside such a link.

    `shared` are the texts, in small letters, of the links that several of its siblings open with.
    """
    naming = opening(runs)
    return named_after_label(runs, naming, shared) if naming is not None else None


def named_by_badge(runs: Runs) -> EntryName | None:
    """Name a text whose only links are images or signs by its own words, else by such a link."""
    index = next((i for i, run in enumerate(runs) if run.opens and _leads_out(run)), None)
    if index is None or (anchor := runs[index].anchor) is None:
        return None
    end = end_of_anchor(runs, index)
    after = [run for run in runs[end:] if run.anchor is None]
    sign = runs_to_title(runs[index:end]) or anchor.href
    if split_title(runs[:index]) is not None:
        return by_title(runs, runs[:index], anchor)
    title = None if _DESCRIBED.match(plain(after)) else split_title(after)
    if title is None:
        return EntryName(sign, anchor, describe([*runs[:index], *runs[end:]]))
    return EntryName(title.name, anchor, describe([*title.before, *title.after]), title.is_struck)


def named_after_label(runs: Runs, naming: EntryName, shared: Set[str]) -> EntryName:
    """Name by the title that follows links such as "[paper]", if there is one."""
    label = naming.name
    is_shared = label.casefold() in shared
    is_generic_label = is_generic(label)
    is_apart = _is_bracketed(runs, naming.anchor) and (is_generic_label or is_dated(label))
    if not (is_shared or is_apart or (is_generic_label and is_leading(label))):
        return naming
    last = max(i for i, run in enumerate(runs) if run.anchor is naming.anchor) + 1
    while (following := _next_generic(runs, last)) is not None:
        last = following
    stop = next((i for i in range(last, len(runs)) if runs[i].anchor is not None), len(runs))
    said = plain(runs[last:stop]).lstrip(_CLOSING)
    is_among_labels = not is_shared and sum(run.opens for run in runs[:last]) > 1
    if (
        not has_words(_RAISED.sub("", said))
        or _LOWER.match(said)
        or (_DESCRIBED.match(said) and not is_among_labels and not (is_shared and is_generic_label))
    ):
        return naming
    closing = len(plain(runs[last:stop])) - len(said)
    closed, beside = split_runs(runs[last:stop], closing)
    title = split_title(describe(beside))
    if title is None:
        return naming
    rest = [*runs[:last], *closed, Run(" "), *title.before, *describe(title.after), *runs[stop:]]
    return EntryName(title.name, naming.anchor, describe(rest), title.is_struck)


def _is_bracketed(runs: Runs, anchor: Anchor) -> bool:
    """True if the link `anchor` stands in brackets of its own: "[[ICCV 2025](u)] Title"."""
    start = next(i for i, run in enumerate(runs) if run.anchor is anchor)
    after = runs[end_of_anchor(runs, start) :][:1]
    opens = start > 0 and runs[start - 1].text.endswith("[")
    return opens and bool(after) and after[0].text.startswith("]")


def _next_generic(runs: Runs, start: int) -> int | None:
    """Return the end of a link with a generic text that only punctuation separates from `start`."""
    for index in range(start, len(runs)):
        if runs[index].opens:
            end = end_of_anchor(runs, index)
            return end if is_generic(plain(runs[index:end])) else None
        if has_words(runs[index].text):
            return None
    return None


def _leads_out(run: Run) -> bool:
    return run.anchor is not None and "://" in (run.anchor.url or "")


def is_text_link(runs: Runs, index: int) -> bool:
    """True if a link with a text opens at `index` and leads off the page."""
    run = runs[index]
    if not run.opens or run.anchor is None or run.anchor.url is None:
        return False
    return is_label(plain(runs[index : end_of_anchor(runs, index)]))


def _has_unlinked_words(run: Run) -> bool:
    return run.anchor is None and run.kind == "text" and has_words(run.text)


def first_text_link(runs: Runs) -> Anchor | None:
    """Return the first link of `runs` that has a text, is no "@ann", and leads off the page."""
    found = (i for i in range(len(runs)) if is_text_link(runs, i))
    return next((runs[i].anchor for i in found if not runs[i].text.startswith("@")), None)


def first_badge_link(runs: Runs) -> Anchor | None:
    """Return the first link of `runs` that leads to another site, whatever it shows."""
    return next((run.anchor for run in runs if run.opens and _leads_out(run)), None)


def end_of_anchor(runs: Runs, start: int) -> int:
    """Return the end of the link that opens at `start`."""
    end = start + 1
    while end < len(runs) and runs[end].anchor is runs[start].anchor:
        end += 1
    return end


def _without_enumerator(runs: Runs, index: int) -> Runs:
    """Blank a number before the link at `index`, as in "1、"."""
    if index and runs[0].anchor is None and is_enumerator(runs[0].text):
        return [runs[0]._replace(text=""), *runs[1:]]
    return runs


def by_link(runs: Runs, start: int, end: int, label: str) -> EntryName | None:
    """Name by `label`, the text of the link in `runs[start:end]`; the rest describes."""
    anchor = runs[start].anchor
    if anchor is None or anchor.url is None:
        return None
    before, after = _without_brackets(runs[:start], runs[end:])
    after = [*_rest_of_word(runs, end), *after]
    rest = describe([*before, *(describe(after) if has_words(plain(before)) else after)])
    return EntryName(clean_name(label), anchor, rest, is_struck_text(runs[start:end]))


def _without_brackets(before: Runs, after: Runs) -> tuple[Runs, Runs]:
    """Remove brackets that contain only the link between `before` and `after`."""
    if not before or not after or before[-1].text[-1:] + after[0].text[:1] not in _PAIRS:
        return before, after
    opened, closed = before[-1], after[0]
    return (
        [*before[:-1], opened._replace(text=opened.text[:-1])],
        [closed._replace(text=closed.text[1:]), *after[1:]],
    )


def _rest_of_word(runs: Runs, end: int) -> Runs:
    """Return the linked part of a word that goes on after the link, to keep the word whole."""
    last, following = runs[end - 1], runs[end : end + 1]
    if not following or not last.kind == following[0].kind == "text" or following[0].opens:
        return []
    if following[0].style & CODE or not _WORD_PART.match(following[0].text):
        return []
    inside = _WORD_PART.match(last.text[::-1])
    return [Run(inside[0][::-1], last.style)] if inside else []


def by_title(runs: Runs, lead: Runs, anchor: Anchor) -> EntryName | None:
    """Name by the title in `lead`, the start of `runs`, and link to `anchor`."""
    title = split_title(lead)
    if title is None:
        return None
    after = without_address(runs[len(lead) :], anchor) if is_bare(title) else runs[len(lead) :]
    tags = without_counts(title.before)
    rest = describe([*tags, Run(" "), *describe([*title.after, *after])])
    return EntryName(clean_name(title.name), anchor, rest, title.is_struck)


def is_bare(title: Title) -> bool:
    """True if no words stand between a title and its link."""
    return not has_words(plain(title.after))


def without_address(after: Runs, anchor: Anchor) -> Runs:
    """Drop the text of the link `anchor` if it only repeats its destination."""
    end = end_of_anchor(after, 0)
    label = plain(after[:end])
    ends = "." in label and anchor.href.rstrip("/").endswith(label.rstrip("/"))
    repeats = spells(anchor, label) or (ends and not has_words(plain(after[end:])))
    is_address = after[0].anchor is anchor and repeats
    return [Run("", kind="image"), *after[end:]] if is_address else after


def is_struck_text(runs: Runs) -> bool:
    """True if a part of `runs` is struck out."""
    return any(run.style & STRUCK for run in runs)
