import pytest
from hypothesis import given
from trees import documents, entry

from awesome_tui.library.trees import decode_table, decode_tree, encode_tree
from awesome_tui.model.encoding import DamagedTree
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.json_contract import list_to_object


@given(documents)
def test_a_stored_list_comes_back_as_it_was(document: AwesomeList) -> None:
    data = encode_tree(document)
    assert list_to_object(decode_tree(data)) == list_to_object(document)
    assert [row.name for _, row in decode_table(data)] == [row.name for _, row in document.walk()]


@pytest.mark.parametrize("read", [decode_tree, decode_table])
def test_damage_is_noticed(read: type) -> None:
    data = bytearray(encode_tree(AwesomeList("cups", "Cups", entries=(entry("Mug"),))))
    data[len(data) // 2] ^= 1
    with pytest.raises(DamagedTree):
        read(bytes(data))
