"""One polite look at a link: what its server answers, without reading any page."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Self
from urllib.parse import SplitResult, quote, urlsplit

import httpcore2

from awesome_tui.model.link_health import Fault, Observation
from awesome_tui.sources.host_turns import HostTurns, LeftAloneError, Turn
from awesome_tui.sources.network import NetworkSettings
from awesome_tui.sources.public_addresses import (
    NameServerError,
    NotPublicError,
    UnknownHostError,
    is_address,
    is_public,
)
from awesome_tui.text.urls import safe_url

MAX_HOPS = 5
PATIENCE = timedelta(seconds=60)
"""A site that asks for a longer pause is left alone from then on."""
_REDIRECTS = {301, 302, 303, 307, 308}
_AGENT = "awesome-tui link check"
_UNASKED = re.compile(
    r"(?:.+\.)?(?:linkedin\.com|x\.com|twitter\.com|facebook\.com|instagram\.com)", re.IGNORECASE
)
"""Sites that answer programs with refusals, whatever the link."""
_MOST_SECONDS = 10**6
_ASCII = bytes(range(0x20, 0x7F))
_ALLOWED = "!#$%&'()*+,/:;=?@[]~"
"""Characters of a path and a query that stay as they are; a percent sign escapes already."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of one response."""

    status: int
    location: str = ""
    cookies: tuple[str, ...] = ()
    pause: timedelta = timedelta()
    """How long the server wants to be left alone."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Looks at links, with one request at a time for each."""

    connections: Connections
    turns: HostTurns
    seconds: float = 15
    """The time that each request may take, once it has its turn."""

    async def look(self, url: str) -> Observation:
        """Follow `url` to its end, and tell how that went; never raises for what a server does."""
        try:
            seen = await self._follow(url)
            if seen.fault is Fault.LOOP:  # some sites want their cookie back
                seen = await self._follow(url, with_cookies=True)
        except _FAILURES as error:
            return Observation(url, fault=_fault(error))
        return seen

    async def _follow(self, url: str, *, with_cookies: bool = False) -> Observation:
        jar: dict[str, str] = {}
        statuses: list[int] = []
        here = url
        for _ in range(MAX_HOPS + 1):
            parts = urlsplit(here)
            if _UNASKED.fullmatch(parts.hostname or ""):
                return Observation(url, here, fault=Fault.NOT_ASKED)
            answer = await self._ask(parts, jar)
            statuses.append(answer.status)
            if answer.status not in _REDIRECTS or not answer.location:
                return Observation(url, here, tuple(statuses))
            target = safe_url(answer.location, here)
            if target is None or urlsplit(target).scheme not in {"http", "https"}:
                return Observation(url, here, tuple(statuses), Fault.BAD_ANSWER)
            if with_cookies:
                jar.update(_read_cookies(answer.cookies))
            here = target
        return Observation(url, here, tuple(statuses), Fault.LOOP)

    async def _ask(self, parts: SplitResult, cookies: Mapping[str, str]) -> Answer:
        """The answer to HEAD, or, where that is no success, to GET, after the pause it asks for."""
        answer = await self._send("HEAD", parts, cookies)
        if 200 <= answer.status < 400:
            return answer
        return await self._send("GET", parts, cookies)

    async def _send(self, method: str, parts: SplitResult, cookies: Mapping[str, str]) -> Answer:
        host = parts.netloc.rpartition("@")[2].lower()
        async with self.turns.turn(host) as turn, asyncio.timeout(self.seconds):
            request = httpcore2.Request(
                method,
                _request_url(parts),
                headers=_request_headers(parts, cookies),
                extensions={
                    "timeout": dict.fromkeys(("connect", "read", "write"), self.seconds),
                    "trace": partial(_note_sent, turn),
                },
            )
            response = await self.connections.send(request)
            try:
                answer = _read_head(response)
            finally:
                await response.aclose()
        if answer.pause > PATIENCE:
            self.turns.leave_alone(host)
        elif answer.pause:
            self.turns.pause(host, answer.pause.total_seconds())
        return answer


