"""A check that Markdown keeps what was read of a list."""

from __future__ import annotations

from typing import Any

from awesome_tui import parse
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.json_contract import list_to_object


def assert_read_back(text: str, document: AwesomeList | None = None) -> None:
    """Assert that `document`, which is what `text` is read as, comes back from its Markdown."""
    document = document or parse(text)
    again = parse(FORMATS["markdown"](document))
    assert _unlined(list_to_object(again)) == _unlined(list_to_object(document))


def _unlined(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_unlined(value) for value in tree]
    if not isinstance(tree, dict):
        return tree
    return {key: _unlined(value) for key, value in tree.items() if key != "line"}
