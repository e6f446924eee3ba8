"""A list as lines, for a pipe and for the store."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from building import a_list, entry
from hypothesis import given
from trees import documents

from awesome_tui.model.encoding import BLOCK, DamagedTree, read_list, write_list
from awesome_tui.model.entries import AwesomeList, Entry, Fact, Section
from awesome_tui.model.json_contract import list_to_object
from awesome_tui.model.table_encoding import read_table

TEA = Entry("Assam", "https://assam.example", "Malty.", facts=(Fact("Origin", "India"),))
BARE = [["Assam"], ["https://assam.example"], ["Malty."], [False], [None], [0], [3]]
ROOT = [["Tea"], [""], [None], [""], [[]], [1], [1], [0]]


@given(documents)
def test_a_list_comes_back_as_it_was_and_only_whole(document: AwesomeList) -> None:
    lines = list(write_list(document))
    assert list_to_object(read_list(lines)) == list_to_object(document)
    _assert_no_more_is_read_than_the_list_itself(lines, document.title)
    _assert_lines_that_break_off_are_no_list(lines)
    _assert_a_search_sees_what_the_list_shows(lines, document)


def _assert_no_more_is_read_than_the_list_itself(lines: list[bytes], title: str) -> None:
    def endless() -> Iterator[bytes]:
        yield from lines
        raise AssertionError("the other process waits as well")

    assert read_list(endless()).title == title


def _assert_lines_that_break_off_are_no_list(lines: list[bytes]) -> None:
    for kept in range(len(lines)):
        with pytest.raises(DamagedTree):
            read_list(lines[:kept])
    with pytest.raises(DamagedTree):
        read_list([*lines[:-1], lines[-1][:-2]])


def bare(section: Section) -> Section:
    return Section(section.title, section.anchor, section.kind, section.level)


def _assert_a_search_sees_what_the_list_shows(lines: list[bytes], document: AwesomeList) -> None:
    assert list(read_table(lines)) == [
        (
            tuple(map(bare, trail)),
            Entry(
                each.name,
                each.url,
                each.description,
                each.struck,
                facts=each.facts,
                tags=each.tags,
            ),
        )
        for trail, each in document.walk()
    ]


def test_a_long_list_is_read_block_by_block() -> None:
    cups = tuple(entry(f"Cup {number}") for number in range(BLOCK))
    mugs = Section("Mugs", "mugs", level=2, entries=(entry("Mug"), entry("Beaker")))
    shelves = tuple(Section(f"Shelf {number}", "", level=3) for number in range(BLOCK))
    document = AwesomeList("cups", "Cups", entries=cups, sections=(mugs, *shelves))
    lines = list(write_list(document))
    assert len(lines) == 5
    assert list_to_object(read_list(lines)) == list_to_object(document)
    found = [(trail, each.name) for trail, each in read_table(lines)]
    assert found[-3:] == [
        ((), f"Cup {BLOCK - 1}"),
        ((bare(mugs),), "Mug"),
        ((bare(mugs),), "Beaker"),
    ]


def test_entries_with_the_same_facts_share_them() -> None:
    table = read_table(write_list(a_list("Tea", TEA, entry("Sencha"), TEA)))
    (first,), none, (second,) = table.facts
    assert none == ()
    assert first is second


def test_a_list_without_facts_has_no_columns_of_them() -> None:
    *_, plain = write_list(a_list("Tea", entry("Assam")))
    *_, told = write_list(a_list("Tea", TEA))
    assert [len(json.loads(line)) for line in (plain, told)] == [len(BARE), len(BARE) + 2]


def test_a_list_from_before_there_were_facts_is_read() -> None:
    lines = [json.dumps(part).encode() for part in (["tea.md", ROOT], BARE)]
    ((trail, assam),) = read_list(lines).walk()
    assert (trail, assam.name, assam.line, assam.facts, assam.tags) == ((), "Assam", 3, (), ())
    ((_, row),) = read_table(lines)
    assert (row.description, row.facts, row.tags) == ("Malty.", (), ())


@pytest.mark.parametrize(
    "more",
    [
        [[["Origin"]], [None]],
        [[["Origin", 1]], [None]],
        [["Origin"], [None]],
        [[None], [[1]]],
        [[None], [None, None]],
    ],
)
def test_facts_and_tags_that_are_none_are_damage(more: list[object]) -> None:
    lines = [json.dumps(part).encode() for part in (["tea.md", 1, 1], ROOT, [*BARE, *more])]
    for read in (read_list, read_table):
        with pytest.raises(DamagedTree):
            read(lines)
