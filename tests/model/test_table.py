"""Rows side by side, as they are read and as they are laid out at Home."""

from __future__ import annotations

import pytest
from building import a_list, entry
from hypothesis import given
from trees import documents

from awesome_tui.library import StoredInfo
from awesome_tui.library.trees import decode_table, encode_tree
from awesome_tui.model.entries import AwesomeList, Entry, Fact
from awesome_tui.model.outline import Outline, make_outline
from awesome_tui.model.table import EntryTable
from awesome_tui.tui.home import add_stored_entries, batch_lists, find_stored_entry


def info(title: str, entries: int) -> StoredInfo:
    return StoredInfo(title, title, title, entries, "", "markdown", *(None,) * 4, 0.0, None)


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


class TestStoredEntries:
    """After what Home shows, each stored list in a section of its own."""

    def laid_out(self) -> Outline:
        home = make_outline(a_list("Home", entry("Tea")))
        tea = EntryTable.of(a_list("Tea", entry("Assam"), entry("Sencha")).walk())
        none = EntryTable.of(())
        first = add_stored_entries(home, [(info("None yet", 0), none), (info("Tea", 2), tea)])
        mate = EntryTable.of(a_list("Mate", entry("Chimarrão")).walk())
        return add_stored_entries(first, [(info("Mate", 1), mate), (info("None", 0), none)])

    def test_they_are_numbered_on(self) -> None:
        items = self.laid_out().items
        assert [item.entry.name for item in items] == ["Tea", "Assam", "Sencha", "Chimarrão"]
        assert items[-1] == items[3] == items[3:][0]
        with pytest.raises(IndexError):
            items[4]

    def test_without_any_home_is_as_it_was(self) -> None:
        home = make_outline(a_list("Home", entry("Tea")))
        assert list(add_stored_entries(home, []).items) == list(home.items)

    def test_each_is_in_the_section_of_its_list(self) -> None:
        whole = self.laid_out()
        assert [whole.titles(item.place)[-1] for item in whole.items[1:]] == ["Tea", "Tea", "Mate"]
        place = whole.place_titled(("In stored lists",))
        assert whole.span(place) == (1, 4)

    def test_an_entry_is_found_again_in_the_lists_that_were_added_last(self) -> None:
        home = make_outline(a_list("Home", entry("Sencha")))
        tea = EntryTable.of(a_list("Tea", entry("Sencha"), entry("Assam"), entry("Sencha")).walk())
        mate = EntryTable.of(a_list("Mate", entry("Mate"), entry("Sencha")).walk())
        whole = add_stored_entries(home, [(info("Tea", 3), tea), (info("Mate", 2), mate)])
        sencha, url = "Sencha", entry("Sencha").url
        found = [find_stored_entry(whole, [tea, mate], (sencha, url), near) for near in range(6)]
        assert found == [1, 1, 1, 3, 3, 5]
        assert find_stored_entry(whole, [mate], (sencha, url), 1) == 5
        assert find_stored_entry(whole, [tea, mate], (sencha, None), 1) is None


def test_lists_are_read_twice_as_many_each_time() -> None:
    stored = [info(f"{number}", 10_000) for number in range(16)]
    assert [len(batch) for batch in batch_lists(stored)] == [1, 2, 4, 8, 1]
    assert list(batch_lists([])) == []
