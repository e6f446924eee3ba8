"""Shorthands for the bindings of screens and widgets."""

from __future__ import annotations

from functools import partial

from textual.binding import Binding


def key(
    command: str,
    keys: str,
    action: str,
    text: str,
    about: str = "",
    *,
    is_hinted: bool = False,
    key_display: str | None = None,
    priority: bool = False,
) -> Binding:
    """Bind a command; help and palette describe it by `about`, or else `text`."""
    return Binding(keys, action, text, is_hinted, key_display, priority, about, command)


hint = partial(key, is_hinted=True)
"""Bind a command that also has a hint below the panes."""


def digit_keys(command: str, action: str, text: str, about: str = "") -> list[Binding]:
    """Bind `action` to the digits 1 to 9, its argument; help shows them as one command."""
    first = key(f"{command}1", "1", f"{action}(1)", text, about, key_display="1–9")
    return [first, *(key(f"{command}{n}", str(n), f"{action}({n})", "") for n in range(2, 10))]
