"""Comparison of two versions of a list: additions, removals, moves and edits, as text or JSON."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from awesome_tui.model.entries import AwesomeList, Entry, Section
from awesome_tui.model.json_contract import entry_to_object
from awesome_tui.model.section_paths import shown_path
from awesome_tui.text.inline_markdown import plain
from awesome_tui.text.urls import normalize_url

Path: TypeAlias = tuple[str, ...]
"""Section titles above an entry, outermost first."""

ChangeKind: TypeAlias = Literal["moved", "renamed", "url", "description", "facts", "tags", "struck"]

_STARS = re.compile(
    r"[★☆⭐🌟]\ufe0f?\s*\d[\d.,]*\s*k?\b | \b\d[\d.,]*\s*k?\s*(?:[★☆⭐🌟]\ufe0f?|stars?\b)",
    re.IGNORECASE | re.VERBOSE,
)


_STAR_COLUMN = re.compile(r"\b(?:stars?|forks?)\b|[★☆⭐🌟]", re.IGNORECASE)
"""The name of a fact that changes by itself."""
_DASHES = str.maketrans("–—", "--")


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry, its position and its section path."""

    number: int
    """Index in `AwesomeList.walk()`."""
    path: Path
    entry: Entry
    address: str | None
    """Normalized URL, used for comparison."""


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry that is in both lists but differs."""

    old: ListedEntry
    new: ListedEntry
    kinds: tuple[ChangeKind, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences between two lists; false if there are none."""

    added: tuple[ListedEntry, ...]
    """Entries of the new list only, in the order of the new list, like `changed`."""
    removed: tuple[ListedEntry, ...]
    """Entries of the old list only, in the order of the old list."""
    changed: tuple[ChangedEntry, ...]
    sections: tuple[tuple[Path, Path], ...]
    """Old and new paths of renamed sections, whose entries do not count as moved."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.sections)


_Pair: TypeAlias = tuple[ListedEntry, ListedEntry]
_Renamed: TypeAlias = dict[Path, Path]


def compare(old: AwesomeList, new: AwesomeList) -> Changes:
    """Compare two lists, ignoring star counts and equivalent spellings of a URL."""
    pairs, removed, added = _match_entries(list(_list_entries(old)), list(_list_entries(new)))
    renamed = _renamed_sections(pairs, set(_section_paths(old)), set(_section_paths(new)))
    changes = (
        ChangedEntry(before, now, _change_kinds(before, now, renamed)) for before, now in pairs
    )
    return Changes(
        tuple(added),
        tuple(removed),
        tuple(change for change in changes if change.kinds),
        tuple(_direct_renames(renamed)),
    )


def _list_entries(document: AwesomeList) -> Iterator[ListedEntry]:
    for number, (trail, entry) in enumerate(document.walk()):
        path = tuple(section.title for section in trail)
        yield ListedEntry(number, path, entry, entry.url and normalize_url(entry.url))


def _section_paths(holder: AwesomeList | Section, around: Path = ()) -> Iterator[Path]:
    for section in holder.sections:
        path = around
        if not section.is_contents:
            path = (*around, section.title)
            yield path
        yield from _section_paths(section, path)


_Key: TypeAlias = Callable[[ListedEntry], Hashable]

# Keys that identify the same entry in both lists, strictest first; None matches nothing.
_LIKENESSES: tuple[_Key, ...] = (
    lambda listed: listed.address and (listed.address, listed.entry.name, listed.path),
    lambda listed: listed.address and (listed.address, listed.entry.name),
    lambda listed: listed.address and (listed.address, listed.path),
    lambda listed: listed.address and (listed.address, listed.path[-1:]),
    lambda listed: listed.address,
    lambda listed: (listed.entry.name, listed.path),
    lambda listed: (listed.entry.name, listed.path[-1:]),
)


def _match_entries(
    old: list[ListedEntry], new: list[ListedEntry]
) -> tuple[list[_Pair], list[ListedEntry], list[ListedEntry]]:
    """Pair entries of both lists; return the pairs, then the unmatched old and new ones."""
    pairs: list[_Pair] = []
    for key in _LIKENESSES:
        pairs += _pair_by_key(old, new, key)
        old, new = _unmatched(old, new, pairs)
    pairs += _pair_by_key(old, new, _unique_name_key(old, new))
    old, new = _unmatched(old, new, pairs)
    return sorted(pairs, key=lambda pair: pair[1].number), old, new


def _pair_by_key(old: list[ListedEntry], new: list[ListedEntry], key: _Key) -> Iterator[_Pair]:
    """Pair entries with equal keys one to one, in order of appearance."""
    waiting: defaultdict[Hashable, deque[ListedEntry]] = defaultdict(deque)
    for now in new:
        if (known := key(now)) is not None:
            waiting[known].append(now)
    for before in old:
        if alike := waiting.get(key(before)):
            yield before, alike.popleft()


def _unmatched(
    old: list[ListedEntry], new: list[ListedEntry], pairs: list[_Pair]
) -> tuple[list[ListedEntry], list[ListedEntry]]:
    befores = {before.number for before, _ in pairs}
    nows = {now.number for _, now in pairs}
    rest = [listed for listed in old if listed.number not in befores]
    return rest, [listed for listed in new if listed.number not in nows]


def _unique_name_key(old: list[ListedEntry], new: list[ListedEntry]) -> _Key:
    """Key by a name that is unique in each list: "Documentation" identifies nothing."""
    before, now = (Counter(one.entry.name for one in listed) for listed in (old, new))
    lone = {name for name in before if before[name] == now[name] == 1}
    return lambda listed: listed.entry.name if listed.entry.name in lone else None


def _renamed_sections(pairs: Iterable[_Pair], old: set[Path], new: set[Path]) -> _Renamed:
    """Map each vanished section path to the new one that holds most of its entries."""
    votes: Counter[tuple[Path, Path]] = Counter()
    voters: Counter[Path] = Counter()
    for before, now in pairs:
        voters.update(_path_prefixes(before.path))
        votes.update(zip(_path_prefixes(before.path), _path_prefixes(now.path), strict=False))
    renamed: _Renamed = {}
    for (before_path, now_path), count in votes.most_common():
        is_new = before_path not in new and now_path not in old
        if is_new and 2 * count > voters[before_path] and now_path not in renamed.values():
            renamed[before_path] = now_path
    return renamed


def _path_prefixes(path: Path) -> Iterator[Path]:
    return (path[:depth] for depth in range(len(path), 0, -1))


def _direct_renames(renamed: _Renamed) -> Iterator[tuple[Path, Path]]:
    """Skip paths that changed only because an ancestor was renamed."""
    for before, now in sorted(renamed.items()):
        if before[-1] != now[-1] or renamed.get(before[:-1], before[:-1]) != now[:-1]:
            yield before, now


def _change_kinds(
    before: ListedEntry, now: ListedEntry, renamed: _Renamed
) -> tuple[ChangeKind, ...]:
    old, new = before.entry, now.entry
    found: dict[ChangeKind, bool] = {
        "moved": renamed.get(before.path, before.path) != now.path,
        "renamed": old.name != new.name,
        "url": before.address != now.address,
        "description": _description_words(old) != _description_words(new),
        "facts": _fact_words(old) != _fact_words(new),
        "tags": set(old.tags) != set(new.tags),
        "struck": old.struck != new.struck,
    }
    return tuple(kind for kind, differs in found.items() if differs)


def _description_words(entry: Entry) -> list[str]:
    """Words of the description, ignoring star counts and the kind of dash."""
    words = _STARS.sub(" ", plain(entry.description)).translate(_DASHES)
    return words.split()


def _fact_words(entry: Entry) -> list[str]:
    """Facts as text, without those that count stars."""
    facts = (fact for fact in entry.facts if not _STAR_COLUMN.search(fact.name))
    return [" ".join(f"{fact.name}: {plain(fact.value)}".split()) for fact in facts]


_TOLD = ("name", "url", "description", "facts", "tags")
"""The fields of an entry in JSON."""
_COUNTED: tuple[tuple[ChangeKind, str], ...] = (
    ("moved", "moved"),
    ("renamed", "renamed"),
    ("url", "with a new URL"),
    ("description", "with a new description"),
    ("facts", "with new facts"),
    ("tags", "with new tags"),
    ("struck", "struck through or restored"),
)


def to_text(changes: Changes) -> str:
    """Format the changes: a summary line, then `+`, `-` and `~` lines grouped by section."""
    if not changes:
        return "Nothing changed.\n"
    groups: defaultdict[Path, list[str]] = defaultdict(list)
    for path, lines in _line_groups(changes):
        groups[path] += lines
    return "\n".join((_format_summary(changes), *map(_format_section, groups, groups.values())))


def _format_summary(changes: Changes) -> str:
    counts = Counter(kind for change in changes.changed for kind in change.kinds)
    parts = [f"{len(changes.added)} added", f"{len(changes.removed)} removed"]
    parts += [f"{counts[kind]} {words}" for kind, words in _COUNTED if counts[kind]]
    renamed = [f"{shown_path(old)} is now {shown_path(new)}\n" for old, new in changes.sections]
    return f"{', '.join(parts)}\n{''.join(renamed)}"


def _line_groups(changes: Changes) -> Iterator[tuple[Path, list[str]]]:
    now = [(listed.number, listed.path, _format_added(listed)) for listed in changes.added]
    now += [
        (change.new.number, change.new.path, _format_changed(change)) for change in changes.changed
    ]
    yield from ((path, lines) for _, path, lines in sorted(now))
    yield from ((listed.path, [f"  - {_format_entry(listed.entry)}"]) for listed in changes.removed)


def _format_added(listed: ListedEntry) -> list[str]:
    description = plain(listed.entry.description)
    return [
        f"  + {_format_entry(listed.entry)}",
        *([f"      {description}"] if description else []),
    ]


def _format_changed(change: ChangedEntry) -> list[str]:
    old, new = change.old.entry, change.new.entry
    details: dict[ChangeKind, list[str]] = {
        "moved": [f"from {shown_path(change.old.path)}"],
        "renamed": [f"was called {old.name}"],
        "url": [f"was at {old.url}"],
        "description": _format_difference((plain(old.description),), (plain(new.description),)),
        "facts": _format_difference(_fact_words(old), _fact_words(new)),
        "tags": _format_difference(old.tags, new.tags),
        "struck": ["struck through" if new.struck else "no longer struck through"],
    }
    return [
        f"  ~ {_format_entry(new)}",
        *(f"      {line}" for kind in change.kinds for line in details[kind]),
    ]


def _format_difference(old: Sequence[str], new: Sequence[str]) -> list[str]:
    gone = (f"- {said}" for said in old if said and said not in new)
    return [*gone, *(f"+ {said}" for said in new if said and said not in old)]


def _format_entry(entry: Entry) -> str:
    return f"{entry.name}  {entry.url}" if entry.url else entry.name


def _format_section(path: Path, lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in (shown_path(path), *lines))


def to_json(changes: Changes) -> str:
    """Format the changes as a JSON object of four lists.

    `added` and `removed` hold entries, `{"section": [str], "name": str, "url": str | null,
    "description": str, "facts": [{"name": str, "value": str}], "tags": [str]}`; `changed` holds
    `{"kinds": [str], "old": entry, "new": entry}`, the kinds as in `ChangeKind`; `sections` holds
    renamed sections, `{"old": [str], "new": [str]}`.
    """
    tree = {
        "added": [_entry_to_object(listed) for listed in changes.added],
        "removed": [_entry_to_object(listed) for listed in changes.removed],
        "changed": [
            {
                "kinds": change.kinds,
                "old": _entry_to_object(change.old),
                "new": _entry_to_object(change.new),
            }
            for change in changes.changed
        ],
        "sections": [{"old": old, "new": new} for old, new in changes.sections],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _entry_to_object(listed: ListedEntry) -> dict[str, Any]:
    entry = entry_to_object(listed.entry)
    return {"section": listed.path, **{field: entry[field] for field in _TOLD}}
