"""The styles of the first frame, which are given once."""

from __future__ import annotations

import pytest
from driving import NARROW, THREE_COLUMNS, WIDE, Opener, Screens
from textual import events
from textual.css.styles import RulesMap
from textual.widget import Widget

from awesome_tui.model.entries import AwesomeList
from awesome_tui.tui.rendering.quick_screen import QuickScreen


def all_styles(screens: Screens) -> dict[Widget, tuple[RulesMap, dict[str, RulesMap]]]:
    widgets = screens.app.screen.walk_children(Widget, with_self=True)
    return {each: (each.styles.base.get_rules(), parts_of(each)) for each in widgets}


def parts_of(widget: Widget) -> dict[str, RulesMap]:
    parts = widget._component_styles
    return {name: styles.base.get_rules() for name, styles in parts.items()}


@pytest.mark.parametrize("size", [THREE_COLUMNS, WIDE, NARROW])
async def test_all_are_as_they_would_be_given_again(
    opened: Opener, kitchen: AwesomeList, size: tuple[int, int]
) -> None:
    async with opened(kitchen, size) as screens:
        first = all_styles(screens)
        screens.app.screen.update_node_styles(animate=False)
        assert all_styles(screens) == first


def test_none_are_given_again_until_the_screen_comes_back() -> None:
    screen, first, again = QuickScreen(), events.ScreenResume(), events.ScreenResume()
    screen.on_screen_resume(first)
    screen.on_screen_resume(again)
    assert (first.refresh_styles, again.refresh_styles) == (False, True)
