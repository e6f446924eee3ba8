"""An app that ends at an unexpected error without a word: Textual would print all variables."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.worker import WorkerFailed

from awesome_tui.crash import CRASHED
from awesome_tui.errors import AwesomeError

T = TypeVar("T")


class Panic(Exception):  # noqa: N818  as Textual calls it
    """Textual gave up."""


class CrashingApp(App[T], Generic[T]):
    """Keeps the first error that nobody expected, for the one who runs it to tell."""

    crash: BaseException | None = None

    @property
    def has_driver(self) -> bool:
        """Whether the terminal was this app's, which gives it back by itself."""
        return self._driver is not None

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.crash is None:
            self.crash = cause
        if self._exception is None:  # what a test that drives the app raises
            self._exception = error
            self._exception_event.set()
        self._return_code = CRASHED
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        self._handle_exception(Panic())

    def watch_tasks(self) -> None:
        """Hear of errors of tasks that nobody waits for."""
        asyncio.get_running_loop().set_exception_handler(self._take_error)

    def _take_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, AwesomeError):
            self.tell(error)
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def tell(self, error: AwesomeError) -> None:
        """Say what went wrong, and go on."""

    @contextmanager
    def watching_threads(self) -> Iterator[None]:
        """Hear of errors of threads that nobody waits for."""
        before = threading.excepthook

        def take(args: threading.ExceptHookArgs) -> None:
            error = args.exc_value
            # Of a terminal that is gone, the thread that reads from it tells.
            if isinstance(error, Exception) and not isinstance(error, OSError):
                self.call_later(self._handle_exception, error)

        threading.excepthook = take
        try:
            yield
        finally:
            threading.excepthook = before
