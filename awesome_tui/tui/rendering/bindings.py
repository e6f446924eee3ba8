"""Bindings with the user's keymap, which Textual only offers for the focused widget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget


def bind(node: DOMNode, binding: Binding) -> None:
    """Add a binding to this `node`, not to its class."""
    node._bindings.key_to_bindings.setdefault(binding.key, []).append(binding)


def bindings_of(widget: Widget) -> Iterator[Binding]:
    """Yield the bindings of `widget` whose actions are enabled."""
    bindings = widget._bindings.copy()
    bindings.apply_keymap(widget.app._keymap)
    for _, binding in bindings:
        if widget.app._check_action_state(binding.action, widget):
            yield binding


ResultT = TypeVar("ResultT")


class MappedScreen(Screen[ResultT]):
    """A screen whose inputs accept letters as text, even if the keymap binds them.

    Textual takes such keys from the bindings before it applies the keymap.
    """

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        chain = super()._binding_chain
        if self.app._keymap and self.focused is not None:
            for node, bindings in chain:
                if node is not self.focused:
                    _drop_consumed(bindings, self.focused)
        return chain


def _drop_consumed(bindings: BindingsMap, focused: Widget) -> None:
    for key in list(bindings.key_to_bindings):
        if focused.check_consume_key(key, key_to_character(key)):
            del bindings.key_to_bindings[key]
