"""Sets of rows as integers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from awesome_tui.search.bitset import bits, bits_of_octets, flags, members

SIZE = 5_000


@st.composite
def rows(draw: st.DrawFn) -> set[int]:
    """From none to all, so that each way of reading and writing them is taken."""
    apart = draw(st.sampled_from((1, 2, 15, 30, 100, 400, SIZE)))
    start = draw(st.integers(0, apart - 1))
    return {*range(start, SIZE, apart), *draw(st.sets(st.integers(0, SIZE - 1), max_size=5))}


@given(rows())
def test_a_set_has_the_rows_that_were_put_in(found: set[int]) -> None:
    together = bits(found, SIZE)
    assert together == sum(1 << row for row in found)
    assert [*members(together)] == sorted(found)
    assert flags(together, SIZE) == bytes(row in found for row in range(SIZE))


@given(rows(), st.integers(0, 40), st.integers(0, 300))
def test_a_part_of_a_set_has_its_rows_and_no_others(found: set[int], octet: int, size: int) -> None:
    octets, start = bits(found, SIZE).to_bytes(SIZE // 8 + 1, "little"), 8 * octet
    part = {row - start for row in found if start <= row < start + size}
    assert set(members(bits_of_octets(octets, start, size))) == part


def test_nothing_is_in_an_empty_set() -> None:
    assert bits([], 0) == 0
    assert [*members(0)] == []
