"""What a reader would call the thing that an item, a row or a line is about."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from awesome_tui.parsing.blocks import BOLD, CODE, STRUCK, Anchor, Run, Runs
from awesome_tui.parsing.inline import markdown, plain

_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_STARS = re.compile(r"[★☆⭐🌟⧗🍴]\ufe0f?\s*[\d.,]+\s*k?\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_SEPARATORS = re.compile(
    r"\s*(?:[-–—―−‐‒]+|[:：,，、;；|｜·•»→]+(?![a-z0-9_+-]+:)|[.。](?=\s|$)|[=-]+>)\s*"
)
_LEADING = re.compile(rf"(?:{_SEPARATORS.pattern})+")
_ENDS_LABEL = re.compile(r"(?:[-–—―:：|·•»→(（\[,，]|\bby)\s*$")
_EMPTY_BRACKETS = re.compile(r"(?<!\S)(?:\(\s*\)|\[\s*\])")
_GENERIC = frozenset(
    "arxiv article blog book code config demo docs documentation download epub github gitlab"
    " here home homepage html link mirror mobi online page paper pdf plugin poster preprint"
    " project read repo repository site slides source tweet video web webpage website"
    " wikipedia www youtube".split()
)


@dataclass(frozen=True, slots=True)
class Naming:
    """How an item is to be read."""

    name: str
    anchor: Anchor
    """The link that the name stands for."""
    rest: Runs
    """What is said besides the name."""
    struck: bool = False


def has_words(text: str) -> bool:
    """Whether more than punctuation, emoji and their names is there."""
    return _WORD.search(text) is not None and _WORD.search(_SHORTCODE.sub("", text)) is not None


def is_label(text: str) -> bool:
    """Whether a link of this text shows more than a picture, an emoji or a number of stars."""
    return bool(text) and (text[0].isalnum() or _shown(text))


@lru_cache(1024)
def _shown(text: str) -> bool:
    text = _STARS.sub("", _SHORTCODE.sub("", unicodedata.normalize("NFKC", text)))
    return any(not char.isspace() and not _is_pictorial(char) for char in text)


def _is_pictorial(char: str) -> bool:
    category = unicodedata.category(char)
    return category in ("Cf", "Cc") or (
        ord(char) > 0x2000 and category in ("So", "Sk", "Co", "Cs", "Mn")
    )


def opening(runs: Runs) -> Naming | None:
    """The naming of `runs` that open with a link: its text is the name."""
    for index, run in enumerate(runs):
        if run.anchor is not None and run.opens:
            end = _end_of_anchor(runs, index)
            label = plain(runs[index:end])
            if is_label(label):
                return _by_link(runs, index, end, label)
        if run.image or run.anchor is not None and not is_label(run.text):
            continue
        if has_words(run.text):
            return None
    return None


def titled(runs: Runs) -> Naming | None:
    """The naming of `runs` whose title stands before their first link, as in "Title. [pdf](u)"."""
    index = next((i for i, run in enumerate(runs) if _is_text_link(runs, i)), None)
    if index is None:
        return None
    end = _end_of_anchor(runs, index)
    anchor = runs[index].anchor
    assert anchor is not None
    lead, label, after = runs[:index], plain(runs[index:end]), plain(runs[end:])
    if _is_secondary(label, anchor, plain(lead)) or _is_marked(lead):
        return _by_lead(runs, lead, anchor)
    if has_words(after) and not _ENDS_LABEL.search(plain(lead)) and not _LEADING.match(after):
        return None
    if after[:1] in ",，" and not _ENDS_LABEL.search(plain(lead)):
        return None
    return _by_link(runs, index, end, label)


def without_separator(markdown_text: str) -> str:
    """A description from its first word on."""
    text = _EMPTY_BRACKETS.sub("", markdown_text).strip()
    match = _LEADING.match(text)
    return text[match.end() :] if match else text


def without_stars(name: str) -> str:
    """`name` without a count of stars, which changes every day."""
    return _STARS.sub("", name).strip() or name


def is_rating(text: str) -> bool:
    """Whether `text` is a bare number, a badge or a rating: nothing to call a thing."""
    return not _LETTER.search(_STARS.sub("", _SHORTCODE.sub("", text)))


def _is_text_link(runs: Runs, index: int) -> bool:
    run = runs[index]
    if not run.opens or run.anchor is None or run.anchor.url is None:
        return False
    return is_label(plain(runs[index : _end_of_anchor(runs, index)]))


def _end_of_anchor(runs: Runs, start: int) -> int:
    end = start + 1
    while end < len(runs) and runs[end].anchor is runs[start].anchor:
        end += 1
    return end


def _by_link(runs: Runs, start: int, end: int, label: str) -> Naming | None:
    anchor = runs[start].anchor
    if anchor is None or anchor.url is None:
        return None
    struck = any(run.style & STRUCK for run in runs[start:end])
    return Naming(without_stars(label), anchor, _rest(runs, start, end), struck)


def _rest(runs: Runs, start: int, end: int) -> Runs:
    """What stands beside the name; a word that goes on past the link is kept whole."""
    before, name, after = runs[:start], runs[start:end], runs[end:]
    if _goes_on(name, after):
        last = re.search(r"\w+$", name[-1].text)
        after = [Run(last[0] if last else "", name[-1].style), *after]
    return [*before, *after]


def _goes_on(name: Runs, after: Runs) -> bool:
    return bool(
        after
        and not after[0].image
        and re.match(r"[^\W_]", after[0].text)
        and re.search(r"[^\W_]$", name[-1].text)
    )


def _by_lead(runs: Runs, lead: Runs, anchor: Anchor) -> Naming | None:
    head = _head(lead)
    name = without_stars(re.sub(r"[\s\-–—:：,，(（\[|·•]+$", "", plain(head)))
    if not has_words(name):
        return None
    struck = any(run.style & STRUCK for run in head)
    return Naming(name, anchor, runs[len(head) :], struck)


def _head(lead: Runs) -> Runs:
    """The leading marked text, else all of `lead`."""
    if not _is_marked(lead):
        return lead
    start = next(i for i, run in enumerate(lead) if run.text.strip())
    end = start
    while end < len(lead) and lead[end].style & (BOLD | CODE):
        end += 1
    return lead[:end]


def _is_marked(lead: Runs) -> bool:
    first = next((run for run in lead if run.text.strip()), None)
    return first is not None and bool(first.style & (BOLD | CODE)) and has_words(first.text)


def _is_secondary(label: str, anchor: Anchor, lead: str) -> bool:
    """Whether a link says where to get the thing rather than what it is called."""
    bare = label.strip("[]()（） .:").casefold()
    if bare in _GENERIC or is_rating(label) or label.startswith("["):
        return True
    return "://" in label or anchor.href.endswith(label) or lead.endswith(("(", "[", "（"))


def described(runs: Runs) -> str:
    """`runs` as a description."""
    return without_separator(markdown(runs))
