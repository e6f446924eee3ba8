import pytest
from hypothesis import given
from trees import documents, entry

from awesome_tui.library.trees import BLOCK, DamagedTree, decode_table, decode_tree, encode_tree
from awesome_tui.model.entries import AwesomeList, Entry, Section
from awesome_tui.model.json_contract import list_to_object


@given(documents)
def test_a_stored_list_comes_back_as_it_was(document: AwesomeList) -> None:
    assert list_to_object(decode_tree(encode_tree(document))) == list_to_object(document)


def bare(section: Section) -> Section:
    return Section(section.title, section.anchor, section.kind, section.level)


@given(documents)
def test_a_search_sees_what_the_list_shows(document: AwesomeList) -> None:
    assert list(decode_table(encode_tree(document))) == [
        (
            tuple(map(bare, trail)),
            Entry(each.name, each.url, each.description, each.struck),
        )
        for trail, each in document.walk()
    ]


def test_a_long_list_is_read_block_by_block() -> None:
    cups = tuple(entry(f"Cup {number}") for number in range(BLOCK))
    mugs = Section("Mugs", "mugs", level=2, entries=(entry("Mug"), entry("Beaker")))
    document = AwesomeList("cups", "Cups", entries=cups, sections=(mugs,))
    data = encode_tree(document)
    assert list_to_object(decode_tree(data)) == list_to_object(document)
    found = [(trail, each.name) for trail, each in decode_table(data)]
    assert found[-3:] == [
        ((), f"Cup {BLOCK - 1}"),
        ((bare(mugs),), "Mug"),
        ((bare(mugs),), "Beaker"),
    ]


def test_damage_is_noticed() -> None:
    data = bytearray(encode_tree(AwesomeList("cups", "Cups", entries=(entry("Mug"),))))
    data[len(data) // 2] ^= 1
    with pytest.raises(DamagedTree):
        decode_tree(bytes(data))
