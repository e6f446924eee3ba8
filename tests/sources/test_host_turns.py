"""The pace of the link check, with a clock that runs only while somebody waits."""

from __future__ import annotations

import asyncio

import pytest

from awesome_tui.sources.host_turns import HostTurns, LeftAloneError, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        due = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, due)


def turns(clock: Clock, pace: Pace | None = None) -> HostTurns:
    return HostTurns(pace or Pace(), lambda: clock.now, clock.sleep)


async def test_requests_to_one_host_start_a_second_apart() -> None:
    clock = Clock()
    pace, starts = turns(clock), list[float]()
    for _ in range(4):
        async with pace.turn("tea.example"):
            starts.append(clock.now)
    assert starts == [0, 1, 2, 3]


async def test_the_second_counts_from_the_answer_of_a_host_that_is_far_away() -> None:
    clock = Clock()
    pace, starts = turns(clock), list[float]()
    for _ in range(3):
        async with pace.turn("tea.example") as turn:
            starts.append(clock.now)
            turn.sent()
            await clock.sleep(0.25)
    assert starts == [0, 1.25, 2.5]


async def test_a_pause_holds_for_one_who_waits_already() -> None:
    clock = Clock()
    pace = turns(clock)
    async with pace.turn("tea.example") as first:
        first.sent()
        waiting = asyncio.create_task(_start(pace, clock))
        await asyncio.sleep(0)
        pace.pause("tea.example", 20)
    assert await waiting == 20


async def _start(pace: HostTurns, clock: Clock) -> float:
    async with pace.turn("tea.example"):
        return clock.now


async def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    pace = turns(clock)
    for host in ("tea.example", "cup.example", "pot.example"):
        async with pace.turn(host):
            pass
    assert clock.now == 0


async def test_a_host_has_two_requests_at_once_at_the_most() -> None:
    pace = turns(Clock())
    under_way, most = 0, 0

    async def ask() -> None:
        nonlocal under_way, most
        async with pace.turn("tea.example") as turn:
            turn.sent()
            under_way += 1
            most = max(most, under_way)
            for _ in range(5):
                await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(ask() for _ in range(6)))
    assert most == 2


async def test_a_host_that_wants_a_pause_gets_no_more_turns() -> None:
    pace = turns(Clock())
    async with pace.turn("tea.example"):
        pace.leave_alone("tea.example")
    with pytest.raises(LeftAloneError):
        async with pace.turn("tea.example"):
            pass
    async with pace.turn("cup.example"):
        pass


async def test_a_host_that_wants_a_short_pause_gets_it() -> None:
    clock = Clock()
    pace = turns(clock)
    async with pace.turn("tea.example"):
        pace.pause("tea.example", 20)
    async with pace.turn("tea.example"):
        assert clock.now == 20


async def test_a_request_that_is_long_in_coming_keeps_its_distance_from_the_next() -> None:
    clock = Clock()
    pace, starts = turns(clock), list[float]()

    async def ask_next() -> None:
        async with pace.turn("tea.example"):
            starts.append(clock.now)

    async with pace.turn("tea.example") as turn:
        waiting = asyncio.create_task(ask_next())
        for _ in range(5):
            await asyncio.sleep(0)
        clock.now = 5  # it took so long to connect
        turn.sent()
        await waiting
    assert starts == [6], "and did not wait for the answer"
