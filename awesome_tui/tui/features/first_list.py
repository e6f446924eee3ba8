"""The list that a screen shows first, which is read while the screen comes up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from awesome_tui.errors import AwesomeError
from awesome_tui.model.section_paths import find_section, unknown_section
from awesome_tui.tui.features.feature import Feature, work

if TYPE_CHECKING:
    from awesome_tui.tui.screens.browser import BrowserScreen

ListT = TypeVar("ListT")

PATIENCE = 0.06
"""Seconds that the first frame waits for something to show."""


class FirstList(Feature, Generic[ListT]):
    """Shows a list once it is read; if it cannot be read, the program ends."""

    def __init__(
        self,
        screen: BrowserScreen,
        reading: Future[ListT],
        show: Callable[[ListT], None],
        section: str,
        *,
        name: str = "",
        patience: float = PATIENCE,
        instead: Callable[[], None] | None = None,
    ) -> None:
        """`show` is called with the result of `reading`; then the cursor goes to `section`.

        `name` is what the user calls the list. `instead` is called if the user stops the reading,
        which is not possible without it.
        """
        super().__init__(screen)
        self._reading: Future[ListT] | None = reading
        self._show, self._section = show, section
        self._name, self._patience, self._instead = name, patience, instead

    def begin(self) -> None:
        reading, self._reading = self._reading, None  # to free the list when the user leaves it
        # A key typed before, or the end of the page in a web browser, may have ended the program.
        is_over = self.screen.app.return_code is not None or not self.browser.filter.children
        if reading is None or is_over:
            return
        if self.screen.focused is None:  # a slash may have been typed already
            self.screen.set_focus(self.browser.panes.entries)
        self.screen.set_timer(0.5, self._say_reading)
        # Drawing an empty frame would take longer than most lists need, and delay their thread.
        wait([reading], self._patience)
        if reading.done():
            self._show_or_give_up(reading)
        else:  # waiting must not delay the first frame
            self.screen.call_after_refresh(self.wait_for_reading, reading)

    @work(group="reading", description="reading")
    async def wait_for_reading(self, reading: Future[ListT]) -> None:
        with suppress(AwesomeError):  # shown below
            await asyncio.wrap_future(reading)
        self._show_or_give_up(reading)

    def _show_or_give_up(self, reading: Future[ListT]) -> None:
        try:
            self._show(reading.result())
        except AwesomeError as error:
            self.screen.app.exit(return_code=2, message=str(error))
        else:
            self._go_to_section()

    def stop(self) -> bool:
        if self._instead is None:
            return False
        workers = self.screen.workers
        waiting = [one for one in workers if one.group == "reading" and not one.is_finished]
        for worker in waiting:
            worker.cancel()
        if waiting:
            self._instead()
        return bool(waiting)

    def _say_reading(self, seconds: int = 0) -> None:
        """Show progress, and update it each second."""
        if self.browser.outline is None:
            self.browser.title.left = self._name
            self.browser.title.right = ("reading …" + (f" {seconds} s" if seconds else ""),)
            self.screen.set_timer(1.0, partial(self._say_reading, seconds + 1))

    def _go_to_section(self) -> None:
        outline, categories = self.browser.outline, self.browser.panes.categories
        if not self._section or outline is None:
            return
        trail = find_section(outline.document, self._section)
        if trail is None:
            self.say(unknown_section(self._section), error=True)
            return
        place = outline.place_of(trail[-1])
        self.browser.cursor.place = place
        if self.browser.result is None:
            categories.expect(outline, place, ())
        categories.go_to(place)
