"""The user's keymap, in the form that Textual needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

_NONE = MappingProxyType[str, Any]({})
_NO_KEY = "unbound."
Complaint: TypeAlias = tuple[str, str]
"""A setting, such as `keys.entry.copy` or `command.2.key`, and its problem."""


class Keymap(NamedTuple):
    """The keys that the user has changed, named as Textual does, and keys of own commands."""

    keys: Mapping[str, tuple[str, ...]] = _NONE
    """By id, for commands whose keys are changed; an empty tuple for no key."""
    own: Mapping[str, str] = _NONE
    """By the ids of the user's own commands that have a key."""
    complaints: Sequence[Complaint] = ()
    in_filter: Mapping[str, str] = _NONE
    """Changed keys of the filter, and the default keys of their commands."""
    elsewhere: Mapping[str, str] = _NONE

    def for_textual(self) -> dict[str, str]:
        """Return the argument of `App.set_keymap`."""
        keys = {command: ",".join(keys) or no_key(command) for command, keys in self.keys.items()}
        return {**keys, **self.own}

    def usual_key(self, key: str, *, filtering: bool = False) -> str:
        """Return the default key of the command that `key` runs now; empty if none."""
        names = self.in_filter if filtering else self.elsewhere
        return names.get(key, key)


def own_id(number: int) -> str:
    """The id of the command of the user's own that has this place in the file."""
    return f"own.{number}"


def no_key(command: str) -> str:
    """Return a name that is no key, to unbind a command: "" would mean the default."""
    return f"{_NO_KEY}{command}"


def is_no_key(key: str) -> bool:
    """True for a result of `no_key`."""
    return key.startswith(_NO_KEY)
