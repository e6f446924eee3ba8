"""Summary of an entry as one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_tui.model.entries import Entry
from awesome_tui.text.inline_markdown import plain

_BETWEEN = " · "


def summarize(entry: Entry) -> str:
    """Return the description, the facts, and the tags that the description does not end with."""
    return _BETWEEN.join((*_statements(entry), *_further_tags(entry)))


def summarize_without_tags(entry: Entry) -> str:
    """Return the description and the facts, where tags have a field of their own."""
    return _BETWEEN.join(_statements(entry))


def _statements(entry: Entry) -> Iterator[str]:
    if said := plain(entry.description):
        yield said
    for fact in entry.facts:
        yield f"{fact.name}: {plain(fact.value)}"


def _further_tags(entry: Entry) -> Iterator[str]:
    said = plain(entry.description)
    return (tag for tag in entry.tags if not re.search(rf"(?<!\w){re.escape(tag)}(?!\w)", said))
