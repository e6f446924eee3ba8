"""The start of a screen: how it looks, what it says, and a list that is still being read."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from textual import on, work
from textual.widget import Widget
from textual.worker import Worker

from awesome_tui.errors import AwesomeError
from awesome_tui.model.appearance import Appearance
from awesome_tui.model.section_paths import find_section, unknown_section
from awesome_tui.system.desktop import Desktop, Outcome
from awesome_tui.tui.dialogs import ask
from awesome_tui.tui.link_actions import LinkActions
from awesome_tui.tui.rendering.finished_work import release
from awesome_tui.tui.rendering.first_style import FirstScreen
from awesome_tui.tui.widgets.list_browser import ListBrowser


class StartScreen(FirstScreen):
    """Looks as at the last start, shows its first list as soon as that is read, and says things."""

    AUTO_FOCUS = ""

    first_source = ""
    """The source of the first list, as the user has named it."""
    patience = 0.06
    """So many seconds the first frame waits for something to show."""

    def __init__(
        self, reading: Future[Any], desktop: Desktop, browser: ListBrowser, section: str = ""
    ) -> None:
        """`reading` is to give what is shown first; see `show_first`."""
        super().__init__()
        self.browser = browser
        self.use_desktop(desktop)
        self._reading: Future[Any] | None = reading
        self._first_section = section
        self._appearance = Appearance()

    @property
    def list_source(self) -> str:
        """The file or the source of the list, whose address can be found; else empty."""
        return self.browser.outline.document.source if self.browser.outline else ""

    def use_desktop(self, desktop: Desktop) -> None:
        self.desktop = desktop
        # A function, as there is no app before it runs.
        self.links = LinkActions(desktop, lambda text: self.app.copy_to_clipboard(text))  # noqa: PLW0108

    def say(self, text: str, *, error: bool = False) -> None:
        """Show `text` in the last line for a moment."""
        self.browser.hints.say(text, error=error)

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Tell an error of what is done within, in place of the rest of it."""
        try:
            yield
        except AwesomeError as error:
            self.say(str(error), error=True)

    def report(self, outcome: Outcome) -> None:
        self.say(outcome.message, error=not outcome.done)

    async def confirmed(self, question: str) -> bool:
        choices = [("1", "No"), ("2", "Yes")]
        return await ask(self.app).choice(question, choices) == 1

    @on(Worker.StateChanged)
    def _let_go_of_work(self, event: Worker.StateChanged) -> None:
        release(event.worker)

    # ---- the look

    def use_appearance(self, appearance: Appearance) -> None:
        """Look as at the last start; called before anything is shown."""
        self._appearance = appearance
        self.browser.panes.sizes = appearance.sizes

    @property
    def appearance(self) -> Appearance:
        return self._appearance._replace(sizes=self.browser.panes.sizes)

    def keep_theme(self, theme: str) -> None:
        self._appearance = self._appearance._replace(theme=theme)

    def keep_background(self, is_light: bool) -> None:
        self._appearance = self._appearance._replace(is_light=is_light)

    def remember_frame(self) -> None:
        """Keep the frame for the next start; a list alone keeps none."""

    # ---- the first list

    def on_mount(self) -> None:
        reading, self._reading = self._reading, None  # that the list can go when it is left
        # A key that was typed before may have ended it all.
        if reading is None or self.app.return_code is not None:
            return
        if self.focused is None:  # a slash may have been typed already
            self.set_focus(self.first_focus())
        self.set_timer(0.5, self._say_reading)
        # To draw an empty frame takes longer than most lists still need, and holds up their thread.
        wait([reading], self.patience)
        if reading.done():
            self._show_or_give_up(reading)
        else:  # to wait must not hold up the first frame
            self.call_after_refresh(self.wait_for_reading, reading)

    @abstractmethod
    def show_first(self, read: Any) -> None:
        """Show the result of `reading`."""

    def _show_or_give_up(self, reading: Future[Any]) -> None:
        """Show the first list; where it cannot be had, end the program."""
        try:
            self.show_first(reading.result())
        except AwesomeError as error:
            self.app.exit(return_code=2, message=str(error))

    @work(group="reading", description="reading")
    async def wait_for_reading(self, reading: Future[Any]) -> None:
        with suppress(AwesomeError):  # told by what follows
            await asyncio.wrap_future(reading)
        self._show_or_give_up(reading)

    def stop_reading(self) -> bool:
        """Wait no more for the first list; return False if nobody does."""
        waiting = [one for one in self.workers if one.group == "reading" and not one.is_finished]
        for worker in waiting:
            worker.cancel()
        return bool(waiting)

    def _say_reading(self, seconds: int = 0) -> None:
        """Tell that something goes on, each second anew."""
        if self.browser.outline is None:
            self.browser.title.left = self.first_source
            self.browser.title.right = ("reading …" + (f" {seconds} s" if seconds else ""),)
            self.set_timer(1.0, partial(self._say_reading, seconds + 1))

    def begin_in_section(self) -> None:
        path, self._first_section = self._first_section, ""
        outline, categories = self.browser.outline, self.browser.panes.categories
        if not path or outline is None:
            return
        trail = find_section(outline.document, path)
        if trail is None:
            self.say(unknown_section(path), error=True)
            return
        place = outline.place_of(trail[-1])
        self.browser.cursor.place = place
        if self.browser.result is None:
            categories.expect(outline, place, ())
        categories.go_to(place)

    def first_focus(self) -> Widget:
        return self.browser.panes.entries
