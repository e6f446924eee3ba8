"""The base class of our app, which writes less to the terminal and keeps errors to itself."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from rich.console import RenderableType
from textual import screen
from textual._compositor import ChopsUpdate
from textual.app import App
from textual.screen import Screen
from textual.worker import WorkerFailed

from awesome_tui.errors import AwesomeError
from awesome_tui.system.exit_status import CRASHED
from awesome_tui.tui.rendering.screen_updates import DifferencesOnly, WrittenPieces

T = TypeVar("T")

_FRAMES = 1_000
"""Frames per second; at Textual's usual rate, search results would wait for one more frame."""


class Panic(Exception):  # noqa: N818  as Textual calls it
    """Textual's own report of a fatal error."""


class QuickApp(App[T], Generic[T]):
    """An app that writes to the terminal only what differs from what it wrote there before.

    After a layout, Textual writes all lines of every pane that has another size. Where the text
    below the list becomes taller, a cursor key would send 10 KB, and 1.2 KB are the goal.

    It also stores the first unexpected error, where Textual would print all variables.
    """

    crash: BaseException | None = None
    """The first unexpected error, for the caller to report."""
    follows_terminal = False
    """True to ask the terminal for its background, and choose the theme by that."""

    _written: WrittenPieces | None = None

    @property
    def has_driver(self) -> bool:
        """True if the app controlled the terminal; Textual then restores it."""
        return self._driver is not None

    def draw_at_once(self) -> None:
        """Draw each frame at once, not at the next tick; call it before the app runs."""
        # Textual reads this when a screen begins to draw.
        vars(screen)["UPDATE_PERIOD"] = 1 / _FRAMES

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not isinstance(renderable, ChopsUpdate):  # it draws the whole screen, if anything
            self._written = None
        else:
            self._written = self._written or WrittenPieces()
            renderable = DifferencesOnly(renderable, self._written)
        super()._display(screen, renderable)

    # ---- errors

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.crash is None:
            self.crash = cause
        if self._exception is None:  # raised again by Textual's test driver
            self._exception = error
            self._exception_event.set()
        self._return_code = CRASHED
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        self._handle_exception(Panic())

    def watch_tasks(self) -> None:
        """Handle errors of tasks that are never awaited."""
        asyncio.get_running_loop().set_exception_handler(self._take_error)

    def _take_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, AwesomeError):
            self.tell(error)
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def tell(self, error: AwesomeError) -> None:
        """Show an expected error to the user."""

    @contextmanager
    def watching_threads(self) -> Iterator[None]:
        """Handle errors of threads that are never joined."""
        before = threading.excepthook

        def take(args: threading.ExceptHookArgs) -> None:
            error = args.exc_value
            # A closed terminal is reported by the thread that reads from it.
            if isinstance(error, Exception) and not isinstance(error, OSError):
                self.call_later(self._handle_exception, error)

        threading.excepthook = take
        try:
            yield
        finally:
            threading.excepthook = before
