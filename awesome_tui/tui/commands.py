"""The commands that keys run, in groups: the source of help and palette."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from awesome_tui.tui.rendering.bindings import bindings_of

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Entries": ("entry", "list.export", "list.undo"),
    "Your commands": ("own",),
    "Lists": ("page", "home"),
    "Filter and order": ("filter", "list"),
    "Move": (
        "row",
        "detail",
        "entry.centre",
        "list.next_section",
        "list.previous_section",
        "list.random",
    ),
    "README": ("readme",),
    "Panes": ("pane", "tree", "list.left", "list.right", "detail.left"),
    "Program": ("app",),
}
"""Groups by title: the first parts of the ids in it, or single ids."""


class Command(NamedTuple):
    """A command with its keys."""

    id: str
    keys: tuple[str, ...]
    text: str
    action: str
    node: DOMNode

    @property
    def group(self) -> str:
        prefix = self.id.partition(".")[0]
        named = (title for title, ids in GROUPS.items() if self.id in ids)
        return next(named, None) or next(
            (title for title, ids in GROUPS.items() if prefix in ids), "Program"
        )

    async def run(self) -> None:
        await self.node.app.run_action(self.action, self.node)


def active_commands(screen: Screen[Any]) -> list[Command]:
    """Return the commands that can run now, each with all of its keys, in the order of groups."""
    active = (
        (node, binding) for node, binding, enabled, _ in screen.active_bindings.values() if enabled
    )
    return _in_groups(_commands_of(active, screen.app))


def all_commands(screen: Screen[Any], panes: Iterable[Widget]) -> list[Command]:
    """Return the active commands, and those of `panes` without the focus."""
    active = active_commands(screen)
    known = {command.id for command in active}
    elsewhere = ((pane, binding) for pane in panes for binding in bindings_of(pane))
    others = _commands_of(elsewhere, screen.app)
    return _in_groups([*active, *(other for other in others if other.id not in known)])


def _commands_of(bindings: Iterable[tuple[DOMNode, Binding]], app: App[Any]) -> list[Command]:
    found: dict[str, Command] = {}
    positions: dict[str, int] = {}
    for position, (node, binding) in enumerate(bindings):
        # Textual's own bindings have no id.
        if not binding.description or not binding.id:
            continue
        key = app.get_key_display(binding)
        positions[key] = position
        keys = {key, *(found[binding.id].keys if binding.id in found else ())} - {""}
        ordered = tuple(sorted(keys, key=lambda key: (not key.isascii(), len(key), key)))
        text = binding.tooltip or binding.description
        found[binding.id] = Command(binding.id, ordered, text, binding.action, node)
    # By their last keys, as keys that Textual binds as well, such as arrows, are listed there.
    return sorted(
        found.values(), key=lambda command: max(positions[key] for key in command.keys or ("",))
    )


def _in_groups(commands: Iterable[Command]) -> list[Command]:
    titles = list(GROUPS)
    return sorted(commands, key=lambda command: titles.index(command.group))
