"""When blocks find texts by their words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from building import entry

from awesome_tui.model.table import EntryTable
from awesome_tui.search.block_rows import BlockRows
from awesome_tui.search.settled import repeat_words


def described(texts: Iterable[str]) -> BlockRows:
    rows, table = BlockRows(), EntryTable.of([((), entry("Tea", text)) for text in texts])
    rows.append(table, range(len(table)))
    return rows


@pytest.mark.parametrize(
    ("description", "is_repeated"),
    [
        ("A pot for tea number {}.", True),
        ("红茶壶{}，绿茶杯{}", False),
        ("leaf{} stem{} root{}", False),
    ],
)
def test_descriptions_that_repeat_no_words_are_searched_as_they_are(
    description: str, is_repeated: bool
) -> None:
    rows = described(description.replace("{}", str(number)) for number in range(3_000))
    assert repeat_words([rows], str) is is_repeated


def test_few_descriptions_tell_nothing_of_that() -> None:
    assert repeat_words([described(["leaf", "stem"])], str)
