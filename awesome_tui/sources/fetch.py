"""HTTP requests with limits, validators and retries.

httpx2 has no deadline for a whole response, no limit on the unpacked size, and accepts a truncated
gzip body; so this module checks time, size and the end of the body.
"""

from __future__ import annotations

import asyncio
import base64
import re
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx2

from awesome_tui.errors import FetchFailed, RateLimited
from awesome_tui.sources.charsets import declared_charset
from awesome_tui.sources.http_errors import (
    TransientError,
    bad_redirect_error,
    refusal_error,
    told_limit_end,
    translate_errors,
    url_for_messages,
)
from awesome_tui.sources.read import decode
from awesome_tui.text.urls import without_secrets

MAX_BYTES = 8 * 1024 * 1024
MAX_REDIRECTS = 5
PATIENCE = timedelta(seconds=5)
"""Longer pauses that a server demands are not waited for."""

_PAUSES = (0.25, 1.0)
_LONGEST_TAG = 1024
_SMALL = 64 * 1024
_STEP = 64 * 1024


@dataclass(frozen=True, slots=True)
class Validators:
    """The HTTP validators of a fetched file."""

    url: str
    """The requested URL, without secrets."""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A text fetched from the network."""

    url: str
    """The final URL after redirects, without secrets."""
    text: str
    content_type: str
    """In lower case, without parameters."""
    version: Validators
    limited_until: datetime | None = None
    """The time until which the server takes no more requests, if it says so."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server's answer if the known version is still the newest."""


@dataclass(frozen=True, slots=True)
class Credential:
    """An authorization header, and the only site that it is sent to."""

    site: str
    """A URL; scheme, host and port must match."""
    authorization: str = field(repr=False)


def bearer(site: str, token: str | None) -> Credential | None:
    """The credential of an API that wants a token, if there is one."""
    return Credential(site, f"Bearer {token}") if token else None


@dataclass(frozen=True, slots=True)
class _Request:
    url: httpx2.URL
    accept: str
    known: Validators | None
    credential: Credential | None
    body: bytes | None = None
    """JSON to be posted; without it, something is asked for."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        headers = {
            "accept": self.accept,
            "accept-encoding": "gzip",
            "user-agent": "awesome-tui",
        }
        if self.body is not None:
            headers["content-type"] = "application/json"
        if self.known and self.known.etag:
            headers["if-none-match"] = self.known.etag
        if self.known and self.known.last_modified:
            headers["if-modified-since"] = self.known.last_modified
        if self.credential and _origin(self.url) == _origin(httpx2.URL(self.credential.site)):
            headers["authorization"] = self.credential.authorization
        return [(name.encode(), value.encode()) for name, value in headers.items()]


def local_now() -> datetime:
    """The current local time, in which rate limits are shown to the user."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class Fetcher:
    """An HTTP client, and the limits of one fetch."""

    client: httpx2.AsyncClient
    seconds: float = 30
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    now: Callable[[], datetime] = local_now
    _limits: dict[object, RateLimited] = field(default_factory=dict, init=False, repr=False)
    """The active rate limit of each site."""

    async def fetch(
        self,
        url: str,
        *,
        accept: str = "*/*",
        known: Validators | None = None,
        credential: Credential | None = None,
        site: str = "",
        body: bytes | None = None,
        retried: bool = True,
    ) -> Fetched | NotModified:
        """Fetch the text at `url`; `NotModified` if `known` is still the newest version.

        A `body` is sent as JSON by POST, and is not sent on to another address. What fails for the
        moment is `retried` twice.
        After a rate limit, further requests to the same `site` (default: the host) fail without
        being sent.
        """
        address, own = _without_secret(_parse(url))
        if known and (
            known.url != without_secrets(str(address)) or not (known.etag or known.last_modified)
        ):
            known = None
        async with (
            self.deadline(url_for_messages(address)),
            self._leaving_alone(site or _origin(address)),
        ):
            request = _Request(address, accept, known, own or credential, body)
            return await (self._insist(request) if retried else self._follow(request))

    @asynccontextmanager
    async def _leaving_alone(self, site: object) -> AsyncIterator[None]:
        if known := self._limits.get(site):
            raise RateLimited(str(known), known.until)
        try:
            yield
        except RateLimited as limit:
            # Concurrent requests all report the first limit.
            first = self._limits.setdefault(site, limit)
            raise RateLimited(str(first), first.until) from limit

    @asynccontextmanager
    async def deadline(self, what: str) -> AsyncIterator[None]:
        """Raise `FetchFailed`, which names `what`, if the context takes longer than `seconds`."""
        try:
            async with asyncio.timeout(self.seconds):
                yield
        except TimeoutError as error:
            raise FetchFailed(
                f"{what} did not come within {self.seconds:g} seconds: try again later."
            ) from error

    async def _insist(self, request: _Request) -> Fetched | NotModified:
        for pause in _PAUSES:
            try:
                return await self._follow(request)
            except FetchFailed as failure:
                wait = self._wait(failure, pause)
                if wait is None:
                    raise
                await self.sleep(wait)
        return await self._follow(request)

    def _wait(self, failure: FetchFailed, pause: float) -> float | None:
        """Seconds before the retry, or None for no retry."""
        if isinstance(failure, TransientError):
            return pause
        if isinstance(failure, RateLimited) and failure.until:
            wait = failure.until - self.now()
            return max(0.0, wait.total_seconds()) if wait <= PATIENCE else None
        return None

    async def _follow(self, request: _Request) -> Fetched | NotModified:
        hop = request
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._ask(hop, request)
            if not isinstance(answer, _Request):
                return answer
            hop = answer
        url = url_for_messages(request.url)
        raise FetchFailed(f"{url} redirects more than {MAX_REDIRECTS} times: check the address.")

    async def _ask(self, hop: _Request, first: _Request) -> Fetched | NotModified | _Request:
        with translate_errors(hop.url):
            async with aclosing(await self._send(hop)) as response:
                if response.status_code == 200:
                    until = told_limit_end(response, self.now())
                    return _fetched(first, response, await self._body(response), until)
                body = await _read_small(response)
        return self._without_body(hop, response, body)

    async def _send(self, hop: _Request) -> httpx2.Response:
        # A request that the client builds would carry the cookies of other ports of the host.
        request = httpx2.Request(
            "GET" if hop.body is None else "POST",
            hop.url,
            headers=hop.headers(),
            content=hop.body,
            extensions={"timeout": self.client.timeout.as_dict()},
        )
        return await self.client.send(request, stream=True, auth=None, follow_redirects=False)

    def _without_body(
        self, hop: _Request, response: httpx2.Response, body: bytes
    ) -> NotModified | _Request:
        if response.status_code == 304 and hop.known:
            return NotModified()
        if response.has_redirect_location and hop.body is None:
            return _redirected(hop, response.headers["location"])
        raise refusal_error(response, self.now(), body)

    async def _body(self, response: httpx2.Response) -> bytes:
        shown = url_for_messages(response.url)
        gzip = _gzip(response)
        body = bytearray()
        async for chunk in response.aiter_raw():
            for piece in _unpacked(chunk, gzip):
                body += piece
                if len(body) > MAX_BYTES:
                    raise FetchFailed(f"{shown} is larger than {MAX_BYTES >> 20} MB: name another.")
                await asyncio.sleep(0)  # a small chunk can unpack to many pieces
        if gzip and not (gzip.eof and not gzip.unused_data):
            raise TransientError(f"{shown} broke off: try again later.")
        return bytes(body)


