"""Connections of the link check: to the public network, and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from awesome_tui.sources.public_addresses import (
    NameServerError,
    NotPublicError,
    PublicBackend,
    UnknownHostError,
    is_public,
    resolve,
)

HIDDEN = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd00::1",
    "ff02::1",
    "2001:db8::1",
    "no address",
    "",
]


@pytest.mark.parametrize("address", HIDDEN)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"],
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def backend(*addresses: str, allowed: frozenset[tuple[str, int]] = frozenset()) -> PublicBackend:
    async def answer(host: str, port: int) -> Sequence[str]:
        return addresses

    return PublicBackend(answer, allowed)


def failing(number: int) -> PublicBackend:
    async def answer(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(number, "no")

    return PublicBackend(answer)


async def test_a_host_with_one_hidden_address_among_public_ones_is_refused() -> None:
    with pytest.raises(NotPublicError):
        await backend("1.1.1.1", "127.0.0.1").connect_tcp("tea.example", 80)


@pytest.mark.parametrize("port", [22, 25, 445, 1023])
async def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(NotPublicError):
        await backend("1.1.1.1").connect_tcp("tea.example", port)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "017700000001"])
async def test_other_spellings_of_this_machine_are_refused(host: str) -> None:
    with pytest.raises((NotPublicError, UnknownHostError)):
        await PublicBackend(resolve).connect_tcp(host, 80, timeout=5)


async def test_a_name_that_does_not_exist_is_told_from_a_failing_name_server() -> None:
    with pytest.raises(UnknownHostError):
        await failing(socket.EAI_NONAME).connect_tcp("tea.example", 80)
    with pytest.raises(NameServerError):
        await failing(socket.EAI_AGAIN).connect_tcp("tea.example", 80)
    with pytest.raises(UnknownHostError):
        await backend().connect_tcp("tea.example", 80)


async def test_the_address_that_was_judged_is_the_one_that_is_connected_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        asked: list[str] = []

        async def rebinding(host: str, port: int) -> Sequence[str]:
            asked.append(host)
            return ["127.0.0.1" if len(asked) == 1 else "127.0.0.2"]

        allowed = frozenset({("tea.example", port)})
        stream = await PublicBackend(rebinding, allowed).connect_tcp("tea.example", port)
        try:
            assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
        finally:
            await stream.aclose()
    assert asked == ["tea.example"]


async def test_sockets_of_this_machine_are_refused() -> None:
    with pytest.raises(NotPublicError):
        await backend("1.1.1.1").connect_unix_socket("/run/docker.sock")
