"""Lists that are ready offline, as their entries are laid out behind those of Home."""

from __future__ import annotations

import pytest
from building import a_list, entry

from awesome_tui.model.outline import Outline, make_outline
from awesome_tui.model.table import EntryTable
from awesome_tui.tui.ready_lists import ReadyList, add_entries, batch_lists, find_entry


def ready(title: str, entries: int) -> ReadyList:
    return ReadyList(title, title, entries, title)


class TestEntriesOfReadyLists:
    """After what Home shows, each list in a section of its own."""

    def laid_out(self) -> Outline:
        home = make_outline(a_list("Home", entry("Tea")))
        tea = EntryTable.of(a_list("Tea", entry("Assam"), entry("Sencha")).walk())
        none = EntryTable.of(())
        first = add_entries(home, [(ready("None yet", 0), none), (ready("Tea", 2), tea)])
        mate = EntryTable.of(a_list("Mate", entry("Chimarrão")).walk())
        return add_entries(first, [(ready("Mate", 1), mate), (ready("None", 0), none)])

    def test_they_are_numbered_on(self) -> None:
        items = self.laid_out().items
        assert [item.entry.name for item in items] == ["Tea", "Assam", "Sencha", "Chimarrão"]
        assert items[-1] == items[3] == items[3:][0]
        with pytest.raises(IndexError):
            items[4]

    def test_without_any_home_is_as_it_was(self) -> None:
        home = make_outline(a_list("Home", entry("Tea")))
        assert list(add_entries(home, []).items) == list(home.items)

    def test_each_is_in_the_section_of_its_list(self) -> None:
        whole = self.laid_out()
        assert [whole.titles(item.place)[-1] for item in whole.items[1:]] == ["Tea", "Tea", "Mate"]
        place = whole.place_titled(("In stored lists",))
        assert whole.span(place) == (1, 4)

    def test_an_entry_is_found_again_in_the_lists_that_were_added_last(self) -> None:
        home = make_outline(a_list("Home", entry("Sencha")))
        tea = EntryTable.of(a_list("Tea", entry("Sencha"), entry("Assam"), entry("Sencha")).walk())
        mate = EntryTable.of(a_list("Mate", entry("Mate"), entry("Sencha")).walk())
        whole = add_entries(home, [(ready("Tea", 3), tea), (ready("Mate", 2), mate)])
        sencha, url = "Sencha", entry("Sencha").url
        found = [find_entry(whole, [tea, mate], (sencha, url), near) for near in range(6)]
        assert found == [1, 1, 1, 3, 3, 5]
        assert find_entry(whole, [mate], (sencha, url), 1) == 5
        assert find_entry(whole, [tea, mate], (sencha, None), 1) is None


def test_lists_are_read_twice_as_many_each_time() -> None:
    stored = [ready(f"{number}", 10_000) for number in range(16)]
    assert [len(batch) for batch in batch_lists(stored)] == [1, 2, 4, 8, 1]
    assert list(batch_lists([])) == []
