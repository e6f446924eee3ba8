"""The bindings of a widget as they are mapped to keys, which Textual tells of the focus alone."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.widget import Widget


def bindings_of(widget: Widget) -> Iterator[Binding]:
    """The bindings of `widget` whose actions can be done now."""
    for _, binding in widget._bindings:
        if widget.app._check_action_state(binding.action, widget):
            yield binding
