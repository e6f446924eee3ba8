"""A farm of odd web sites on 127.0.0.1: each path answers in a way that real servers do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """The answers of one path."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    head_status: int | None = None
    """The status of HEAD, where it differs."""
    needs_cookie: bool = False
    """True if only those who bring its cookie get past its redirect to itself."""
    says_nothing: bool = False
    breaks_off: bool = False
    body: bytes = b"tea"


@dataclass(frozen=True)
class Visit:
    """One request that came in, at a time of `time.monotonic`."""

    at: float
    host: str
    method: str
    path: str


class WebFarm(ThreadingHTTPServer):
    """Sites that differ by path; all host names lead here."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]
        self.pages: dict[str, Page | Callable[[str], Page]] = {}
        """By path, or a function of the host."""
        self.visits: list[Visit] = []
        self.is_closing = threading.Event()

    def url(self, path: str, host: str = "tea.example") -> str:
        """The URL of a path on one of its hosts."""
        return f"http://{host}:{self.port}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore those who hang up, as checkers do that leave the body unread."""


class _Handler(BaseHTTPRequestHandler):
    server: WebFarm
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        path = self.path
        self.server.visits.append(Visit(time.monotonic(), host, self.command, path))
        page = self.server.pages.get(path, Page(404))
        page = page if isinstance(page, Page) else page(host)
        if page.says_nothing:
            self.server.is_closing.wait(30)
        if page.says_nothing or page.breaks_off:
            self.close_connection = True
            return
        if page.needs_cookie and "pot=blue" in self.headers.get("Cookie", ""):
            page = Page(200)
        self._send(page)

    def _send(self, page: Page) -> None:
        is_head = self.command == "HEAD"
        self.send_response(page.head_status if is_head and page.head_status else page.status)
        for name, value in page.headers.items():
            self.send_header(name, value.replace("PORT", str(self.server.port)))
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if not is_head:
            with suppress(ConnectionError):
                self.wfile.write(page.body)

    def log_message(self, *_: Any) -> None:
        """Say nothing on standard error."""


@contextmanager
def web_farm() -> Iterator[WebFarm]:
    """A farm that runs within the context."""
    farm = WebFarm()
    thread = threading.Thread(target=farm.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield farm
    finally:
        farm.is_closing.set()
        farm.shutdown()
        thread.join()
        farm.server_close()
