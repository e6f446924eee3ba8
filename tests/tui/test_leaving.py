"""Leaving waits for what keys have begun, but not for ever."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.messages import ExitApp

from awesome_tui import parse
from awesome_tui.system.desktop import Desktop
from awesome_tui.tui.app import AwesomeApp
from awesome_tui.tui.leaving import Leaving
from awesome_tui.tui.screens.list_screen import ListScreen


async def test_one_who_has_nothing_under_way_leaves_at_once() -> None:
    ends: list[str] = []
    Leaving(tuple, ends.append).end_with(ends.append)
    assert ends == [""]


async def test_a_terminal_that_closes_ends_nothing_that_a_signal_has_ended() -> None:
    ends: list[str] = []
    leaving = Leaving(tuple, ends.append)
    leaving.end_with(ends.append)
    leaving.end_with(ends.append)
    assert ends == [""]


async def test_a_copy_under_way_is_waited_for_without_a_word() -> None:
    said: list[str] = []
    ends: asyncio.Queue[str] = asyncio.Queue()
    under_way = ["the copy"]
    leaving = Leaving(lambda: under_way, said.append)
    leaving.end_with(ends.put_nowait)
    assert ends.empty()
    under_way.clear()
    assert await ends.get() == ""
    assert said == []


async def test_work_without_end_is_named_and_then_left() -> None:
    said: list[str] = []
    ends: asyncio.Queue[str] = asyncio.Queue()
    leaving = Leaving(lambda: ("the copy", "the note"), said.append)
    leaving.end_with(ends.put_nowait)
    leaving.end_with(ends.put_nowait)  # q is pressed again
    complaint = "awesome-tui: Ended before this was done: the copy, the note."
    assert await ends.get() == complaint
    assert said == ["Waiting for the copy and the note …"]
    assert ends.empty()


class _ClosedScreen(ListScreen):
    """A screen whose page in a web browser is closed while it is made."""

    def compose(self) -> ComposeResult:
        self.app.post_message(ExitApp())
        yield from super().compose()


async def test_one_who_leaves_before_the_first_frame_leaves_no_crash() -> None:
    document = parse("# Tea\n\n- [Sencha](https://tea.example/sencha)\n")
    app = AwesomeApp(_ClosedScreen(lambda: document, Desktop({})))
    async with app.run_test():
        pass
    assert app.crash is None
