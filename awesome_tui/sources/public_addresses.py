"""Connections to public addresses alone, for links that nobody has vouched for.

A name is resolved once, all its addresses are judged, and one of them is connected to: a name
server that answers otherwise the next time is never asked again.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias

import httpcore2

from awesome_tui.sources.network import ALLOWED_HOSTS

Resolver: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""A function that returns the addresses of a host, or raises `socket.gaierror`."""
SocketOptions: TypeAlias = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]

_USUAL_PORTS = {80, 443}
_FIRST_FREE_PORT = 1024
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")
"""IPv4 addresses in IPv6, in a form that was given up; some systems still reach them."""
_NO_SUCH_NAME = {
    number
    for name in ("EAI_NONAME", "EAI_NODATA")
    if (number := getattr(socket, name, None)) is not None
}


class NotPublicError(Exception):
    """The address, or the port, is not one of the public network."""


class UnknownHostError(Exception):
    """There is no host of that name."""


class NameServerError(Exception):
    """The name server gave no answer on a host."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, from the system."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """True for an address of the public network, whichever way it is wrapped in IPv6.

    `ipaddress.is_global` is True for multicast, for 192.0.0.8, for fec0::/10, and for private
    addresses behind NAT64 and 6to4.
    """
    try:
        inner = _unwrapped(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if inner.is_multicast or inner.is_reserved or not inner.is_global:
        return False
    if isinstance(inner, IPv4Address):
        return inner not in ip_network("192.0.0.0/24")
    return not inner.is_site_local


def is_address(host: str) -> bool:
    """True if `host` is an address rather than a name, `localhost` and old spellings included."""
    host = host.rstrip(".").lower()
    if host == "localhost" or re.fullmatch(r"[0-9.]+|0x[0-9a-fx.]+", host):
        return True
    return ":" in host


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address within an IPv6 address that leads to one."""
    if isinstance(address, IPv4Address):
        return address
    if inner := address.ipv4_mapped or address.sixtofour:
        return inner
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def parse_allowed(setting: str, warn: Callable[[str], object]) -> frozenset[tuple[str, int]]:
    """Hosts and ports in `host:port, host:port`, which may be asked though they are not public.

    `warn` is called where an entry is of another form.
    """
    found = [item.rpartition(":") for item in setting.replace(",", " ").split()]
    right = [(host, port) for host, _, port in found if host and port.isdecimal()]
    if len(right) < len(found):
        warn(f"{ALLOWED_HOSTS} has an entry that is not host:port, which is left out.")
    return frozenset((host.strip("[]").lower(), int(port)) for host, port in right)


class PublicBackend(httpcore2.AsyncNetworkBackend):
    """Connects to public addresses, and to those that are allowed by host and port."""

    def __init__(
        self,
        resolver: Resolver = resolve,
        allowed: frozenset[tuple[str, int]] = frozenset(),
        dialler: httpcore2.AsyncNetworkBackend | None = None,
    ) -> None:
        """The `dialler` connects to what was judged; by default, it is that of httpcore2."""
        self._resolve = resolver
        self._allowed = allowed
        self._dialler = dialler or httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address of `host`, if all of them are public."""
        async with asyncio.timeout(timeout):
            address = await self._public_address(host, port)
        return await self._dialler.connect_tcp(
            address, port, timeout, local_address, socket_options
        )

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Refuse: no link leads to a socket of this machine."""
        raise NotPublicError(path)

    async def sleep(self, seconds: float) -> None:
        """Wait before another try."""
        await self._dialler.sleep(seconds)

    async def _public_address(self, host: str, port: int) -> str:
        if port not in _USUAL_PORTS and port < _FIRST_FREE_PORT:
            raise NotPublicError(f"{host}:{port}")
        addresses = await self._addresses(host, port)
        if (host, port) not in self._allowed and not all(map(is_public, addresses)):
            raise NotPublicError(host)
        return addresses[0]

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = await self._resolve(host, port)
        except socket.gaierror as error:
            if is_address(host):  # in a spelling that this system does not know, but others do
                raise NotPublicError(host) from error
            if error.errno in _NO_SUCH_NAME:
                raise UnknownHostError(host) from error
            raise NameServerError(host) from error
        except UnicodeError as error:  # a label that is too long, or empty
            raise UnknownHostError(host) from error
        if not addresses:
            raise UnknownHostError(host)
        return addresses