class Connections:
    """The connections of a check, through `backend`, or through the user's proxies.

    A proxy resolves names itself, so behind one only addresses can be judged.
    """

    def __init__(
        self,
        settings: NetworkSettings,
        trusted: ssl.SSLContext,
        backend: httpcore2.AsyncNetworkBackend,
        count: int,
    ) -> None:
        self._settings = settings
        self._direct = _make_pool(trusted, count, backend)
        self._by_proxy = {
            url: _make_pool(trusted, count, proxy=httpcore2.Proxy(url)) for url in settings.proxies
        }

    async def send(self, request: httpcore2.Request) -> httpcore2.Response:
        """Send `request` by the way that leads to its host."""
        url = request.url
        scheme, host = url.scheme.decode("ascii"), url.host.decode("ascii")
        proxy = self._settings.proxy_for(scheme, host, url.port)
        if proxy is None:
            return await self._direct.handle_async_request(request)
        if is_address(host) and not is_public(host):
            raise NotPublicError(host)
        return await self._by_proxy[proxy].handle_async_request(request)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for pool in (self._direct, *self._by_proxy.values()):
            await pool.aclose()


def _make_pool(
    trusted: ssl.SSLContext,
    count: int,
    backend: httpcore2.AsyncNetworkBackend | None = None,
    proxy: httpcore2.Proxy | None = None,
) -> httpcore2.AsyncConnectionPool:
    return httpcore2.AsyncConnectionPool(
        ssl_context=trusted,
        proxy=proxy,
        max_connections=count,
        max_keepalive_connections=0,
        network_backend=backend,
    )


async def _note_sent(turn: Turn, event: str, _: object) -> None:
    """A callback for httpcore2, which tells it all that it does."""
    if event.endswith("send_request_headers.complete"):
        turn.sent()


def _request_url(parts: SplitResult) -> httpcore2.URL:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return httpcore2.URL(
        scheme=parts.scheme.lower(),
        host=_ascii_host(parts),
        port=parts.port,
        target=quote(target, safe=_ALLOWED),
    )


def _request_headers(parts: SplitResult, cookies: Mapping[str, str]) -> list[tuple[str, str]]:
    headers = [("Host", _host_header(parts)), ("User-Agent", _AGENT), ("Accept", "*/*")]
    if cookies:
        sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers.append(("Cookie", sent.encode("ascii", "replace").decode()))
    return headers


def _ascii_host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _host_header(parts: SplitResult) -> str:
    host = _ascii_host(parts)
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return host if parts.port in {None, usual} else f"{host}:{parts.port}"


def _read_head(response: httpcore2.Response) -> Answer:
    found = [
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in response.headers
    ]
    headers = dict(found)
    return Answer(
        response.status,
        _read_location(headers.get("location", "")),
        tuple(value for name, value in found if name == "set-cookie"),
        _read_pause(headers.get("retry-after", "")),
    )


def _read_location(value: str) -> str:
    """The address with each byte that is not ASCII encoded, as browsers do it."""
    return quote(value.encode("latin-1"), safe=_ASCII)


def _read_pause(value: str) -> timedelta:
    """The pause in seconds; a date is a pause of a day, as long as any that matters here."""
    if not value:
        return timedelta()
    if re.fullmatch(r"\d{1,9}", value, re.ASCII):
        return timedelta(seconds=min(int(value), _MOST_SECONDS))
    return timedelta(days=1)


def _read_cookies(headers: tuple[str, ...]) -> dict[str, str]:
    cookies: SimpleCookie = SimpleCookie()
    for header in headers:
        try:
            cookies.load(header)
        except CookieError:
            continue
    return {name: morsel.coded_value for name, morsel in cookies.items()}


_FAULTS: tuple[tuple[type[Exception], Fault], ...] = (
    (NotPublicError, Fault.NOT_PUBLIC),
    (UnknownHostError, Fault.NO_HOST),
    (NameServerError, Fault.NAME_SERVER),
    (LeftAloneError, Fault.WAITING),
    (TimeoutError, Fault.TIMEOUT),
    (httpcore2.TimeoutException, Fault.TIMEOUT),
    (httpcore2.ConnectError, Fault.REFUSED),
    (httpcore2.NetworkError, Fault.RESET),
    (httpcore2.RemoteProtocolError, Fault.RESET),
    (ssl.SSLError, Fault.CERTIFICATE),
    (ConnectionError, Fault.RESET),
    (httpcore2.ProtocolError, Fault.BAD_ANSWER),
    (httpcore2.UnsupportedProtocol, Fault.BAD_ANSWER),
    (ValueError, Fault.BAD_ANSWER),
)
_FAILURES = tuple(kind for kind, _ in _FAULTS)


def _fault(error: Exception) -> Fault:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Fault.CERTIFICATE
    return next(fault for kind, fault in _FAULTS if isinstance(error, kind))
