"""The lines of the "what is new" dialog, one for each change since the last visit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from awesome_tui.model.section_paths import shown_path

if TYPE_CHECKING:
    from awesome_tui.changes.compare import ChangedEntry, ChangeKind, Changes, ListedEntry


class ChangeLine(NamedTuple):
    """A line of the dialog."""

    sign: str
    """`+` added, `~` changed, `−` removed, as in diffs."""
    text: str
    about: str
    number: int | None = None
    """The number of the entry in the current list; None for removed ones."""


def change_lines(changes: Changes) -> list[ChangeLine]:
    """List renamed sections, then additions and changes in list order, then removals."""
    renamed = [
        ChangeLine("~", shown_path(old), f"is now {shown_path(new)}")
        for old, new in changes.sections
    ]
    now = [(listed.number, _added_line(listed)) for listed in changes.added]
    now += [(change.new.number, _changed_line(change)) for change in changes.changed]
    removed = [ChangeLine("−", each.entry.name, shown_path(each.path)) for each in changes.removed]
    return [*renamed, *(line for _, line in sorted(now, key=lambda pair: pair[0])), *removed]


def _added_line(listed: ListedEntry) -> ChangeLine:
    return ChangeLine("+", listed.entry.name, shown_path(listed.path), listed.number)


def _changed_line(change: ChangedEntry) -> ChangeLine:
    kinds = ", ".join(_describe_change(kind, change) for kind in change.kinds)
    return ChangeLine("~", change.new.entry.name, kinds, change.new.number)


def _describe_change(kind: ChangeKind, change: ChangedEntry) -> str:
    match kind:
        case "moved":
            return f"moved here from {shown_path(change.old.path)}"
        case "renamed":
            return f"was called {change.old.entry.name}"
        case "url":
            return f"was at {change.old.entry.url}"
        case "description":
            return "description changed"
        case "facts" | "tags":
            return f"{kind} changed"
        case "struck":
            return "struck through" if change.new.entry.struck else "no longer struck through"


def count_changes(changes: Changes) -> str:
    """Count the changes of each kind, in words."""
    moved = sum("moved" in change.kinds for change in changes.changed)
    counts = {
        "added": len(changes.added),
        "removed": len(changes.removed),
        "moved": moved,
        "changed": len(changes.changed) - moved,
    }
    return ", ".join(_format_counts(counts)) or "sections renamed"


def _format_counts(counts: dict[str, int]) -> Iterator[str]:
    return (f"{count:,} {what}" for what, count in counts.items() if count)
