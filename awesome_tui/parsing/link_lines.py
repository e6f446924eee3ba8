"""Lines that say what their links lead to, such as "[paper] [code]", and those that tell more."""

from __future__ import annotations

import re

from awesome_tui.parsing.blocks import Run, Runs
from awesome_tui.parsing.labels import has_words, is_generic, is_rating
from awesome_tui.parsing.runs import plain

# The end of words before a link to where they are from: "7,896 lines (from [A corpus](u))".
_SOURCE = re.compile(
    r"\w\W*[(（\[](?:based on|by|from|source|via|出处|来源|来自|出典|출처)[:：]?$", re.I
)
_LONGEST_TITLE = 4
"""Maximum words of the title of an item in an item, before a link such as "pdf"."""
_WORDS_PER_LABEL = 2
"""Maximum words without a link for each link of a line that only labels its links."""


def only_labels(runs: Runs, count: int) -> bool:
    """True if `runs` have few words beside their `count` links."""
    words = sum(map(has_words, plain(besides_links(runs)).split())) if count else 0
    return count > 0 and words <= _WORDS_PER_LABEL * count


def count_labels(runs: Runs) -> int:
    """Count the links that are images, or whose text is one such as "paper"."""
    return sum(
        run.opens and _leads_out(run) and (run.kind == "image" or is_generic(run.text))
        for run in runs
    )


def _leads_out(run: Run) -> bool:
    return run.anchor is not None and run.anchor.url is not None


def has_only_links(runs: Runs) -> bool:
    """True for links with no words beside them, but for a label such as "Paper"."""
    said = plain(besides_links(runs))
    return any(run.opens for run in runs) and (is_rating(said) or is_generic(said))


def besides_links(runs: Runs) -> Runs:
    """Return `runs` without links."""
    return [run for run in runs if run.anchor is None]


def is_aside(runs: Runs) -> bool:
    """True for a sentence that a link such as "slides" or "1" ends, or one to its source."""
    opens = next(i for i, run in enumerate(runs) if run.opens)
    text, lead = runs[opens].text, plain(runs[:opens])
    if _SOURCE.search(lead):
        return True
    is_reference = is_generic(text) or "://" in text or text.isdecimal()
    return is_reference and len(lead.split()) > _LONGEST_TITLE


def has_text_link(runs: Runs) -> bool:
    """True if a link of `runs` has words."""
    return any(run.opens and run.kind == "text" and has_words(run.text) for run in runs)
