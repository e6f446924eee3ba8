"""Names of entries whose link follows other words: a title before it, tags, or a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from awesome_tui.parsing.blocks import CODE, Anchor, Run, Runs
from awesome_tui.parsing.descriptions import describe, without_counts
from awesome_tui.parsing.entry_names import (
    EntryName,
    by_link,
    by_title,
    end_of_anchor,
    is_bare,
    is_struck_text,
    is_text_link,
    named_after_label,
)
from awesome_tui.parsing.labels import (
    TAGS,
    clean_name,
    has_words,
    is_command,
    is_generic,
    is_here,
    is_leading,
    is_rating,
    is_secondary,
    is_status,
)
from awesome_tui.parsing.link_lines import besides_links
from awesome_tui.parsing.runs import plain
from awesome_tui.parsing.titles import OPEN_BRACKET, is_dated, is_day, split_title

_SEPARATOR_END = re.compile(r"(?:[-–—―−:：|·•»→(（\[]|\bby)\s*$")
_LEADS_ON = " \n\u00a0-–—―−:：|·•»→"
_HEADS = re.compile(r"\w\W?(?:[:：|→])\s*$")
_BETWEEN_LINKS = re.compile(r"(?:[\s,，、;/|·•&.]|and\b|or\b|(?!))*")
_AFTER_LINKS = re.compile(r"[\s.]*(?:$|[-–—]\s)")
# "Its title (ICML 2024)", which the link after it only leads to.
_ENDS_DATED = re.compile(r"\w\W*[(（][^()（）]{0,40}\b(?:19|20)\d\d[)）]$")
_COMMA = re.compile(r"^\s*[,，、]\s*")
_DEFINED = re.compile(r"([^：。]{1,60})：(.*。)")
_POINTER = re.compile(
    r"\W*(?:(?:please |also )?(?:see|read|visit)(?: also)?|via|source|references?|参见|另见|参考)\b"
    r"\W*",
    re.I,
)
_ARTICLES = r"an?|my|our|some|that|the|these|this|your|das|der|die|la|le|les|el|los|una|um|uma"
_VERBS = (
    "see|visit|check(?: out)?|refer to|try|follow|recommend|using|read|watch|browse|consult|explore"
    "|a look at"
)
# Where a verb with a capital begins a sentence, and is no word of a title: "Bells to Watch".
_START = r"(?:^|[.!?:;,>]\s|[\n\"“(*])\W*"
# The end of words that recommend the link after them.
POINTS = re.compile(
    rf"(?:(?:(?-i:\b(?=[a-z]))(?:{_VERBS}|study(?= (?:{_ARTICLES})))|{_START}(?:{_VERBS}|study"
    r"|references?))\b"
    rf"(?: also| it)?(?: at)?(?: (?:{_ARTICLES}))?"
    r"|\b(?:found|available|hosted|listed|look|go|head over|information|done|asked|posted)"
    rf"(?: online)? (?:in|at|on|to)(?: (?:{_ARTICLES}))?"
    r"|(?:^|[.;,] )use(?: (?:an?|the))?|for example|instructions (?:at|in|on)(?: the)?"
    r"|\bhas an?|\bthere(?:['’]s| is)(?: also)? (?:an?|the)"
    r"|\b(?:siehe|besuche|lies|voir|consulte[rz]?|visite[rz]?|véase|visita|lee|veja|leia|vedi|leggi"
    r"|zie|zobacz|bkz)(?: (?:das|den|die|la|le|les|el|los|o|a|il))?"
    r"|(?:см\.|смотрите|читайте|найти|прочитать|посетите)(?: (?:в|на)(?: этой)?(?: статье)?)?"
    r"|参见|参考|可在|详见|参阅|查看|阅读|访问|[,，]见"
    r"|\b(?:see also|check out|refer to|(?:learn|read) more)(?:[ ,]++[\w'’-]++){1,6}[ ,]*)\W*$",
    re.IGNORECASE,
)
# Words that lead on to a link: articles at the end of others, and words that are no name alone.
_LEADS_IN = re.compile(
    rf"(?:{_ARTICLES}|and|at|for|from|in|of|on|or|to|use|using|via|with|im|mit|von|avec|dans|de|des"
    r"|du|sur|con|del|en|las|na|no|в|из|на|от|по|с|从|在|用|见|由|以|使用|通过|根据)\W*"
    rf"|.*\s(?:{_ARTICLES})",
    re.IGNORECASE,
)
_SENTENCE_ENDS = tuple(".!?…")
_GOES_ON = re.compile(r"(?!by\b)[a-z]+\s")
_LONGEST_LEAD = 6
"""Maximum words before a link; with more, the link is part of a sentence."""
_LONGEST_AUTHORS = 30
"""Maximum words before a colon and the link that ends a text."""
_LONGEST_HEAD = 12
"""Maximum words before several links that name what these are about."""
_LONGEST_REFERENCE = 2
"""Maximum digits of the number of a reference, which is no name."""
_LONGEST_TITLE = 12
"""Maximum words before a link that may be a title if the last of them is in small letters."""
_LONGEST_LABEL = 2
"""Maximum words of a bold label before the only link of a text."""


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
    named = named_after_label(runs, naming, frozenset())
    return named if named is not naming else None


def _by_words_before(runs: Runs, index: int, anchor: Anchor, said: str) -> EntryName | None:
    """Name by the words before the link at `index` if they are a title, else by the link."""
    lead, end = runs[:index], end_of_anchor(runs, index)
    label = plain(runs[index:end])
    if (is_here(label) or is_generic(label)) and POINTS.search(said):
        return None
    if _POINTER.fullmatch(said) and not has_words(plain(besides_links(runs[end:]))):
        return by_link(runs, index, end, label)
    if _is_beside_its_name(label, anchor, said) or _is_marked_name(lead, said, runs[end:]):
        return by_title(runs, lead, anchor) or _by_late_link(runs, index, label)
    if _is_over_links(lead, said, runs[index:]):
        return by_title(runs, lead, anchor)
    is_tagged = TAGS.fullmatch(said) or is_status(said) or _is_code(lead)
    name = _by_tagged_link if is_tagged else _by_late_link
    return name(runs, index, label)


def _is_beside_its_name(label: str, anchor: Anchor, said: str) -> bool:
    """True if the words before a link name the thing, and the link text does not."""
    if _LEADS_IN.fullmatch(said) and not OPEN_BRACKET.search(said):
        return False
    if is_secondary(label, anchor, said):
        return True
    is_sign = is_rating(label) and not (label.isdecimal() and len(label) > _LONGEST_REFERENCE)
    is_title = len(said.split()) > _LONGEST_LEAD and _ENDS_DATED.search(said) is not None
    is_beside = is_sign or is_title or OPEN_BRACKET.search(said) is not None
    return has_words(said) and is_beside and not _is_amid_sentence(said)


def _is_marked_name(lead: Runs, said: str, after: Runs) -> bool:
    """True if `lead` starts with a bold name, and no label: "**Paper**: [Its title](u)"."""
    title = split_title(lead)
    if title is None or not title.is_marked or TAGS.fullmatch(said):
        return False
    if is_command(title.name) or is_status(said) or _is_code(lead):
        return False
    if title.name.startswith("《") or not is_bare(title):
        return not is_day(title.name)
    is_short = len(title.name.split()) <= _LONGEST_LABEL and said.endswith((":", "："))
    is_label = is_generic(title.name) or is_dated(title.name) or is_day(title.name)
    return not (is_label or (is_short and not plain(after)))


def _is_code(lead: Runs) -> bool:
    """True for code spans, and a date, right before a link, which are tags of it."""
    if not any(run.style & CODE for run in lead):
        return False
    return is_rating(plain([run for run in lead if not run.style & CODE])) and not (
        _SEPARATOR_END.search(plain(lead))
    )


def _is_over_links(lead: Runs, said: str, after: Runs) -> bool:
    """True for words before several links, as in "Chat: [Zulip](u), [IRC](v) - On weekdays"."""
    if len(said.split()) > _LONGEST_HEAD or not _HEADS.search(said) or is_generic(said):
        return False
    last = max(i for i, run in enumerate(after) if run.opens)
    between, beside = (plain(besides_links(part)) for part in (after[:last], after[last:]))
    is_list = _BETWEEN_LINKS.fullmatch(between) and _AFTER_LINKS.match(beside)
    return is_list is not None and sum(run.opens for run in after) > 1


def _by_tagged_link(runs: Runs, start: int, label: str) -> EntryName | None:
    """Name by a link that follows tags, which start the description."""
    naming = by_link(runs[start:], 0, end_of_anchor(runs, start) - start, label)
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
    longest = _LONGEST_LEAD if has_words(after) or not _HEADS.search(lead) else _LONGEST_AUTHORS
    is_short = sum(map(has_words, lead.split())) <= longest and not _is_sentence(lead, after)
    if is_short and not has_words(after):
        if is_generic(lead):
            return by_link(runs[start:], 0, end - start, label)
        lead_in = _without_separator_at_end(runs[:start])
        return by_link([*lead_in, *runs[start:]], start, end, label)
    is_led_in = is_short and _SEPARATOR_END.search(lead) is not None
    if is_led_in and not _GOES_ON.match(after):
        return by_link(_without_comma(runs, end), start, end, label)
    # Keep the link in the description: the words around it make no sense without it.
    is_struck = is_struck_text(runs[start:end])
    is_in_sentence = not is_led_in or lead.endswith("by")
    return EntryName(clean_name(label), anchor, describe(runs), is_struck, is_in_sentence)


def _is_sentence(lead: str, after: str) -> bool:
    """True if words lead on to a link that ends their sentence: "We release [X](u)!"."""
    words = [word for word in lead.split() if has_words(word)]
    return after[:1] in _SENTENCE_ENDS and len(words) > 1 and words[-1].islower()


def _is_amid_sentence(lead: str) -> bool:
    """True if many words before a link lead on to it: "a course for those who took [6.1](u)"."""
    return len(lead.split()) > _LONGEST_TITLE and lead.rstrip()[-1:].islower()


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
