import zlib

import pytest
from hypothesis import given
from trees import documents, entry

from awesome_tui.library.trees import BLOCK, decode, encode, rows
from awesome_tui.model import AwesomeList, Entry, Section
from awesome_tui.treejson import to_tree


@given(documents)
def test_a_stored_list_comes_back_as_it_was(document: AwesomeList) -> None:
    assert to_tree(decode(encode(document))) == to_tree(document)


@given(documents)
def test_rows_follow_the_order_of_the_list(document: AwesomeList) -> None:
    found = [row for block in rows(encode(document)) for row in zip(*block, strict=True)]
    assert found == [
        (each.name, each.url, each.description, each.struck, tuple(s.title for s in trail))
        for trail, each in document.walk()
    ]


def test_a_long_list_comes_in_blocks() -> None:
    cups = tuple(Entry(f"Cup {number}", None) for number in range(BLOCK))
    document = AwesomeList(
        "cups",
        "Cups",
        entries=cups,
        sections=(Section("Mugs", "mugs", level=2, entries=(entry("Mug"),)),),
    )
    first, second = rows(encode(document))
    assert len(first.names) == BLOCK
    assert (second.names, second.trails) == (["Mug"], [("Mugs",)])
    assert to_tree(decode(encode(document))) == to_tree(document)


def test_damage_is_noticed() -> None:
    data = bytearray(encode(AwesomeList("cups", "Cups", entries=(entry("Mug"),))))
    data[len(data) // 2] ^= 1
    with pytest.raises(zlib.error):
        decode(bytes(data))
