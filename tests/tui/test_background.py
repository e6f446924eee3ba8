"""Work beside the screen."""

import asyncio
import gc
from collections.abc import Callable
from functools import partial
from threading import Event

from driving import Opener

from awesome_tui.errors import LibraryError
from awesome_tui.model.entries import AwesomeList
from awesome_tui.tui.background import run_ahead


async def test_the_next_result_is_under_way_while_one_is_worked_on() -> None:
    begun = [Event() for _ in range(3)]

    def call(number: int) -> int:
        begun[number].set()
        return number

    results = []
    async for number in run_ahead(partial(call, number) for number in range(3)):
        results.append(number)
        assert all(event.wait(9) for event in begun[: number + 2])
        assert not any(event.is_set() for event in begun[number + 2 :])
    assert results == [0, 1, 2]


async def test_nothing_to_do_is_done_at_once() -> None:
    calls: list[Callable[[], int]] = []
    assert [result async for result in run_ahead(calls)] == []


async def test_an_expected_error_of_work_that_nobody_awaits_is_told(
    opened: Opener, kitchen: AwesomeList
) -> None:
    async def fail() -> None:
        raise LibraryError("The library could not be written.")

    async with opened(kitchen) as screens:
        await asyncio.wait([asyncio.create_task(fail())])
        gc.collect()  # what is gone cannot be awaited any more
        await screens.settle()
        assert screens.message == "The library could not be written."