def _parse(url: str) -> httpx2.URL:
    try:
        address = httpx2.URL(url)
        host = address.raw_host.decode("idna")  # raises for what stands for no name
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchFailed("That URL cannot be read: check its host, port and brackets.") from error
    if address.scheme not in {"http", "https"} or not host:
        raise FetchFailed(
            "Only http or https addresses with a host can be fetched: check that one."
        )
    if (address.port or 0) > 65535:
        raise FetchFailed(f"{url_for_messages(address)} has an impossible port: check it.")
    return address


def _without_secret(url: httpx2.URL) -> tuple[httpx2.URL, Credential | None]:
    """Split `url` into the URL without user and password, and their credential."""
    bare = url.copy_with(userinfo=b"", fragment=None)
    if not url.userinfo:
        return bare, None
    pair = f"{url.username}:{url.password}".encode()
    return bare, Credential(str(bare), f"Basic {base64.b64encode(pair).decode()}")


def _redirected(hop: _Request, location: str) -> _Request:
    try:
        target, _ = _without_secret(_parse(str(hop.url.join(location))))
    except (FetchFailed, httpx2.InvalidURL) as error:
        raise bad_redirect_error(hop.url) from error
    if hop.credential and (hop.url.scheme, target.scheme) == ("https", "http"):
        raise FetchFailed(
            f"{url_for_messages(hop.url)} redirects from https to http, where no token may go: "
            "check the address."
        )
    return replace(hop, url=target)


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _read_small(response: httpx2.Response) -> bytes:
    """Read a small body, so that the connection can be reused; empty if it is not small."""
    length = response.headers.get("content-length", "")
    if re.fullmatch(r"\d{1,6}", length, re.ASCII) and int(length) <= _SMALL:
        return b"".join([chunk async for chunk in response.aiter_raw()])
    return b""


def _gzip(response: httpx2.Response) -> zlib._Decompress | None:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip"}:
        return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    raise FetchFailed(
        f"{url_for_messages(response.url)} came packed in an unknown way: try again later."
    )


def _unpacked(chunk: bytes, gzip: zlib._Decompress | None) -> Iterator[bytes]:
    if gzip is None:
        yield chunk
        return
    while piece := gzip.decompress(chunk, _STEP):
        yield piece
        chunk = gzip.unconsumed_tail


def _fetched(
    request: _Request, response: httpx2.Response, body: bytes, limited_until: datetime | None
) -> Fetched:
    headers = response.headers
    content_type = headers.get("content-type", "")
    return Fetched(
        without_secrets(str(response.url)),
        decode(body, url_for_messages(response.url), declared_charset(content_type)),
        content_type.partition(";")[0].strip().lower(),
        Validators(
            without_secrets(str(request.url)), _tag(headers, "etag"), _tag(headers, "last-modified")
        ),
        limited_until,
    )


def _tag(headers: httpx2.Headers, name: str) -> str:
    """A header's value, or an empty text if it is too long to be sent back."""
    tag: str = headers.get(name, "")
    return tag if len(tag) <= _LONGEST_TAG else ""
