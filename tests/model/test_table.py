"""Rows side by side, as they are read."""

from __future__ import annotations

import pytest
from building import a_list, entry
from hypothesis import given
from trees import documents

from awesome_tui.library.trees import decode_table, encode_tree
from awesome_tui.model.entries import AwesomeList, Entry, Fact
from awesome_tui.model.table import EntryTable


@given(documents)
def test_the_rows_of_a_list_are_what_walking_through_it_gives(document: AwesomeList) -> None:
    walked = list(document.walk())
    assert list(EntryTable.of(walked)) == walked
    assert list(EntryTable.of(walked)[1:-1]) == walked[1:-1]


def test_a_part_of_what_is_stored_is_what_it_is_within_the_whole() -> None:
    whole = decode_table(encode_tree(a_list("Tea", *map(entry, ("Assam", "Sencha", "Mate")))))
    assert [whole[at] for at in range(3)] == list(whole)
    assert list(whole[1:]) == list(whole)[1:]
    with pytest.raises(IndexError):
        whole[3]


def test_facts_and_tags_are_columns() -> None:
    auth, cloud = (Fact("Auth", "apiKey"),), ("Cloud",)
    table = EntryTable(
        [()] * 2, ["A", "B"], [None] * 2, [""] * 2, [False] * 2, [auth, ()], [(), cloud]
    )
    assert [row for _, row in table] == [Entry("A", None, facts=auth), Entry("B", None, tags=cloud)]
    assert [row.tags for _, row in table[1:]] == [cloud]
    walked = EntryTable.of(table[at] for at in range(2))
    assert (list(walked.facts), list(walked.tags)) == ([auth, ()], [(), cloud])
