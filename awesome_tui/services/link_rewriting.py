"""New destinations for the moved links of a text, with all else left as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section
from awesome_tui.record import record
from awesome_tui.services.findings import URL_CHARACTER, list_links


@record
class Rewritten:
    """A text with new destinations, and the old ones that no link has any more."""

    text: str
    urls: frozenset[str]


@record
class _Spot:
    """A place in a text where a destination stands literally."""

    start: int
    old: str
    new: str


def rewrite_links(
    text: str, moves: Mapping[str, str], parse: Callable[[str], AwesomeList]
) -> Rewritten:
    """Write the new destinations of `moves` into a text that `parse` reads.

    A destination is written only where the old one stands literally, and where nothing in the list
    but links to it differs afterwards: what stands in code or comments stays.
    """
    expected = _restored(parse(text), moves)

    def is_sound(changed: str) -> bool:
        return _is_same(_restored(parse(changed), moves), expected)

    spots = _find_spots(text, moves)
    every = _replace(text, spots)
    if is_sound(every):
        text = every
    else:
        for spot in spots:
            changed = _replace(text, (spot,))
            text = changed if is_sound(changed) else text
    left = {link.url for link in list_links(parse(text))}
    return Rewritten(text, frozenset(moves) - left)


def _find_spots(text: str, moves: Mapping[str, str]) -> list[_Spot]:
    """The places where old destinations stand as a whole, the last one first."""
    spots = [
        _Spot(found.start(), old, new)
        for old, new in moves.items()
        for found in re.finditer(f"(?<!{URL_CHARACTER}){re.escape(old)}(?!{URL_CHARACTER})", text)
    ]
    return sorted(spots, key=lambda spot: spot.start, reverse=True)


def _replace(text: str, spots: Iterable[_Spot]) -> str:
    """Replace at `spots`, each of which stands before those that came earlier."""
    for spot in spots:
        text = text[: spot.start] + spot.new + text[spot.start + len(spot.old) :]
    return text


def _is_same(one: AwesomeList, other: AwesomeList) -> bool:
    """True if two lists hold the same; the class itself compares by identity."""
    return (one.title, one.description, one.links, one.entries, one.sections) == (
        other.title,
        other.description,
        other.links,
        other.entries,
        other.sections,
    )


def _restored(document: AwesomeList, moves: Mapping[str, str]) -> AwesomeList:
    """`document` with the old destination of each link that has the new one of a move."""
    before = {new: old for old, new in moves.items()}
    return replace(
        document,
        description=_restored_text(document.description, before),
        links=_restored_links(document.links, before),
        entries=tuple(_restored_entry(entry, before) for entry in document.entries),
        sections=tuple(_restored_section(section, before) for section in document.sections),
    )


def _restored_section(section: Section, before: Mapping[str, str]) -> Section:
    return replace(
        section,
        description=_restored_text(section.description, before),
        links=_restored_links(section.links, before),
        entries=tuple(_restored_entry(entry, before) for entry in section.entries),
        sections=tuple(_restored_section(inner, before) for inner in section.sections),
    )


def _restored_entry(entry: Entry, before: Mapping[str, str]) -> Entry:
    facts = (replace(fact, value=_restored_text(fact.value, before)) for fact in entry.facts)
    return replace(
        entry,
        name=before.get(entry.name, entry.name),
        url=before.get(entry.url, entry.url) if entry.url else None,
        description=_restored_text(entry.description, before),
        facts=tuple(facts),
        line=None,  # the first that holds the destination, in code, too
        links=_restored_links(entry.links, before),
        entries=tuple(_restored_entry(inner, before) for inner in entry.entries),
    )


def _restored_links(links: tuple[Link, ...], before: Mapping[str, str]) -> tuple[Link, ...]:
    return tuple(
        Link(before.get(link.text, link.text), before.get(link.url, link.url)) for link in links
    )


def _restored_text(markdown: str, before: Mapping[str, str]) -> str:
    """Inline Markdown with the old destinations of its links."""
    for new, old in before.items():
        markdown = markdown.replace(f"]({new})", f"]({old})").replace(f"<{new}>", f"<{old}>")
    return markdown
