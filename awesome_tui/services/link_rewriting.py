"""New destinations for the moved links of a text, with all else left as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from awesome_tui.model.entries import AwesomeList, Entry, Link, Section

_PART = r"[^\s<>()\[\]\"'|`]"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with new destinations, and the links that could be given one."""

    text: str
    urls: frozenset[str]


def rewrite_links(
    text: str, moves: Mapping[str, str], parse: Callable[[str], AwesomeList]
) -> Rewritten:
    """Write the new destinations of `moves` into a text that `parse` reads.

    A destination is written only where the old one stands literally, and where nothing in the list
    but that link differs afterwards.
    """
    before = parse(text)
    whole = _rewrite(text, moves, before, parse)
    if whole is not None:
        return Rewritten(whole, frozenset(moves))
    done = set[str]()
    for old, new in moves.items():
        changed = _rewrite(text, {old: new}, before, parse)
        if changed is not None:
            text, before = changed, parse(changed)
            done.add(old)
    return Rewritten(text, frozenset(done))


def _rewrite(
    text: str,
    moves: Mapping[str, str],
    before: AwesomeList,
    parse: Callable[[str], AwesomeList],
) -> str | None:
    """`text` with all of `moves`, or None if something else would differ, or nothing would."""
    changed, wanted = text, before
    for old, new in moves.items():
        replaced = _replace_literally(changed, old, new)
        if replaced == changed:
            return None
        changed, wanted = replaced, _moved(wanted, old, new)
    return changed if _same(parse(changed), wanted) else None


def _replace_literally(text: str, old: str, new: str) -> str:
    """`text` with `new` wherever `old` stands as a whole, not as a part of a longer address."""
    return re.sub(f"(?<!{_PART}){re.escape(old)}(?!{_PART})", lambda _: new, text)


def _same(one: AwesomeList, other: AwesomeList) -> bool:
    """True if two lists hold the same; the class itself compares by identity."""
    return (one.title, one.description, one.links, one.entries, one.sections) == (
        other.title,
        other.description,
        other.links,
        other.entries,
        other.sections,
    )


def _moved(document: AwesomeList, old: str, new: str) -> AwesomeList:
    """`document` as it is with `old` replaced by `new` wherever that is a link."""
    return replace(
        document,
        description=document.description.replace(old, new),
        links=_moved_links(document.links, old, new),
        entries=tuple(_moved_entry(entry, old, new) for entry in document.entries),
        sections=tuple(_moved_section(section, old, new) for section in document.sections),
    )


def _moved_section(section: Section, old: str, new: str) -> Section:
    return replace(
        section,
        description=section.description.replace(old, new),
        links=_moved_links(section.links, old, new),
        entries=tuple(_moved_entry(entry, old, new) for entry in section.entries),
        sections=tuple(_moved_section(inner, old, new) for inner in section.sections),
    )


def _moved_entry(entry: Entry, old: str, new: str) -> Entry:
    return replace(
        entry,
        name=new if entry.name == old else entry.name,
        url=new if entry.url == old else entry.url,
        description=entry.description.replace(old, new),
        facts=tuple(replace(fact, value=fact.value.replace(old, new)) for fact in entry.facts),
        links=_moved_links(entry.links, old, new),
        entries=tuple(_moved_entry(inner, old, new) for inner in entry.entries),
    )


def _moved_links(links: tuple[Link, ...], old: str, new: str) -> tuple[Link, ...]:
    return tuple(
        Link(link.text.replace(old, new), new) if link.url == old else link for link in links
    )
