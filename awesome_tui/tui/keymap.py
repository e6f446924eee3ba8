"""The keys of the user's own, as Textual takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

_NONE = MappingProxyType[str, Any]({})
_NO_KEY = "unbound."
Complaint: TypeAlias = tuple[str, str]
"""The setting, as `keys.entry.copy` or `command.2.key`, and what is wrong with it."""


class Keymap(NamedTuple):
    """Keys by the ids of commands, as Textual names them; and those of the user's own commands."""

    keys: Mapping[str, tuple[str, ...]] = _NONE
    """Only of the commands whose keys are not the default; empty for those without any."""
    own: Mapping[str, str] = _NONE
    """By the ids of the user's own commands that have a key."""
    complaints: Sequence[Complaint] = ()
    in_filter: Mapping[str, str] = _NONE
    """The default keys of the filter, while it is typed into, for those that have changed."""
    elsewhere: Mapping[str, str] = _NONE

    def for_textual(self) -> dict[str, str]:
        """The keymap that `App.set_keymap` takes."""
        keys = {command: ",".join(keys) or no_key(command) for command, keys in self.keys.items()}
        return {**keys, **self.own}

    def usual_key(self, key: str, *, filtering: bool = False) -> str:
        """The default key of the command that `key` stands for now; empty if there is none."""
        names = self.in_filter if filtering else self.elsewhere
        return names.get(key, key)


def own_id(number: int) -> str:
    """The id of the command of the user's own that has this place in the file."""
    return f"own.{number}"


def no_key(command: str) -> str:
    """Stands for the key of a command without one: Textual would take "" for the default."""
    return f"{_NO_KEY}{command}"


def is_no_key(key: str) -> bool:
    """True for what stands for no key."""
    return key.startswith(_NO_KEY)
