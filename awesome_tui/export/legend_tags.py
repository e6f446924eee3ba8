"""Tags that the description of an entry does not show: a legend gives them to signs.

Where the prose of the list still explains them, they are read again from there. Where it does not,
as in a selection of entries, they become code spans at the end of the description.
"""

from __future__ import annotations

import re
from dataclasses import replace

from awesome_tui.model.entries import AwesomeList, Entry, walk_sections, with_changed_entries
from awesome_tui.text.inline_markdown import code, plain

_SENTENCE_END = (".", "!", "?", ")", "。", "！", "？", "）", "]", '"', "”", "…", "`")
_SIGN = re.compile("[\u00a9\u00ae\u2139\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]")


def write_legend_tags(document: AwesomeList) -> AwesomeList:
    """Return `document` with the tags in descriptions that would otherwise be lost."""
    if not any(entry.tags for _, entry in document.walk()):
        return document
    prose = " ".join(plain(part.description) for part in walk_sections(document.as_section()))

    def tagged(entry: Entry) -> Entry:
        known = prose if _has_sign(entry) else ""
        lost = [tag for tag in entry.tags if tag not in known and not _shows(entry, tag)]
        description = _append_codes(entry.description, lost) if lost else entry.description
        return replace(entry, description=description)

    return with_changed_entries(document, tagged)


def _has_sign(entry: Entry) -> bool:
    """True if a sign stands at the entry, and not only an image, which is not written."""
    return _SIGN.search(f"{entry.name} {entry.description}") is not None


def _shows(entry: Entry, tag: str) -> bool:
    """True if the description has the tag as a code span or a `#word`."""
    return code(tag) in entry.description or f"#{tag}" in plain(entry.description).split()


def _append_codes(description: str, tags: list[str]) -> str:
    """Add code spans, after the end of a sentence: a span that ends one is no tag."""
    end = "" if not description or description.endswith(_SENTENCE_END) else "."
    return f"{description}{end} {' '.join(map(code, tags))}".strip()
