"""The command `serve`: the screens as a page in a web browser."""

from __future__ import annotations

import argparse
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING

from awesome_tui.cli.arguments import SOURCES, Parser, add_screens, make_command_parser
from awesome_tui.cli.context import Context
from awesome_tui.cli.named_lists import locate
from awesome_tui.errors import ChoiceError, ScreenError
from awesome_tui.sources.read import LocalPath, StandardInput
from awesome_tui.sources.resolve import read_source
from awesome_tui.system.exit_status import DONE
from awesome_tui.system.output import write_error
from awesome_tui.system.programs import program_command
from awesome_tui.system.terminal import check_file_limit
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import parse_address, without_secrets

if TYPE_CHECKING:
    from awesome_tui.cli.web_server import PageServer

_LOOPBACK = "127.0.0.1"
_PORT, _LAST_PORT = 8000, 65535
_OPTIONS = ("query", "section", "theme")
"""Options with a value that are passed on to each page."""
_SWITCHES = ("offline", "refresh")


def make_parser() -> Parser:
    """Build the parser, whose options are also those of the screens."""
    parser = make_command_parser(
        "awesome-tui serve",
        "[SOURCE] [--host HOST] [--port PORT] [--url URL] [-q QUERY] [--section PATH]",
        "Show a list, or Home, as a page in a web browser: ctrl+c ends it.",
        {
            "awesome-tui serve microservices": "at http://127.0.0.1:8000",
            "awesome-tui serve --host 0.0.0.0 --port 80": "for all who reach this machine",
        },
        f"{SOURCES}\n\nLinks open, and exports are downloaded, in the browser; no file but SOURCE"
        " is shown. There is\nno password: behind a proxy that asks for one, --url names the"
        " address that browsers see.\nIt needs the extra web: pip install 'awesome-tui[web]'.",
    )
    parser.add_argument("source", metavar="SOURCE", nargs="?", help="the list to show")
    parser.add_argument("--host", default=_LOOPBACK, help="the address to serve at: %(default)s")
    free = "its port: %(default)s; 0 for any that is free"
    parser.add_argument("--port", type=_parse_port, default=_PORT, help=free)
    parser.add_argument("--url", default="", help="the address that browsers see, if another")
    add_screens(parser)
    return parser


def _parse_port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 0 to {_LAST_PORT}')
    return int(text)


def run(argv: Sequence[str], context: Context) -> int:
    """Serve the page until the user ends it."""
    args = make_parser().parse_args(argv)
    check_file_limit()
    _check_source(args.source, context)
    server = _make_server(args)
    with _listen(args.host, args.port) as listening:
        address = _address(args.host, listening.getsockname()[1])
        if not _is_loopback(args.host):
            context.complain(
                f"{args.host} can be reached by others, and there is no password:"
                " who opens the page reads and changes your bookmarks and stored lists."
            )
        shown = clean(f"{address} ({args.url})" if args.url else address)
        write_error(f"awesome-tui: Served at {shown} until ctrl+c ends it.\n", context.stderr)
        server.run(listening)
    return DONE


def _check_source(source: str | None, context: Context) -> None:
    """Raise an error at once for a source that no page could show."""
    if source is None:
        return
    location = locate(source, context)
    if isinstance(location, StandardInput):
        raise ChoiceError("Standard input cannot be shown in a browser: name a file.")
    if isinstance(location, LocalPath):
        read_source(location, None, context.asciidoctor)


def _make_server(args: argparse.Namespace) -> PageServer:
    try:
        # It imports a web server, which no other command needs.
        from awesome_tui.cli.web_server import PageServer  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ScreenError(
            "serve needs textual-serve, which is not installed: pip install 'awesome-tui[web]',"
            " or pipx inject awesome-tui textual-serve."
        ) from error
    names = [socket.gethostname(), args.host]
    title = "awesome-tui" if args.source is None else clean(without_secrets(args.source))
    return PageServer(program_command(*_page_arguments(args)), title, names, args.url)


def _page_arguments(args: argparse.Namespace) -> list[str]:
    chosen = [f"--{name}={value}" for name in _OPTIONS if (value := getattr(args, name))]
    chosen += [f"--{name}" for name in _SWITCHES if getattr(args, name)]
    chosen += [] if args.mouse else ["--no-mouse"]
    return [*chosen, "--", args.source] if args.source is not None else chosen


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = str(error.strerror or error).partition(" (while")[0]  # which repeats the address
        raise ScreenError(f"Cannot serve at {clean(host)}, port {port}: {reason}.") from error


def _address(host: str, port: int) -> str:
    address = parse_address(host)
    if address and address.is_unspecified:
        host = socket.gethostname()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _is_loopback(host: str) -> bool:
    address = parse_address(host)
    return host == "localhost" or (address is not None and address.is_loopback)
