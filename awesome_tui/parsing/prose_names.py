"""Rules for the name of the entry that a line or a sentence of prose recommends."""

from __future__ import annotations

import re

from awesome_tui.parsing.blocks import Run, Runs
from awesome_tui.parsing.descriptions import describe
from awesome_tui.parsing.entry_names import (
    EntryName,
    by_title,
    end_of_anchor,
    is_text_link,
    opening,
)
from awesome_tui.parsing.labels import (
    SHORTCODE,
    clean_name,
    has_words,
    is_channel,
    is_descriptive,
    is_generic,
    is_here,
    is_rating,
    is_way_back,
    spells,
)
from awesome_tui.parsing.late_links import POINTS
from awesome_tui.parsing.runs import plain, split_lines
from awesome_tui.parsing.titles import is_dated, is_enumerator, split_before, split_title

_SEPARATED = re.compile(r"\s*(?:[-–—―−:：|·•»→(（,，.]|by\b)")
# "MIT - A tool": a licence between the name and the separator, but no part of a sentence.
_TAGGED = re.compile(r"\s*(?:(?![a-z]+\s)[\w.+-]+\s+){0,3}[-–—]\s")
# An unlinked word in a row of links, such as the language of the current page.
_WORD_BETWEEN = re.compile(r"(?<=[|·•/])\s*\S++\s*(?=[|·•/]|$)")
_SEE_ALSO = re.compile(r"(?:(?<=[.!?]\s)|(?<=\n))See also\b")
_TELLING = re.compile(r"(?!\s*[,，])[\W\d_]*[^\W\d_]")
_LONGEST_TAG = 3
"""Maximum words between a name and the end of its line."""
_LONGEST_SUBJECT = 8
"""Maximum words of a link that a sentence describes."""
_MOST_LINKS = 6
"""Maximum links of such a sentence; with more, it is about none of them."""


def named_in_prose(runs: Runs, *, is_introducing: bool = False) -> EntryName | None:
    """Name a line of prose that opens with a link and then ends or goes on after a separator.

    A line that introduces a whole list must describe the link in words, and not after a comma.
    """
    naming = opening(runs)
    if naming is None or is_rating(naming.name) or is_way_back(naming.name):
        return None
    end = max(i for i, run in enumerate(runs) if run.anchor is naming.anchor) + 1
    if _is_broken(runs[:end]):
        return None
    after = runs[end:]
    said = _unlinked(after)
    if is_introducing:
        is_claim = len(naming.name.split()) > _LONGEST_SUBJECT
        if is_claim or not _TELLING.match(SHORTCODE.sub("", said)):
            return None
    is_among_others = not has_words(said) or _is_beside_a_word(next(split_lines(after), []))
    if is_among_others and any(run.opens for run in after):
        return None  # adjacent links lead elsewhere: translations, sponsors
    is_set_off = not has_words(said) or _SEPARATED.match(said) or _TAGGED.match(said)
    return naming if is_set_off or _is_followed_by_line(after) else None


def is_address_line(runs: Runs) -> bool:
    """True for a line that only says where to find what its section is about: "[GitHub](u)"."""
    naming = named_in_prose(runs)
    return naming is not None and is_generic(naming.name)


def named_in_sentence(runs: Runs, is_introducing: bool = False) -> EntryName | None:
    """Name a paragraph such as "[X](u) is a tool." or "See also [X](u)." by its first link.

    A sentence that introduces other entries only explains a word with its first link.
    """
    index = next((i for i in range(len(runs)) if is_text_link(runs, i)), None)
    anchor = runs[index].anchor if index is not None else None
    if index is None or anchor is None:
        return None
    end = end_of_anchor(runs, index)
    said, label = plain(runs[:index]), plain(runs[index:end])
    if is_generic(label) or is_here(label) or is_way_back(label) or is_rating(label):
        return None
    if POINTS.search(said) or said.endswith((":", "：")):
        is_person = is_channel(label) or label.startswith("@")
        return None if is_person else EntryName(clean_name(label), anchor, describe(runs))
    is_unnamed = has_words(said) and not is_enumerator(said)
    if is_introducing or is_unnamed or sum(run.opens for run in runs) > _MOST_LINKS:
        return None
    is_sentence = has_words(plain(runs[end:])) and len(label.split()) <= _LONGEST_SUBJECT
    return opening(runs) if is_sentence and plain(runs[end:])[:1].isalnum() else None


def split_at_see_also(runs: Runs) -> list[Runs]:
    """Split a paragraph before the sentence "See also [X](u)" in it, which recommends something."""
    return split_before(runs, _SEE_ALSO)


def named_by_bold_title(runs: Runs) -> EntryName | None:
    """Name a paragraph such as "**Title**, *Authors* [[paper](u)]", whose links are all labels."""
    index = next((i for i, run in enumerate(runs) if run.opens), None)
    anchor = runs[index].anchor if index else None
    if not index or anchor is None or not _are_labels(next(split_lines(runs))):
        return None
    title = split_title(runs[:index])
    if title is None or not title.is_marked or is_generic(title.name):
        return None
    if is_descriptive(title.name):
        return None
    is_alone = not plain(next(split_lines(title.after), []))
    is_led_in = plain(title.after).startswith((":", "：")) or plain(runs[:index]).endswith(":")
    return by_title(runs, runs[:index], anchor) if is_alone or not is_led_in else None


def _are_labels(runs: Runs) -> bool:
    """True if each link is a badge, or stands apart and says what kind of page it leads to."""
    for index, run in enumerate(runs):
        if not run.opens or run.kind == "image" or (run.anchor and spells(run.anchor, run.text)):
            continue
        label = plain(runs[index : end_of_anchor(runs, index)])
        is_label = is_generic(label) or is_rating(label) or is_dated(label)
        is_named = not (is_label or _is_bracketed(runs, index))
        if is_named or not (label.startswith("[") or _ends_apart(runs[index - 1])):
            return False
    return True


def _is_bracketed(runs: Runs, index: int) -> bool:
    """True if the link at `index` stands in brackets of its own: "[[ICCV 2025](u)]"."""
    after = runs[end_of_anchor(runs, index) :][:1]
    return runs[index - 1].text.endswith("[") and bool(after) and after[0].text.startswith("]")


def _ends_apart(before: Run) -> bool:
    """True if what follows `before` is no word of its sentence."""
    is_text = before.anchor is None and before.kind == "text"
    return not is_text or not before.text.rstrip()[-1:].isalpha()


def _is_beside_a_word(line: Runs) -> bool:
    """True if the only words are unlinked ones between separators."""
    said = _unlinked(line)
    return has_words(said) and not has_words(_WORD_BETWEEN.sub("", said))


def _unlinked(runs: Runs) -> str:
    return "".join(run.text for run in runs if run.anchor is None and run.kind == "text")


def _is_broken(runs: Runs) -> bool:
    """True if words stand on both sides of a break: a link over several lines is not a name."""
    return sum(bool(plain(line)) for line in split_lines(runs)) > 1


def _is_followed_by_line(after: Runs) -> bool:
    """True if the name is alone on its line, or with a few words such as a licence."""
    end = next((i for i, run in enumerate(after) if run.kind == "break"), None)
    if end is None:
        return False
    return sum(map(has_words, plain(after[:end]).split())) <= _LONGEST_TAG
