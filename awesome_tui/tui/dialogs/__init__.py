"""Dialogs over the screens; `ask` imports them on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

if TYPE_CHECKING:
    from awesome_tui.tui.dialogs.dialogs import Dialogs


def ask(app: App[Any]) -> Dialogs:
    """Return the dialogs over the screens of `app`, loaded when the first is needed."""
    # Importing them takes some 8 ms.
    from awesome_tui.tui.dialogs.dialogs import Dialogs  # noqa: PLC0415

    return Dialogs(app)
