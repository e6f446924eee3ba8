"""Copies of pages that are gone, at the Internet Archive."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import httpx2

from awesome_tui.errors import FetchFailed, NotFound
from awesome_tui.sources.http_client import Trust, open_client, trusted_certificates
from awesome_tui.sources.http_errors import (
    bad_redirect_error,
    refusal_error,
    translate_errors,
    url_for_messages,
)
from awesome_tui.sources.network import NetworkSettings

_ARCHIVE = "https://web.archive.org"
_SECONDS = 30


def archive_from(environ: Mapping[str, str]) -> str:
    """The base of the archive, or of the one that the user names in its place."""
    return environ.get("AWESOME_TUI_ARCHIVE", "").rstrip("/") or _ARCHIVE


@dataclass(frozen=True, slots=True)
class WebArchive:
    """The archive at `base`, which redirects to the newest copy of a page."""

    settings: NetworkSettings
    now: Callable[[], datetime]
    base: str = _ARCHIVE
    trust: Trust = trusted_certificates

    def newest_copy(self, url: str) -> str:
        """The URL of the newest copy of `url`; blocks. Raises `NotFound` where there is none."""
        return asyncio.run(self._newest_copy(url))

    async def _newest_copy(self, url: str) -> str:
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._ask(httpx2.URL(f"{self.base}/web/{url}"))
        except (TimeoutError, httpx2.InvalidURL) as error:
            raise FetchFailed("The Internet Archive gave no answer: try again later.") from error

    async def _ask(self, address: httpx2.URL) -> str:
        async with open_client(self.settings, self.trust) as client:
            with translate_errors(address):
                async with client.stream("GET", address) as response:
                    return self._read_answer(response)

    def _read_answer(self, response: httpx2.Response) -> str:
        """The address that a redirect leads to, which has to be one of the archive."""
        if response.is_success:
            return str(response.url)
        if response.status_code == httpx2.codes.NOT_FOUND:
            page = url_for_messages(response.url).removeprefix(f"{self.base}/web/")
            raise NotFound(f"The Internet Archive has no copy of {page}.")
        if not response.has_redirect_location:
            raise refusal_error(response, self.now())
        copy = urljoin(str(response.url), response.headers["location"])
        if not copy.startswith(f"{self.base}/"):
            raise bad_redirect_error(response.url)
        return copy
