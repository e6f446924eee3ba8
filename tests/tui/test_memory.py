"""However long one reads, the program needs no more memory: what was left, goes.

Without the garbage collection, which comes late to a large list, or never.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import a_list, entry, link_to
from conftest import Browser
from driving import Reading, Screens, running
from shelves import Network, Now

from awesome_tui.model.outline import Outline
from awesome_tui.search.block import Block
from awesome_tui.search.hits import Hits
from awesome_tui.tui.page_history import PageHistory
from awesome_tui.tui.screens.reader import ReaderScreen

MANY = 8


def ring(number: int) -> str:
    return f"https://github.com/jane/awesome-{number % MANY}"


@pytest.fixture
def ring_of_lists(network: Network) -> Network:
    """Lists each of which leads to the next, and the last to the first."""
    for number in range(MANY):
        network.there[ring(number)] = a_list(
            f"List {number}",
            entry(f"Alpha {number}"),
            link_to(f"To {(number + 1) % MANY}", ring(number + 1)),
            entry(f"Omega {number}"),
        )
        network.fresh(ring(number))
    return network


@pytest.fixture
def without_collection() -> Iterator[None]:
    yield
    gc.enable()


def alive(kind: type) -> int:
    """How many of these there are, also of those that are spared from being looked at."""
    gc.unfreeze()
    return sum(type(each) is kind for each in gc.get_objects())


async def go_round(screens: Screens, times: int) -> None:
    for _ in range(times):
        if not (screens.selected or "").startswith("To "):
            await screens.press("j")
        await screens.press("right")


@pytest.mark.usefixtures("without_collection", "ring_of_lists")
async def test_of_lists_that_were_left_no_index_stays_and_few_trees(reading: Reading) -> None:
    async with reading(ring(0)) as screens:
        gc.collect()
        gc.disable()
        before = alive(Block), alive(Outline)
        await go_round(screens, 3 * MANY)
        assert alive(Block) <= before[0]
        assert alive(Outline) <= before[1] + 4


@pytest.mark.usefixtures("without_collection", "ring_of_lists")
async def test_of_home_nothing_stays_when_one_leaves_it(reading: Reading) -> None:
    async with reading(ring(0)) as screens:
        await screens.press("H", "left_square_bracket")
        gc.collect()
        gc.disable()
        before = alive(Block), alive(Outline)
        for _ in range(MANY):
            await screens.press("H", "left_square_bracket")
        assert alive(Block) <= before[0]
        assert alive(Outline) <= before[1] + 2


@pytest.mark.usefixtures("without_collection", "ring_of_lists")
async def test_of_a_thousand_letters_only_the_last_hits_stay(reading: Reading) -> None:
    async with reading(ring(0)) as screens:
        gc.unfreeze()  # what tests before this one have left is not this one's
        gc.collect()
        gc.disable()
        await screens.press("slash", *("a", "l", "backspace", "backspace") * 10, "a")
        assert screens.browser.result
        assert alive(Hits) <= 4


async def test_the_way_back_is_whole_however_long_it_is(
    reading: Reading, ring_of_lists: Network
) -> None:
    async with reading(ring(0)) as screens:
        await screens.press("slash", *"to", "enter")
        await go_round(screens, 2 * MANY)
        ring_of_lists.there.clear()  # nothing has to be fetched again
        for number in reversed(range(2 * MANY)):
            await screens.press("left_square_bracket")
            assert f"List {number % MANY}" in screens.text("#title")
            assert screens.selected == f"To {(number + 1) % MANY}"
        assert screens.browser.filter_text == "to"
        await screens.press("right_square_bracket", "right_square_bracket")
        assert screens.selected == "To 3"


async def test_a_list_that_has_gone_from_the_library_is_said_and_passed_over(
    reading: Reading, ring_of_lists: Network
) -> None:
    async with reading(ring(0)) as screens:
        await go_round(screens, 5)
        ring_of_lists.library.lists.remove(ring(1)).result()
        del ring_of_lists.there[ring(1)]
        await screens.press(*["left_square_bracket"] * 3)
        assert "List 2" in screens.text("#title")
        await screens.press("left_square_bracket")
        assert screens.message == f"{ring(1)} cannot be fetched."
        assert "List 2" in screens.text("#title")
        await screens.press("left_square_bracket")
        assert "List 0" in screens.text("#title")


@pytest.mark.usefixtures("ring_of_lists")
async def test_a_file_is_found_again_though_it_has_gone(
    browser: Browser, network: Network, now: Now, tmp_path: Path
) -> None:
    path = tmp_path / "own.md"
    path.write_text("text")
    own = a_list(str(path), link_to("To 0", ring(0)))
    screen = ReaderScreen(str(path), lambda: own, lambda: network.shelf(now), browser.desktop())
    async with running(screen) as screens:
        await go_round(screens, 6)
        path.unlink()
        await screens.press(*["left_square_bracket"] * 6)
        assert screens.rows() == ["[All of them]", "To 0"]


def test_the_way_back_ends_somewhere() -> None:
    way: PageHistory[int] = PageHistory()
    for step in range(1_500):
        way = way.pushed(step)
    assert way.behind == tuple(range(500, 1_500))
    here, way = way.back(1_500)
    assert (here, way.ahead, way.behind[-1]) == (1_499, (1_500,), 1_498)
    assert way.without(way.behind[-1]).behind[-1] == 1_497
