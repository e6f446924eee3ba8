"""Work beside the screen."""

from collections.abc import Callable
from functools import partial
from threading import Event

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
