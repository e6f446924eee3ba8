"""An opened list, as loaders hand it to screens and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awesome_tui.model.entries import AwesomeList

if TYPE_CHECKING:
    from awesome_tui.changes.compare import Changes


class OpenedList(NamedTuple):
    """An opened list, with its history since the last visit."""

    key: str
    """The key in the library; empty for lists that are not stored, such as local files."""
    source: str
    """The location, without secrets, that opens the list again."""
    document: AwesomeList
    fetched: float | None = None
    """The time when a stored list was last fetched or confirmed; None for other lists."""
    new: frozenset[int] = frozenset()
    """The numbers of entries, in the order of `walk`, that are new since the last visit."""
    changes: Changes | None = None
    """The changes since the last visit, or None if there are none."""
