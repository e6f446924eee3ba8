"""Looks at links on a farm of odd web sites."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpcore2
import pytest
from web_farm import Page, WebFarm

from awesome_tui.model.link_health import Fault, Observation
from awesome_tui.sources.host_turns import HostTurns, Pace
from awesome_tui.sources.link_probe import Connections, Probe
from awesome_tui.sources.network import NetworkSettings
from awesome_tui.sources.public_addresses import PublicBackend

QUICK = Pace(gap=0)


async def here(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def connections(backend: PublicBackend, settings: NetworkSettings | None = None) -> Connections:
    return Connections(settings or NetworkSettings(), ssl.create_default_context(), backend, 4)


@pytest.fixture
async def probe(farm: WebFarm) -> AsyncIterator[Probe]:
    hosts = ("tea.example", "cup.example", "www.tea.example")
    backend = PublicBackend(here, frozenset((host, farm.port) for host in hosts))
    async with connections(backend) as opened:
        yield Probe(opened, HostTurns(QUICK), seconds=2)


async def test_a_page_that_is_there_is_asked_for_its_head_alone(
    farm: WebFarm, probe: Probe
) -> None:
    farm.pages["/pot"] = Page()
    seen = await probe.look(farm.url("/pot"))
    assert seen == Observation(farm.url("/pot"), farm.url("/pot"), (200,))
    assert [(visit.method, visit.host) for visit in farm.visits] == [("HEAD", "tea.example")]


@pytest.mark.parametrize("refusal", [403, 404, 405, 500, 501])
async def test_servers_that_refuse_the_head_alone_are_asked_for_the_page(
    farm: WebFarm, probe: Probe, refusal: int
) -> None:
    farm.pages["/pot"] = Page(200, head_status=refusal)
    assert (await probe.look(farm.url("/pot"))).statuses == (200,)


async def test_redirects_are_followed_and_told_in_turn(farm: WebFarm, probe: Probe) -> None:
    farm.pages["/a"] = Page(301, {"Location": "/b"})
    farm.pages["/b"] = Page(302, {"Location": "http://cup.example:PORT/c"})
    farm.pages["/c"] = Page()
    seen = await probe.look(farm.url("/a"))
    assert (seen.statuses, seen.final_url) == ((301, 302, 200), farm.url("/c", "cup.example"))


class Dialler(httpcore2.AsyncNetworkBackend):
    """Notes the addresses that are connected to, and connects to the farm whatever they are."""

    def __init__(self, farm: WebFarm) -> None:
        self._farm, self._real = farm, httpcore2.AnyIOBackend()
        self.addresses: list[str] = []

    async def connect_tcp(
        self, host: str, port: int, *args: Any, **kwargs: Any
    ) -> httpcore2.AsyncNetworkStream:
        self.addresses.append(host)
        return await self._real.connect_tcp("127.0.0.1", self._farm.port)


async def test_a_name_that_leads_into_the_own_network_the_second_time_is_not_followed_there(
    farm: WebFarm,
) -> None:
    answers = iter((["93.184.216.34"], ["192.168.0.1"]))

    async def rebind(host: str, port: int) -> Sequence[str]:
        return next(answers)

    dialler = Dialler(farm)
    async with connections(PublicBackend(rebind, dialler=dialler)) as opened:
        seen = await Probe(opened, HostTurns(QUICK)).look("http://rebind.example/gone")
    assert seen.fault is Fault.NOT_PUBLIC
    assert dialler.addresses == ["93.184.216.34"]
    assert [(visit.method, visit.host) for visit in farm.visits] == [("HEAD", "rebind.example")]


async def test_what_is_judged_is_what_is_connected_to(farm: WebFarm) -> None:
    async def find(host: str, port: int) -> Sequence[str]:
        return {"tea.example": ["93.184.216.34", "1.1.1.1"], "cup.example": ["10.0.0.1"]}[host]

    farm.pages["/pot"] = Page(301, {"Location": "http://cup.example/"})
    dialler = Dialler(farm)
    async with connections(PublicBackend(find, dialler=dialler)) as opened:
        seen = await Probe(opened, HostTurns(QUICK)).look("http://tea.example/pot")
    assert seen.fault is Fault.NOT_PUBLIC
    assert dialler.addresses == ["93.184.216.34"]


async def test_a_page_that_is_gone(farm: WebFarm, probe: Probe) -> None:
    assert (await probe.look(farm.url("/nothing"))).statuses == (404,)


async def test_a_redirect_with_bytes_that_are_not_ascii_is_followed(
    farm: WebFarm, probe: Probe
) -> None:
    farm.pages["/a"] = Page(301, {"Location": "/gr\xc3\xbcn tea"})
    farm.pages["/gr%C3%BCn%20tea"] = Page()
    seen = await probe.look(farm.url("/a"))
    assert (seen.statuses, seen.final_url) == ((301, 200), farm.url("/gr%C3%BCn%20tea"))


async def test_a_loop_is_a_loop(farm: WebFarm, probe: Probe) -> None:
    farm.pages["/a"] = Page(302, {"Location": "/b"})
    farm.pages["/b"] = Page(302, {"Location": "/a"})
    assert (await probe.look(farm.url("/a"))).fault is Fault.LOOP


async def test_a_site_that_wants_its_cookie_back_gets_it(farm: WebFarm, probe: Probe) -> None:
    farm.pages["/a"] = Page(
        302, {"Location": "/a", "Set-Cookie": "pot=blue; Path=/"}, needs_cookie=True
    )
    seen = await probe.look(farm.url("/a"))
    assert (seen.fault, seen.statuses[-1]) == (None, 200)


async def test_silence_is_a_timeout(farm: WebFarm, probe: Probe) -> None:
    farm.pages["/a"] = Page(says_nothing=True)
    seen = await Probe(probe.connections, probe.turns, seconds=0.3).look(farm.url("/a"))
    assert seen.fault is Fault.TIMEOUT


async def test_a_connection_that_breaks_off(farm: WebFarm, probe: Probe) -> None:
    farm.pages["/a"] = Page(breaks_off=True)
    assert (await probe.look(farm.url("/a"))).fault is Fault.RESET


async def test_a_port_where_nobody_listens(farm: WebFarm) -> None:
    backend = PublicBackend(here, frozenset({("tea.example", 1)}) | {("tea.example", 9999)})
    async with connections(backend) as opened:
        seen = await Probe(opened, HostTurns(QUICK), seconds=2).look("http://tea.example:9999/")
    assert seen.fault is Fault.REFUSED


@pytest.mark.parametrize(
    "location",
    ["javascript:alert(1)", "file:///etc/passwd", "mailto:tea@tea.example", "ftp://tea.example/"],
)
async def test_redirects_to_what_is_no_page_are_not_followed(
    farm: WebFarm, probe: Probe, location: str
) -> None:
    farm.pages["/a"] = Page(302, {"Location": location})
    assert (await probe.look(farm.url("/a"))).fault is Fault.BAD_ANSWER


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://[::1]:PORT/", "http://10.0.0.1/"],
)
async def test_redirects_into_the_own_network_are_not_followed(
    farm: WebFarm, probe: Probe, target: str
) -> None:
    farm.pages["/a"] = Page(302, {"Location": target})
    farm.pages["/"] = Page()
    assert (await probe.look(farm.url("/a"))).fault is Fault.NOT_PUBLIC
    assert {visit.path for visit in farm.visits} == {"/a"}


async def test_sites_that_refuse_all_programs_are_not_asked(farm: WebFarm, probe: Probe) -> None:
    seen = await probe.look("https://www.linkedin.com/in/tea")
    assert seen.fault is Fault.NOT_ASKED


async def test_a_site_that_wants_a_short_pause_is_asked_again_after_it(farm: WebFarm) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        farm.pages["/a"] = Page()

    farm.pages["/a"] = Page(429, {"Retry-After": "20"})
    backend = PublicBackend(here, frozenset({("tea.example", farm.port)}))
    async with connections(backend) as opened:
        probe = Probe(opened, HostTurns(QUICK, sleep=sleep))
        assert (await probe.look(farm.url("/a"))).statuses == (200,)
    assert [round(wait) for wait in waits] == [20]


async def test_a_site_that_wants_a_long_pause_is_left_alone(farm: WebFarm, probe: Probe) -> None:
    farm.pages["/a"] = Page(429, {"Retry-After": "3600"})
    farm.pages["/b"] = Page()
    await probe.look(farm.url("/a"))
    asked = len(farm.visits)
    assert (await probe.look(farm.url("/b"))).fault is Fault.WAITING
    assert (await probe.look(farm.url("/b", "cup.example"))).statuses == (200,)
    assert len(farm.visits) == asked + 1


@pytest.mark.parametrize("path", ["/a b", "/é", "/%zz", "/?q=ü&r=[1]", "/a\\b", "/~x;y=1"])
async def test_odd_paths_are_asked_for(farm: WebFarm, probe: Probe, path: str) -> None:
    seen = await probe.look(farm.url(path))
    assert seen.statuses == (404,)


@pytest.mark.parametrize(
    "url",
    ["http://[/", "http://a..example/", "http://tea.example:99999/", f"http://{'a' * 70}.example/"],
)
async def test_addresses_that_cannot_be_are_a_fault_and_no_traceback(
    probe: Probe, url: str
) -> None:
    assert (await probe.look(url)).fault is not None


async def test_behind_a_proxy_names_go_through_it_and_addresses_of_the_own_network_nowhere(
    farm: WebFarm,
) -> None:
    farm.pages["http://tea.example/pot"] = Page()
    settings = NetworkSettings(http=f"http://127.0.0.1:{farm.port}")
    async with connections(PublicBackend(here), settings) as opened:
        probe = Probe(opened, HostTurns(QUICK), seconds=2)
        assert (await probe.look("http://tea.example/pot")).statuses == (200,)
        for hidden in ("http://10.0.0.1/", "http://localhost/", "http://0x7f.1/", "http://[::1]/"):
            assert (await probe.look(hidden)).fault is Fault.NOT_PUBLIC
    assert {visit.path for visit in farm.visits} == {"http://tea.example/pot"}
