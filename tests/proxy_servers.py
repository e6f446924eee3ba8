"""A SOCKS5 proxy on 127.0.0.1, with and without a password."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class SocksProxy(socketserver.ThreadingTCPServer):
    """A SOCKS5 server that logs the destinations of its connections."""

    daemon_threads = True

    def __init__(self, user: str = "", password: str = "", garbage: bytes | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _SocksHandler)
        self.address = f"127.0.0.1:{self.server_address[1]}"
        self.login = (user.encode(), password.encode())
        self.garbage = garbage
        """The response to everything, if set."""
        self.names: dict[str, tuple[str, int]] = {}
        """Addresses of host names that only the proxy can resolve."""
        self.visited: list[str] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore disconnected clients, which some tests cause on purpose."""


class _SocksHandler(socketserver.StreamRequestHandler):
    server: SocksProxy

    def handle(self) -> None:
        with suppress(ConnectionError):
            self._converse()

    def _converse(self) -> None:
        _, count = self.rfile.read(2)
        methods = self.rfile.read(count)
        if self.server.garbage is not None:
            self.wfile.write(self.server.garbage)
            return
        method = 2 if self.server.login[0] else 0
        self.wfile.write(bytes((5, method if method in methods else 255)))
        if method not in methods or (method and not self._is_let_in()):
            return
        host, port = self._destination()
        self.server.visited.append(f"{host}:{port}")
        self._go_between(self.server.names.get(host, (host, port)))

    def _is_let_in(self) -> bool:
        self.rfile.read(1)
        user = self.rfile.read(self.rfile.read(1)[0])
        password = self.rfile.read(self.rfile.read(1)[0])
        right = (user, password) == self.server.login
        self.wfile.write(bytes((1, 0 if right else 1)))
        return right

    def _destination(self) -> tuple[str, int]:
        *_, kind = self.rfile.read(4)
        if kind == 1:
            host = socket.inet_ntoa(self.rfile.read(4))
        elif kind == 4:
            host = socket.inet_ntop(socket.AF_INET6, self.rfile.read(16))
        else:
            host = self.rfile.read(self.rfile.read(1)[0]).decode()
        return host, int.from_bytes(self.rfile.read(2))

    def _go_between(self, place: tuple[str, int]) -> None:
        try:
            other = socket.create_connection(place)
        except OSError:
            self.wfile.write(bytes((5, 5, 0, 1, 0, 0, 0, 0, 0, 0)))
            return
        self.wfile.write(bytes((5, 0, 0, 1, 0, 0, 0, 0, 0, 0)))
        back = threading.Thread(target=_pass_on, args=(other, self.connection), daemon=True)
        back.start()
        _pass_on(self.connection, other)
        back.join()
        other.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def socks_proxy(
    user: str = "", password: str = "", garbage: bytes | None = None
) -> Iterator[SocksProxy]:
    with SocksProxy(user, password, garbage) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
