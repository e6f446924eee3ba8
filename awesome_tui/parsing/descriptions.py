"""Rules for the text that describes an entry, beside its name."""

from __future__ import annotations

import re

from awesome_tui.parsing.blocks import BREAK, CODE, Run, Runs
from awesome_tui.parsing.labels import COUNT, COUNTS, NUMBERED, SHORTCODE, has_words

_LEADING = re.compile(
    r"^(?:[\s\u200b-\u200f\u2060\ufeff]|[-–—―−‐‒]|[:：](?![a-z0-9_+-]+:)|[,，、;；|｜·•»→®™℠]|[.。](?=\s|$)|=>?(?=\s)|>(?=\s|$)"
    r"|/{1,2}(?=\s|$)|~(?=\s)|\*++(?=\s*[-–—:])|\*{2,}+|[)）](?=\s*(?:[-–—:]|$))|\](?=\s*$))*"
)
_MARK = r"[\u00a9\u00ae\u2190-\u2bff\u200d\ufe0f\U0001f000-\U0001faff]|:[a-z0-9_+-]+:"
_RAISED = r"[\u00b9\u00b2\u00b3\u2070-\u2079]"
_MARKS = re.compile(rf"(?:{_MARK}|{_RAISED}|\s)+|\s*\[(?:{_MARK}|\s)+\]\s*")
_SIGN = rf"(?:{COUNT}|{_MARK}|{_RAISED})"
_AFTER_MARKS = re.compile(rf"^({_SIGN}(?:[\s/]*{_SIGN})*)\s*[-–—:]\s")
_COUNTS_FIRST = re.compile(
    rf"((?:(?:{NUMBERED}|{COUNT})[\s,|·]*)+)(?:[-–—:]\s+)?(?=\S)", re.IGNORECASE
)
_SEPARATORS = " |·•-–—"
"""Signs between the marks of an entry and its description."""
_CLOSING = re.compile(r"\s*([)）\]])")
_PAIRS = {")": "(", "）": "（", "]": "["}
_MOST_BADGES = 40
"""Maximum runs to search for an opening bracket."""


def describe(runs: Runs) -> Runs:
    """Return `runs`, which stand beside a name, without what only sets them off from it."""
    return _without_brackets(without_separator(_without_empty_brackets(runs)))


def _without_brackets(runs: Runs) -> Runs:
    """Take text out of the brackets around all of it, as in "[A tool for lids]"."""
    text = runs[0].text.strip() if len(runs) == 1 else ""
    inside = text[1:-1]
    if not (text.startswith("[") and text.endswith("]")) or runs[0].anchor or runs[0].style:
        return runs
    is_tag = "[" in inside or len(inside.split()) == 1
    return runs if is_tag else [runs[0]._replace(text=inside)]


def without_separator(runs: Runs) -> Runs:
    """Strip separators and badges before the first word of a description, but not emoji."""
    before: Runs = []
    for index, run in enumerate(runs):
        if run.kind != "text" or not run.text.strip() or _is_sign_link(run):
            continue
        if run.anchor is not None or run.style & CODE:
            return [*before, *runs[index:]]
        text = _LEADING.sub("", run.text, count=1)
        if marks := _AFTER_MARKS.match(text):
            text = f"{marks[1]} {text[marks.end() :]}"
        if counted := _COUNTS_FIRST.match(text):
            said = run._replace(text=text[counted.end() :])
            return [*before, said, *runs[index + 1 :], Run(f" {counted[1].strip()}")]
        if _MARKS.fullmatch(text.rstrip(_SEPARATORS)):
            before.append(run._replace(text=text.rstrip(_SEPARATORS).lstrip() + " "))
        elif text:
            return [*before, run._replace(text=text), *runs[index + 1 :]]
    return before


def _is_sign_link(run: Run) -> bool:
    """True for a link whose text is an arrow or another sign; it is one of the entry's links."""
    return run.anchor is not None and not any(map(str.isalnum, SHORTCODE.sub("", run.text)))


def with_tags_last(runs: Runs) -> Runs:
    """Move a first line of nothing but code spans, counts and signs behind what describes."""
    end = next((i for i, run in enumerate(runs) if run.kind == "break"), len(runs))
    first, rest = runs[:end], runs[end + 1 :]
    if not any(run.style & CODE for run in first) or not any(map(_describes, rest)):
        return runs
    return runs if any(map(_describes, first)) else [*rest, BREAK, *first]


def _describes(run: Run) -> bool:
    return run.kind == "text" and not run.style & CODE and has_words(COUNTS.sub("", run.text))


def without_counts(runs: Runs) -> Runs:
    """Drop the counts of stars and forks from `runs`, which precede a name."""
    kept: Runs = []
    for run in runs:
        is_text = run.anchor is None and run.kind == "text"
        left = COUNTS.sub("", run.text) if is_text else run.text
        if left.strip() or (is_text and run.text.isspace()):
            kept.append(run._replace(text=left) if is_text else run)
    return kept


def _without_empty_brackets(runs: Runs) -> Runs:
    """Remove brackets that contain only a badge or other invisible content."""
    left: Runs = []
    is_empty = False
    for run in runs:
        if run.kind == "image" or not run.text:
            is_empty = True
            left.append(run)
            continue
        closing = _CLOSING.match(run.text) if is_empty and run.kind == "text" else None
        opened = _opening_bracket(left, closing[1]) if closing else None
        if closing is None or opened is None:
            left.append(run)
        else:
            left[opened] = left[opened]._replace(text=left[opened].text.rstrip()[:-1])
            left.append(run._replace(text=run.text[closing.end() :]))
        is_empty = is_empty and run.text.isspace()
    return left


def _opening_bracket(runs: Runs, closing: str) -> int | None:
    """Return the index of the last visible run if it ends with the partner of `closing`."""
    for index in reversed(range(max(0, len(runs) - _MOST_BADGES), len(runs))):
        run = runs[index]
        if run.kind == "break":
            return None
        if run.kind == "text" and run.text.strip():
            return index if run.text.rstrip().endswith(_PAIRS[closing]) else None
    return None
