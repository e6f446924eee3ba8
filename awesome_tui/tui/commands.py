"""The bindings that work now: the one table that help and palette read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a key does now."""

    keys: tuple[str, ...]
    text: str
    action: str
    node: DOMNode

    async def run(self) -> None:
        """Do it, as if the key had been pressed."""
        await self.node.app.run_action(self.action, self.node)


def commands(screen: Screen[Any], app: App[Any]) -> list[Command]:
    """What the keys do that work on `screen` now; keys that do the same stand together."""
    found: dict[str, Command] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        # What Textual binds by itself has no id, and is of no use here.
        if not enabled or not binding.description or not binding.id:
            continue
        keys = found[binding.id].keys if binding.id in found else ()
        keys = (*keys, app.get_key_display(binding))
        ordered = tuple(sorted(keys, key=lambda key: (not key.isascii(), len(key))))
        found[binding.id] = Command(ordered, tooltip or binding.description, binding.action, node)
    return list(found.values())
