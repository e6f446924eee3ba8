"""Tags that the description of an entry does not show: a legend gives them to signs.

Where the prose of the list still explains them, they are read again from there. Where it does not,
as in a selection of entries, they become code spans at the end of the description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from awesome_tui.model.entries import AwesomeList, Entry, walk_sections, with_changed_entries
from awesome_tui.text.inline_markdown import code, plain

_SENTENCE_END = (".", "!", "?", ")", "。", "！", "？", "）", "]", '"', "”", "…")
_SIGN = re.compile("[\u00a9\u00ae\u2139\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]")


def write_legend_tags(document: AwesomeList) -> AwesomeList:
    """Return `document` with the tags in descriptions that would otherwise be lost."""
    if not any(entry.tags for _, entry in document.walk()):
        return document
    sections = walk_sections(document.as_section())
    lines = [plain(line) for part in sections for line in part.description.splitlines()]
    legend = [(signs, line) for line in lines if (signs := set(_SIGN.findall(line)))]

    def tagged(entry: Entry) -> Entry:
        if not entry.tags:
            return entry
        shown = set(_SIGN.findall(f"{entry.name} {entry.description}"))
        explaining = [line for signs, line in legend if signs & shown]
        known = [tag for tag in entry.tags if _explains(explaining, tag)]
        lost = [tag for tag in entry.tags if not (tag in known or _shows(entry, tag))]
        if not lost:
            return entry
        # Those of the description are read first.
        tags = (*(tag for tag in entry.tags if tag not in known), *known)
        return replace(entry, description=_append_codes(entry.description, lost), tags=tags)

    return with_changed_entries(document, tagged)


def _explains(lines: Iterable[str], tag: str) -> bool:
    """True if one of `lines`, which contain a sign of the entry, names the tag.

    An image does not explain anything: it is not written.
    """
    return any(tag in line for line in lines)


def _shows(entry: Entry, tag: str) -> bool:
    """True if the description has the tag as a code span or a `#word`."""
    return code(tag) in entry.description or f"#{tag}" in plain(entry.description).split()


def _append_codes(description: str, tags: list[str]) -> str:
    """Add code spans, after the end of a sentence: a span that ends one is no tag."""
    is_ended = description.endswith("`") or plain(description).endswith(_SENTENCE_END)
    end = "" if not description or is_ended else "."
    return f"{description}{end} {' '.join(map(code, tags))}".strip()
