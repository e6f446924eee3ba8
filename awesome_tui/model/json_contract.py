"""Conversion of `AwesomeList` to the JSON contract, schema 2.

Objects have the fields of the values in `entries`: a new field there is new in the contract, too.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from awesome_tui.model.entries import AwesomeList, Entry, Fact, Link, Section

SCHEMA = 2
_NAMES: dict[type[object], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (AwesomeList, Section, Link, Fact)
}
"""The fields of each type, in order."""
_FIRST = ("name", "url", "description", "struck", "facts", "tags")
_NAMES[Entry] = tuple(dict.fromkeys((*_FIRST, *(field.name for field in fields(Entry)))))


def list_to_object(document: AwesomeList) -> dict[str, Any]:
    """Convert `document` to JSON-serializable values."""
    return {"schema": SCHEMA, **_to_object(document)}


def entry_to_object(entry: Entry) -> dict[str, Any]:
    """Convert `entry` and its nested entries to JSON-serializable values."""
    converted: dict[str, Any] = _to_object(entry)
    return converted


def _to_object(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return [_to_object(each) for each in value]
    names = _NAMES.get(kind)
    return {name: _to_object(getattr(value, name)) for name in names} if names else value
