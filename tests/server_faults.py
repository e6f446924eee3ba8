"""Pages that go wrong in every way that a server can."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from forge_server import Handler


def reply(status: int = 200, body: str | bytes = "", **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(status, body, **headers)


def in_turn(*pages: Callable[[Handler], None]) -> Callable[[Handler], None]:
    rest = iter(pages)

    def page(handler: Handler) -> None:
        next(rest)(handler)

    return page


def packed_but_cut(handler: Handler) -> None:
    handler.reply(body=gzip.compress(b"list" * 99)[:-9], content_encoding="gzip")


def shorter_than_said(handler: Handler) -> None:
    handler.reply(body="half", content_length="8")
    handler.close_connection = True


def cut_between_chunks(handler: Handler) -> None:
    handler.head(transfer_encoding="chunked")
    handler.wfile.write(b"4\r\nhalf\r\n")
    handler.close_connection = True


def closed_at_once(handler: Handler) -> None:
    handler.close_connection = True


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
    handler.close_connection = True


def bomb(handler: Handler) -> None:
    handler.reply(body=gzip.compress(bytes(32 << 20)), content_encoding="gzip")


def endless_body(handler: Handler) -> None:
    handler.head(transfer_encoding="chunked")
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    handler.forever(lambda: handler.wfile.write(chunk))


FAULTS: list[tuple[Callable[[Handler], None], str]] = [
    (reply(404), "There is nothing at"),
    (reply(410), "There is nothing at"),
    (reply(401), r"wants a valid password or token \(401\)"),
    (reply(403), r"may not be read \(403\)"),
    (reply(418), r"an answer of no use \(418\)"),
    (reply(304), r"an answer of no use \(304\)"),
    (reply(206, "part"), r"an answer of no use \(206\)"),
    (reply(301), r"an answer of no use \(301\)"),
    (reply(301, location="/"), "redirects more than 5 times"),
    (reply(302, location="ftp://example.org/a.md"), "redirects to no web address"),
    (reply(302, location="javascript:alert(1)"), "redirects to no web address"),
    (reply(302, location="http://xn--a/"), "redirects to no web address"),
    (reply(302, location="file:///etc/passwd"), "redirects to no web address"),
    (reply(302, location="http://\u202e/"), "broke off"),
    (reply(302, location="http://127.0.0.1:99999/"), "redirects to no web address"),
    (reply(body=""), "it is empty"),
    (reply(body=b"\xef\xbb\xbf \r\n\t\n"), "it is empty"),
    (reply(body="a\0b"), "it is no text"),
    (reply(body="x", content_encoding="br"), "packed in an unknown way"),
    (reply(body="no gzip", content_encoding="gzip"), "sent garbled data"),
    (reply(body=gzip.compress(b"a") + b"b", content_encoding="gzip"), "broke off"),
    (packed_but_cut, "broke off"),
    (shorter_than_said, "broke off"),
    (cut_between_chunks, "broke off"),
    (closed_at_once, "broke off"),
    (no_http, "broke off"),
    (bomb, "is larger than 8 MB"),
    (endless_body, "is larger than 8 MB"),
]


def silence(handler: Handler) -> None:
    handler.server.stopped.wait()


def dripping_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    handler.forever(lambda: handler.wfile.write(b"x-drip: 1\r\n"))


def endless_promises(handler: Handler) -> None:
    handler.forever(lambda: handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100))


def dripping_body(handler: Handler) -> None:
    handler.head(content_length="1000000")
    handler.forever(lambda: handler.wfile.write(b"a"))


def dripping_refusal(handler: Handler) -> None:
    handler.head(404, content_length="60000")
    handler.forever(lambda: handler.wfile.write(b"a"))
