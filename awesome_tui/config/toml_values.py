"""Values of settings written as TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awesome_tui.config.settings import Value


def to_toml(value: Value) -> str:
    """Write a value as TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{"".join(map(_escape, escaped))}"'
        case _:
            return f"[{', '.join(map(to_toml, value))}]"


def _escape(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"
