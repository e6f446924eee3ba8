"""The HTTP client, with the user's proxies and certificates."""

from __future__ import annotations

import ssl
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeAlias
from urllib.request import getproxies

import httpx2
from socksio.exceptions import SOCKSError

from awesome_tui.sources.network import NetworkSettings

Trust: TypeAlias = Callable[[NetworkSettings], ssl.SSLContext]
"""A function that gives the certificates that some settings name."""


def system_proxies() -> Mapping[str, str]:
    """The proxies from the system settings of macOS and Windows, as variables."""
    if sys.platform not in {"darwin", "win32"}:
        return {}
    return {f"{scheme}_proxy": url for scheme, url in getproxies().items()}


def trusted_certificates(settings: NetworkSettings) -> ssl.SSLContext:
    """The certificates that the user trusts; takes some 50 ms."""
    file, folder = settings.certificate_file, settings.certificate_folder
    if file or folder:
        with suppress(OSError):  # the files may hold no valid certificates
            return ssl.create_default_context(cafile=file, capath=folder)
    return httpx2.create_ssl_context(trust_env=False)


def open_client(
    settings: NetworkSettings, trust: Trust = trusted_certificates
) -> httpx2.AsyncClient:
    """A client for these proxies and the certificates that `trust` gives, without cookies.

    Loading all certificates takes some 50 ms: call it outside the event loop's thread.
    """
    cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    return httpx2.AsyncClient(
        timeout=10, cookies=cookies, trust_env=False, transport=_Routes(settings, trust(settings))
    )


class _Routes(httpx2.AsyncBaseTransport):
    """A transport that sends each request through its proxy, or directly."""

    def __init__(self, settings: NetworkSettings, trusted: ssl.SSLContext) -> None:
        self._settings = settings
        self._direct = httpx2.AsyncHTTPTransport(verify=trusted)
        self._by_proxy = {
            url: httpx2.AsyncHTTPTransport(verify=trusted, proxy=url) for url in settings.proxies
        }

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request through its proxy, or directly."""
        url = request.url
        proxy = self._settings.proxy_for(url.scheme, url.host, url.port)
        if proxy is None:
            return await self._direct.handle_async_request(request)
        with _socks_faults(proxy):
            return await self._by_proxy[proxy].handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in (self._direct, *self._by_proxy.values()):
            await transport.aclose()


@contextmanager
def _socks_faults(proxy: str) -> Iterator[None]:
    """Raise errors of the SOCKS client as `httpx2.ProxyError`."""
    if not proxy.startswith("socks"):
        yield
        return
    try:
        yield
    except (SOCKSError, AssertionError, LookupError, ValueError, struct.error) as error:
        raise httpx2.ProxyError("The proxy gave an odd answer.") from error
