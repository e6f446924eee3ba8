"""The sizes of the panes in a window."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from awesome_tui.model.appearance import PaneSizes
from awesome_tui.tui.widgets.entry_detail import FEWEST_ROWS

Layout: TypeAlias = Literal["beside", "below", "single"]

_BESIDE_FROM = 150
_BELOW_FROM = 70
_BELOW_FROM_HEIGHT = 14
_SMALLEST = 10
_READABLE, _FEWEST_BESIDE = 80, 30
"""The width of a README, and the least width of entries beside it."""


class PaneRoom(NamedTuple):
    """The room that all panes share, and the sizes that the user chose."""

    width: int
    height: int
    sizes: PaneSizes
    usual: PaneSizes
    """The default sizes; None for those that depend on the window."""
    most: Layout
    """The arrangement for the largest windows; smaller ones may have less."""

    @property
    def arrangement(self) -> Layout:
        if self.most == "single" or self.width < _BELOW_FROM:
            return "single"
        if self.width >= _BESIDE_FROM and self.most == "beside":
            return "beside"
        return "below" if self.height >= _BELOW_FROM_HEIGHT else "single"

    @property
    def tree_width(self) -> int:
        share = max(20, min(36, self.width * 24 // 100))
        return self._width_between(self.sizes.tree_width or self.usual.tree_width or share)

    @property
    def beside_tree(self) -> int:
        """The width that the tree and the line beside it leave to the others."""
        return self.width - self.tree_width - 1

    @property
    def detail_width(self) -> int:
        """The width of the detail if it is beside the entries."""
        share = min(60, self.width * 30 // 100)
        return self._width_between(self.sizes.detail_width or self.usual.detail_width or share)

    @property
    def detail_height(self) -> int | str:
        """The rows of the detail below the entries."""
        chosen = self.sizes.detail_height or self.usual.detail_height
        return self.rows_between(chosen) if chosen else "auto"

    @property
    def has_tree_beside_readme(self) -> bool:
        """True if the tree leaves enough width for a README alone."""
        return self.beside_tree >= _READABLE

    @property
    def readme_width(self) -> int:
        """The cells of a README while it is read."""
        if self.arrangement == "beside":
            return max(self.detail_width, min(_READABLE, self.beside_tree - 1 - _FEWEST_BESIDE))
        has_tree = self.arrangement == "below" and self.has_tree_beside_readme
        return self.beside_tree if has_tree else self.width

    def rows_between(self, wanted: int) -> int:
        """Limit the height of the detail, to leave half of the room to the entries."""
        return max(FEWEST_ROWS, min(wanted, self.height // 2 - 1))

    def _width_between(self, wanted: int) -> int:
        return max(_SMALLEST, min(wanted, self.width // 2))
