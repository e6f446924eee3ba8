"""Writing own sequences to the terminal, and lending it to another program.

Textual keeps its driver to itself, and its own sequence for the clipboard does not get through GNU
screen. Where the screens are a page in a browser, its driver writes without a lock: other threads
have the app's own thread do that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

from textual.app import App

from awesome_tui.system.desktop import Lend, Show
from awesome_tui.system.terminal import Ended, lent_terminal


def set_clipboard(app: App[Any], text: str, sequence: str) -> None:
    """Record `text` as copied, and send the terminal the `sequence` that copies it."""
    app._clipboard = text
    if app._driver is None:
        return
    if app.is_web and app._thread_id != threading.get_ident():
        app.call_from_thread(app._driver.write, sequence)
    else:
        app._driver.write(sequence)


def link_shower(app: App[Any]) -> Show | None:
    """Return a function, for other threads, that opens a link in the browser showing the screens.

    None in a terminal.
    """

    def show(link: str) -> None:
        app.call_from_thread(app.open_url, link)

    return show if app.is_web else None


def send_download(app: App[Any], name: str, text: str) -> None:
    """Send a file as a download to the browser showing the screens; for other threads."""
    app.call_from_thread(app.deliver_text, StringIO(text), save_filename=name)


def can_suspend(app: App[Any]) -> bool:
    """True if the app can be suspended: not in a browser, nor on Windows."""
    return app._driver is not None and app._driver.can_suspend


def terminal_lender(app: App[Any]) -> Lend | None:
    """Return a function, for other threads, that lends the terminal; None if that is impossible.

    It raises `Ended` once a signal came that ends this program.
    """
    endings: list[Ended] = []

    def lend(run: Callable[[], int]) -> int:
        return app.call_from_thread(_run_suspended, app, run, endings)

    return lend if can_suspend(app) else None


def _run_suspended(app: App[Any], run: Callable[[], int], endings: list[Ended]) -> int:
    # Blocking the event loop is intended, as it would draw over the other program.
    if not endings:
        with app.suspend():
            try:
                with lent_terminal():
                    return run()
            except Ended as ending:  # which Textual would not resume after
                endings.append(ending)
    raise Ended


def abandon_terminal(app: App[Any]) -> None:
    """Give the terminal back without waiting for what is still to be written to it."""
    # A page in a browser has no such driver, nor has Windows.
    if abandon := getattr(app._driver, "abandon", None):
        abandon()
