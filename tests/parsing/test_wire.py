"""A tree as lines, for a pipe."""

from __future__ import annotations

from hypothesis import given
from trees import documents

from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.json_contract import list_to_object
from awesome_tui.parsing.wire import read_tree, write_tree


@given(documents)
def test_a_tree_comes_back_as_it_was(document: AwesomeList) -> None:
    read = read_tree(line.encode() for line in write_tree(document))
    assert read is not None
    assert list_to_object(read) == list_to_object(document)


@given(documents)
def test_lines_that_break_off_are_no_tree(document: AwesomeList) -> None:
    lines = [line.encode() for line in write_tree(document)]
    assert read_tree(lines[:-1]) is None
    assert read_tree([*lines[:-1], lines[-1].rstrip()]) is None
