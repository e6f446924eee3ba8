"""Bindings as screens and widgets list them: a command, its keys, its action and its name."""

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
    """Bind a command that help and palette tell of, in the words `about` it where there are any."""
    return Binding(keys, action, text, is_hinted, key_display, priority, about, command)


hint = partial(key, is_hinted=True)
"""Bind a command that is hinted at below the panes, too."""


def digit_keys(command: str, action: str, text: str, about: str = "") -> list[Binding]:
    """Bind `action` to each digit but 0, with the digit; help tells of one for all."""
    first = key(f"{command}1", "1", f"{action}(1)", text, about, key_display="1–9")
    return [first, *(key(f"{command}{n}", str(n), f"{action}({n})", "") for n in range(2, 10))]
