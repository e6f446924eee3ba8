"""The active commands, the common source of help and palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Command:
    """An active command with its keys."""

    keys: tuple[str, ...]
    text: str
    action: str
    node: DOMNode

    async def run(self) -> None:
        """Run its action as a key press would."""
        await self.node.app.run_action(self.action, self.node)


def commands(screen: Screen[Any], app: App[Any]) -> list[Command]:
    """The active commands of `screen`, each with all of its keys."""
    found: dict[str, Command] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        # Textual's own bindings have no id, and are of no use here.
        if not enabled or not binding.description or not binding.id:
            continue
        keys = found[binding.id].keys if binding.id in found else ()
        keys = (*keys, app.get_key_display(binding))
        ordered = tuple(sorted(keys, key=lambda key: (not key.isascii(), len(key))))
        found[binding.id] = Command(ordered, tooltip or binding.description, binding.action, node)
    return list(found.values())
