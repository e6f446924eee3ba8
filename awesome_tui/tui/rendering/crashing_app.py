"""An app that collects unexpected errors silently; Textual would print all variables."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.worker import WorkerFailed

from awesome_tui.errors import AwesomeError
from awesome_tui.system.exit_status import CRASHED

T = TypeVar("T")


class Panic(Exception):  # noqa: N818  as Textual calls it
    """Textual's own report of a fatal error."""


class CrashingApp(App[T], Generic[T]):
    """An app that stores the first unexpected error in `crash`, for the caller to report."""

    crash: BaseException | None = None
    follows_terminal = False
    """True to ask the terminal for its background, and choose the theme by that."""

    @property
    def has_driver(self) -> bool:
        """True if the app controlled the terminal; Textual then restores it."""
        return self._driver is not None

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
