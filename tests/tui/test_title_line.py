"""The first line, in windows of any width."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from awesome_tui.tui.widgets.title_line import TitleLine


class TitleApp(App[None]):
    def compose(self) -> ComposeResult:
        yield TitleLine()


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (25, "Tea · jane/tea  3 entries"),
        (24, "Tea            3 entries"),
        (14, "Tea  3 entries"),
        (13, "Tea          "),
        (2, "T…"),
    ],
)
async def test_the_repository_goes_before_the_facts_and_these_before_the_title(
    width: int, shown: str
) -> None:
    async with TitleApp().run_test(size=(width, 3)) as pilot:
        line = pilot.app.query_one(TitleLine)
        line.left, line.beside, line.right = "Tea", "jane/tea", ("3 entries",)
        await pilot.pause()
        assert line.render_line(0).text == shown
