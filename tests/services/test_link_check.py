"""Checks of many links at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest

from awesome_tui.model.link_health import Fault, LinkHealth, Observation, Verdict
from awesome_tui.services.findings import due_links
from awesome_tui.services.link_check import LinkCheck
from awesome_tui.services.link_hosts import expected_seconds, find_others, host_of, tell_unreached
from awesome_tui.sources.host_turns import Pace


def urls(host: str, count: int) -> list[str]:
    return [f"http://{host}/{number}" for number in range(count)]


async def alive(url: str) -> Observation:
    return Observation(url, url, (200,))


async def test_each_link_is_looked_at_once() -> None:
    links = [*urls("tea.example", 3), *urls("cup.example", 2)]
    seen = [each.url async for each in LinkCheck(alive).run([*links, *links])]
    assert sorted(seen) == sorted(links)


async def test_links_of_one_host_are_not_asked_for_in_one_go() -> None:
    asked: list[str] = []

    async def look(url: str) -> Observation:
        asked.append(host_of(url))
        return await alive(url)

    links = [*urls("tea.example", 3), *urls("cup.example", 2), *urls("pot.example", 2)]
    async for _ in LinkCheck(look, at_once=1).run(links):
        pass
    assert len(set(asked[:3])) == len(set(asked[3:6])) == 3


async def test_no_more_than_the_bound_are_looked_at_at_once() -> None:
    under_way, most = 0, 0

    async def look(url: str) -> Observation:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return await alive(url)

    async for _ in LinkCheck(look, at_once=5).run(urls("tea.example", 40)):
        pass
    assert most == 5


async def test_one_host_that_cannot_be_reached_is_told_at_the_end() -> None:
    async def look(url: str) -> Observation:
        if host_of(url) == "gone.example":
            return Observation(url, fault=Fault.NO_HOST)
        return await alive(url)

    check = LinkCheck(look)
    links = [*urls("gone.example", 2), *urls("tea.example", 1), *urls("cup.example", 1)]
    seen = [each async for each in check.run(links)]
    assert check.unreached == ()
    assert Counter(each.fault for each in seen) == {None: 2, Fault.NO_HOST: 2}


async def test_a_machine_without_a_network_finds_no_dead_links() -> None:
    async def look(url: str) -> Observation:
        if host_of(url) == "tea.example":
            return await alive(url)
        return Observation(url, fault=Fault.NO_HOST)

    check = LinkCheck(look)
    links = [url for host in "abc" for url in urls(f"{host}.example", 1)]
    seen = [each async for each in check.run([*links, *urls("tea.example", 1)])]
    assert check.unreached == ("a.example", "b.example", "c.example")
    assert [each.url for each in seen] == urls("tea.example", 1)


async def nowhere(url: str) -> Observation:
    return Observation(url, fault=Fault.NO_HOST)


async def test_a_dead_host_alone_is_told_from_a_dead_network_by_others() -> None:
    async def look(url: str) -> Observation:
        return await (alive(url) if host_of(url) == "tea.example" else nowhere(url))

    check = LinkCheck(look, others=["http://tea.example/"])
    assert [each.url async for each in check.run(["http://gone.example/"])] == [
        "http://gone.example/"
    ]
    assert check.unreached == ()


@pytest.mark.parametrize("fault", [Fault.NO_HOST, Fault.NOT_ASKED, Fault.NOT_PUBLIC])
async def test_others_that_were_not_reached_prove_nothing(fault: Fault) -> None:
    async def look(url: str) -> Observation:
        return Observation(url, fault=fault) if "other" in url else await nowhere(url)

    check = LinkCheck(look, others=["http://other.example/"])
    assert [each async for each in check.run(["http://gone.example/"])] == []
    assert check.unreached == ("gone.example",)


def test_others_are_of_other_hosts_and_best_such_as_were_alive() -> None:
    links = [*urls("tea.example", 3), *urls("cup.example", 2), "http://pot.example/"]
    links += ["http://a.example/", "http://b.example/"]
    known = {
        "cup.example/1": LinkHealth(Verdict.ALIVE),
        "b.example": LinkHealth(Verdict.ALIVE),
        "pot.example": LinkHealth(Verdict.DEAD),
    }
    assert find_others(links, urls("tea.example", 1), known) == (
        "http://cup.example/1",
        "http://b.example/",
        "http://pot.example/",
    )


def test_hosts_out_of_reach_are_named() -> None:
    assert tell_unreached(["a.example"]) == (
        "a.example cannot be reached, so nothing is said of its links: check the network."
    )
    named = tell_unreached([f"{name}.example" for name in "abcde"])
    assert named.startswith("a.example, b.example, c.example and 2 others cannot be reached")


async def test_one_who_stops_listening_stops_the_looks() -> None:
    looked: list[str] = []

    async def look(url: str) -> Observation:
        looked.append(url)
        await asyncio.sleep(0)
        return await alive(url)

    results = LinkCheck(look, at_once=2).run(urls("tea.example", 100))
    await anext(results)
    await results.aclose()
    count = len(looked)
    await asyncio.sleep(0)
    assert len(looked) == count < 10


@pytest.mark.parametrize(
    ("hosts", "seconds"), [((), 0), (("tea",) * 90, 90), (tuple(map(str, range(240))), 10)]
)
def test_how_long_a_check_takes_follows_from_its_pace(hosts: Sequence[str], seconds: float) -> None:
    links = [f"https://{host}.example/{number}" for number, host in enumerate(hosts)]
    assert expected_seconds(links, Pace(at_once=24, gap=1)) == seconds


def test_a_page_is_asked_for_once_as_it_is_written_first() -> None:
    links = ["http://tea.example/a", "http://tea.example/a#part", "http://www.tea.example/a/"]
    assert due_links(links, {}, 0) == ("http://tea.example/a",)


def test_links_are_due_by_their_pages_and_by_what_is_known_of_them() -> None:
    links = urls("tea.example", 3)
    known = {
        "tea.example/0": LinkHealth(Verdict.ALIVE, due=100),
        "tea.example/1": LinkHealth(Verdict.SUSPECT, due=99),
    }
    again = [*links, "https://www.tea.example/2/"]
    assert due_links(again, known, 99) == (links[1], links[2])
