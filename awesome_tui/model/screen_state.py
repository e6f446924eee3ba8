"""The state of a screen that is restored when it is opened again."""

from __future__ import annotations

from typing import NamedTuple


class ScreenState(NamedTuple):
    """The cursor, filter and scroll positions of a screen."""

    section: tuple[str, ...] = ()
    """The titles from the outermost section to the selected one."""
    folded: tuple[tuple[str, ...], ...] = ()
    """The title paths of the folded sections."""
    entry: tuple[str, str | None] | None = None
    """Name and URL of the entry under the cursor, which identify it in a changed list."""
    number: int = 0
    """The number of that entry, as a list can contain the same entry several times."""
    query: str = ""
    sort: str = ""
    top: int = 0
    """The first visible row of the entry list."""
    tree_top: int = 0
    """The first visible row of the section tree."""
