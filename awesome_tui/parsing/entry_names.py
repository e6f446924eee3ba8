"""Rules for the name of the entry that an item, a line or a heading describes."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from awesome_tui.parsing.blocks import CODE, STRUCK, Anchor, Run, Runs
from awesome_tui.parsing.descriptions import describe, without_counts
from awesome_tui.parsing.labels import (
    TAGS,
    clean_name,
    has_words,
    is_command,
    is_generic,
    is_here,
    is_label,
    is_leading,
    is_rating,
    is_secondary,
    is_status,
    spells,
)
from awesome_tui.parsing.runs import plain, runs_to_title
from awesome_tui.parsing.titles import (
    OPEN_BRACKET,
    Title,
    is_dated,
    is_enumerator,
    split_runs,
    split_title,
)
from awesome_tui.record import record

_WORD_PART = re.compile(r"[^\W_]+")
_SEPARATOR_END = re.compile(r"(?:[-–—―−:：|·•»→(（\[]|\bby)\s*$")
_LEADS_ON = " \n\u00a0-–—―−:：|·•»→"
_DESCRIBED = re.compile(r"\s*[-–—―−:：|·•»→=]")
_SPACED_LABEL = re.compile(r"\s*\[([^\[\]]+)\]\s+\($")
_HEADS = re.compile(r"\w\W?(?:[:：|→])\s*$")
_BETWEEN_LINKS = re.compile(r"(?:[\s,，、;/|·•&.]|and\b|or\b|(?!))*")
_COMMA = re.compile(r"^\s*[,，、]\s*")
_DEFINED = re.compile(r"([^：。]{1,60})：(.*。)")
_POINTER = re.compile(
    r"\W*(?:(?:please |also )?(?:see|read)(?: also)?|via|source|references?|参见|另见|参考)\b\W*",
    re.I,
)
# The end of words that recommend the link after them.
POINTS = re.compile(
    r"(?:\b(?:see|visit|check(?: out)?|refer to|references?|try|follow|recommend|using)\b"
    r"(?: also| it)?(?: at)?(?: the)?"
    r"|\b(?:found|available|hosted|listed|look|go|head over) (?:in|at|on|to)(?: the)?"
    r"|(?:^|[.;] )use|参见|参考"
    r"|\b(?:see also|check out|refer to|(?:learn|read) more)(?:[ ,]++[\w'’-]++){1,6}[ ,]*)\W*$",
    re.IGNORECASE,
)
_PAIRS = ("()", "[]", '""', "“”", "（）", "【】", "「」", "«»")
_LOWER = re.compile(r"[\W\d_]*[a-z]")
_CLOSING = "])） "
_SENTENCE_ENDS = tuple(".!?…")
_LONGEST_LEAD = 6
"""Maximum words before a link; with more, the link is part of a sentence."""
_LONGEST_HEAD = 4
"""Maximum words before several links that name what these are about."""
_LONGEST_REFERENCE = 2
"""Maximum digits of the number of a reference, which is no name."""
_LONGEST_LABEL = 2
"""Maximum words of a bold label before the only link of a text."""


@record
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
                return _by_link(_without_enumerator(runs, index), index, end, label)
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
    return _named_after_label(runs, naming, shared) if naming is not None else None


def named_by_title(runs: Runs) -> EntryName | None:
    """Name a text whose first link follows other words, as in "Title. [pdf](u)"."""
    index = next((i for i in range(len(runs)) if is_text_link(runs, i)), None)
    anchor = runs[index].anchor if index is not None else None
    if index is None or anchor is None:
        return None
    said = plain(runs[:index])
    if defined := _DEFINED.fullmatch(said):
        return EntryName(defined[1], anchor, [Run(defined[2]), *runs[index:]])
    return _by_title_after(runs, index, anchor, said) or _by_words_before(runs, index, anchor, said)


def _by_title_after(runs: Runs, index: int, anchor: Anchor, said: str) -> EntryName | None:
    """Name a text such as "[ICML 2024] [paper](u) Title"."""
    label = plain(runs[index : end_of_anchor(runs, index)])
    if not is_leading(label) or not TAGS.fullmatch(said.rstrip("[( ")):
        return None
    naming = EntryName(label, anchor, [])
    named = _named_after_label(runs, naming, frozenset())
    return named if named is not naming else None


def _by_words_before(runs: Runs, index: int, anchor: Anchor, said: str) -> EntryName | None:
    """Name by the words before the link at `index` if they are a title, else by the link."""
    lead, end = runs[:index], end_of_anchor(runs, index)
    label = plain(runs[index:end])
    if is_here(label) and POINTS.search(said):
        return None
    if _POINTER.fullmatch(said) and not has_words(plain(runs[end:])):
        return _by_link(runs, index, end, label)
    if _is_beside_its_name(label, anchor, said) or _is_marked_name(lead, said, runs[end:]):
        return by_title(runs, lead, anchor) or _by_late_link(runs, index, label)
    if _is_over_links(lead, said, runs[index:]):
        return by_title(runs, lead, anchor)
    is_tagged = TAGS.fullmatch(said) or is_status(said) or _is_code(lead)
    name = _by_tagged_link if is_tagged else _by_late_link
    return name(runs, index, label)


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


def _named_after_label(runs: Runs, naming: EntryName, shared: Set[str]) -> EntryName:
    """Name by the title that follows links such as "[paper]", if there is one."""
    label = naming.name
    is_shared = label.casefold() in shared
    is_generic_label = is_generic(label)
    if not (is_shared or (is_generic_label and is_leading(label))):
        return naming
    last = max(i for i, run in enumerate(runs) if run.anchor is naming.anchor) + 1
    while (following := _next_generic(runs, last)) is not None:
        last = following
    stop = next((i for i in range(last, len(runs)) if runs[i].anchor is not None), len(runs))
    said = plain(runs[last:stop]).lstrip(_CLOSING)
    is_among_labels = not is_shared and sum(run.opens for run in runs[:last]) > 1
    if (
        not has_words(said)
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


def _is_beside_its_name(label: str, anchor: Anchor, said: str) -> bool:
    """True if the words before a link name the thing, and the link text does not."""
    if is_secondary(label, anchor, said):
        return True
    is_sign = is_rating(label) and not (label.isdecimal() and len(label) > _LONGEST_REFERENCE)
    return has_words(said) and (is_sign or OPEN_BRACKET.search(said) is not None)


def _is_marked_name(lead: Runs, said: str, after: Runs) -> bool:
    """True if `lead` starts with a bold name, and no label: "**Paper**: [Its title](u)"."""
    title = split_title(lead)
    if title is None or not title.is_marked or TAGS.fullmatch(said):
        return False
    if is_command(title.name) or is_status(said) or _is_code(lead):
        return False
    if title.name.startswith("《") or not _is_bare(title):
        return True
    is_short = len(title.name.split()) <= _LONGEST_LABEL and said.endswith((":", "："))
    is_label = is_generic(title.name) or is_dated(title.name)
    return not (is_label or (is_short and not plain(after)))


def _is_code(lead: Runs) -> bool:
    """True for code spans right before a link, which are tags of it."""
    return not has_words(plain([run for run in lead if not run.style & CODE])) and not (
        _SEPARATOR_END.search(plain(lead))
    )


def _is_over_links(lead: Runs, said: str, after: Runs) -> bool:
    """True for a few words before several links and nothing else: "Chat: [Zulip](u), [IRC](v)"."""
    if len(said.split()) > _LONGEST_HEAD or not _HEADS.search(said) or is_generic(said):
        return False
    words = plain([run for run in after if run.anchor is None])
    return sum(run.opens for run in after) > 1 and _BETWEEN_LINKS.fullmatch(words) is not None


def is_text_link(runs: Runs, index: int) -> bool:
    """True if a link with a text opens at `index` and leads off the page."""
    run = runs[index]
    if not run.opens or run.anchor is None or run.anchor.url is None:
        return False
    return is_label(plain(runs[index : end_of_anchor(runs, index)]))


def _has_unlinked_words(run: Run) -> bool:
    return run.anchor is None and run.kind == "text" and has_words(run.text)


def first_text_link(runs: Runs) -> Anchor | None:
    """Return the first link of `runs` that has a text and leads off the page."""
    return next((runs[i].anchor for i in range(len(runs)) if is_text_link(runs, i)), None)


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


def _by_link(runs: Runs, start: int, end: int, label: str) -> EntryName | None:
    anchor = runs[start].anchor
    if anchor is None or anchor.url is None:
        return None
    before, after = _without_brackets(runs[:start], runs[end:])
    after = [*_rest_of_word(runs, end), *after]
    rest = describe([*before, *(describe(after) if has_words(plain(before)) else after)])
    return EntryName(clean_name(label), anchor, rest, _is_struck(runs[start:end]))


def _by_tagged_link(runs: Runs, start: int, label: str) -> EntryName | None:
    """Name by a link that follows tags, which start the description."""
    naming = _by_link(runs[start:], 0, end_of_anchor(runs, start) - start, label)
    if naming is None:
        return None
    tags = without_counts(runs[:start])
    return replace(naming, rest=describe([*tags, Run(" "), *naming.rest]))


def _by_late_link(runs: Runs, start: int, label: str) -> EntryName | None:
    """Name by a link amid words; None if it says no more than "here"."""
    anchor, end = runs[start].anchor, end_of_anchor(runs, start)
    lead, after = plain(runs[:start]), plain(runs[end:])
    if anchor is None or is_here(label):
        return None
    is_short = len(lead.split()) <= _LONGEST_LEAD and not _is_sentence(lead, after)
    if is_short and not has_words(after):
        lead_in = _without_separator_at_end(runs[:start])
        return _by_link([*lead_in, *runs[start:]], start, end, label)
    if is_short and _SEPARATOR_END.search(lead):
        return _by_link(_without_comma(runs, end), start, end, label)
    # Keep the link in the description: the words around it make no sense without it.
    return EntryName(clean_name(label), anchor, describe(runs), _is_struck(runs[start:end]), True)


def _is_sentence(lead: str, after: str) -> bool:
    """True if words lead on to a link that ends their sentence: "We release [X](u)!"."""
    words = [word for word in lead.split() if has_words(word)]
    return after[:1] in _SENTENCE_ENDS and len(words) > 1 and words[-1].islower()


def _without_comma(runs: Runs, at: int) -> Runs:
    """Remove the comma at the start of run `at`, which follows a removed link."""
    after = runs[at]
    if after.anchor is not None or after.kind != "text":
        return runs
    return [*runs[:at], after._replace(text=_COMMA.sub(" ", after.text)), *runs[at + 1 :]]


def _without_separator_at_end(lead: Runs) -> Runs:
    """Strip the separator at the end of `lead`, which only connects it to a link."""
    if not lead or lead[-1].style or lead[-1].kind != "text":
        return lead
    return [*lead[:-1], lead[-1]._replace(text=lead[-1].text.rstrip(_LEADS_ON))]


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
    after = without_address(runs[len(lead) :], anchor) if _is_bare(title) else runs[len(lead) :]
    tags = without_counts(title.before)
    rest = describe([*tags, Run(" "), *describe([*title.after, *after])])
    return EntryName(clean_name(title.name), anchor, rest, title.is_struck)


def _is_bare(title: Title) -> bool:
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


def _is_struck(runs: Runs) -> bool:
    return any(run.style & STRUCK for run in runs)
