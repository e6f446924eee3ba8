"""The sizes of panes, without a window."""

from __future__ import annotations

from awesome_tui.model.appearance import PaneSizes
from awesome_tui.tui.widgets.pane_room import PaneRoom


def test_a_readme_beside_wide_categories_leaves_thirty_cells_to_the_entries() -> None:
    chosen = PaneSizes(tree_width=75, detail_width=20)
    room = PaneRoom(150, 40, chosen, PaneSizes(), "beside")
    assert room.arrangement == "beside"
    line = 1
    assert room.beside_tree - line - room.readme_width == 30
