"""How the user wants the screens to look, from one start to the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaneSizes:
    """The sizes in cells that the user has given the panes; None where nobody has."""

    tree_width: int | None = None
    detail_width: int | None = None
    """Of the third column in wide windows."""
    detail_height: int | None = None
    """Below the entries in others."""
