"""Sequences of our own to the terminal, and the terminal lent to another program.

Textual keeps its driver to itself, and its own sequence for the clipboard does not get through GNU
screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from awesome_tui.system.desktop import Lend
from awesome_tui.system.terminal import without_interrupts


def set_clipboard(app: App[Any], text: str, sequence: str) -> None:
    """Note `text` as copied, and send the terminal the sequence that copies it."""
    app._clipboard = text
    if app._driver is not None:
        app._driver.write(sequence)


def terminal_lender(app: App[Any]) -> Lend | None:
    """A function for another thread that lends the terminal; None where it cannot be given away."""

    def lend(run: Callable[[], int]) -> int:
        return app.call_from_thread(_run_suspended, app, run)

    return lend if app._driver is not None and app._driver.can_suspend else None


def _run_suspended(app: App[Any], run: Callable[[], int]) -> int:
    # That the loop stands still is meant: it would draw over the other program.
    with app.suspend(), without_interrupts():
        return run()
