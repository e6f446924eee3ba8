"""The web server of `serve`, the only place that knows textual-serve.

textual-serve starts the program once for each page, and accepts the websocket of any site that a
browser has open. Here, only a page that came from this server gets one, under a name that no
stranger can have lead here (DNS rebinding): an address, `localhost`, or what the user named.
"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from awesome_tui.text.urls import parse_address

_TEMPLATES = Path(__file__).with_name("web_page")
_HEADERS = {
    # No site may frame the page, and pages opened from it must not know it.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval';"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PATIENCE = 1.0
"""Seconds for the pages to end when the server does."""


class PageServer(Server):
    """Serves the screens of a command to browsers."""

    def __init__(
        self, command: Sequence[str], title: str, names: Sequence[str], url: str = ""
    ) -> None:
        """Accept pages opened at any IP address, at one of these host `names`, or at `url`."""
        super().__init__(_as_shell_line(command), title=title, templates_path=_TEMPLATES)
        self._names = frozenset(name.lower() for name in ("localhost", *names))
        self._proxy = _origin(url)

    def run(self, listening: socket.socket) -> None:
        """Serve until the process is interrupted or ended."""
        web.run_app(
            self._make_app(),
            sock=listening,
            print=lambda *_: None,
            access_log=None,
            shutdown_timeout=_PATIENCE,
        )

    async def on_startup(self, app: web.Application) -> None:
        """Add the headers to all answers; textual-serve would print its name here."""
        app.on_response_prepare.append(_add_headers)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start the program for a page that came from here."""
        if not self._is_ours(request.headers.get("Origin", ""), request.host):
            raise web.HTTPForbidden(text="This page did not come from here.")
        return await super().handle_websocket(request)

    def _is_ours(self, origin: str, host: str) -> bool:
        """True for a page of this server, or of its proxy, which may have changed `host`."""
        if any(self._proxy) and _origin(origin) == self._proxy:
            return True
        parts = urlsplit(origin)
        name = (parts.hostname or "").lower()
        return parts.netloc == host and (name in self._names or parse_address(name) is not None)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _as_shell_line(command: Sequence[str]) -> str:
    if os.name == "nt":
        return subprocess.list2cmdline(command)
    return f"exec {shlex.join(command)}"
