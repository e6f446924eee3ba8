"""How a screen was left, for the next time that it is opened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScreenState:
    """What a screen looked like, as far as the next start should find it again."""

    section: tuple[str, ...] = ()
    """The titles down to the chosen section."""
    folded: tuple[tuple[str, ...], ...] = ()
    """The trails of the closed sections."""
    entry: tuple[str, str | None] | None = None
    """Name and URL of the entry under the cursor, which know it again in a changed list."""
    number: int = 0
    """Where it stood in the list: the same entry may be listed more than once."""
    query: str = ""
    sort: str = ""
    top: int = 0
    """The first row of the list that is in sight."""
    tree_top: int = 0
    """The first row of the tree."""
