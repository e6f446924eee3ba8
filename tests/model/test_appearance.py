"""The look of the screens, as it is kept."""

from __future__ import annotations

import pytest

from awesome_tui.model.appearance import Appearance, PaneSizes


@pytest.mark.parametrize(
    "appearance",
    [
        Appearance(),
        Appearance("nord", True, PaneSizes(30, 50, 8)),
        Appearance(sizes=PaneSizes(detail_height=4)),
    ],
)
def test_it_comes_back_as_it_was_kept(appearance: Appearance) -> None:
    assert Appearance.of(appearance.settings()) == appearance


@pytest.mark.parametrize("width", ["", "0x9", "-3", "²", "9" * 99, "wide"])
def test_a_size_that_is_none_is_as_if_nobody_had_chosen(width: str) -> None:
    assert Appearance.of({"tree_width": width, "theme": "nord"}) == Appearance("nord")
