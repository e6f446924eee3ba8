"""The command `diff`: print what changed between two lists, or in a stored one over time."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from awesome_tui.changes.compare import Changes, compare, to_json, to_text
from awesome_tui.changes.feed import FEEDS
from awesome_tui.cli.arguments import (
    SOURCES,
    Parser,
    add_format,
    add_network,
    add_output,
    check_stdin_once,
    make_command_parser,
)
from awesome_tui.cli.context import Context
from awesome_tui.cli.diff_feeds import print_feed
from awesome_tui.cli.named_lists import locate
from awesome_tui.cli.results import write_result
from awesome_tui.errors import ChoiceError
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.parse_process import BackgroundParse
from awesome_tui.sources.read import SourceText
from awesome_tui.sources.resolve import RemoteSource, read_source
from awesome_tui.system.exit_status import DONE, NOTHING_FOUND
from awesome_tui.text.sanitize import clean
from awesome_tui.text.urls import without_secrets

if TYPE_CHECKING:
    from awesome_tui.services.loader import Loader

_DATED = re.compile(r"(.*)@(\d{4}-\d\d-\d\d)")

_FORMATS: Mapping[str, Callable[[Changes], str]] = {"text": to_text, "json": to_json}

_Side: TypeAlias = AwesomeList | SourceText
"""One of the two that are compared: a stored list, or a text to parse."""


def make_parser() -> Parser:
    """Build the parser, which takes one list or two."""
    parser = make_command_parser(
        "awesome-tui diff",
        "OLD [NEW] [-f FORMAT] [-o FILE] [--offline | --refresh]",
        "Print what was added, removed, renamed, moved and changed between two lists.",
        {
            "awesome-tui diff avelino/awesome-go": "since last visit",
            "awesome-tui diff avelino/awesome-go@2026-01-31": "since that day",
            "git show HEAD~9:README.md | awesome-tui diff - README.md": "in a checkout",
            "awesome-tui diff -f atom -o new.xml": "a feed of all",
        },
        f"{SOURCES}\n\nWithout NEW, a stored list is compared with what it was at the last visit,"
        " or before its\nlast change; SOURCE@2026-01-31 is a stored list as it was on that day.\n"
        "\natom and jsonfeed are feeds of what was added to a stored list, or without OLD to all:"
        " since\nSOURCE@2026-01-31, or @2026-01-31 for all, or else since they are stored.\n\n"
        "Exit status: 0 something changed, 1 nothing did, 2 an error.",
    )
    parser.add_argument("old", metavar="OLD", nargs="?", help="a list, or an earlier version of it")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the list to compare it with")
    add_format(parser, (*_FORMATS, *FEEDS), "text")
    add_output(parser)
    add_network(parser)
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Print the changes that lead from one list to the other."""
    args = make_parser().parse_args(argv)
    if args.format in FEEDS:
        source, day = _split_day(args.old or "")
        return print_feed(source, day, args, context)
    if args.old is None:
        raise ChoiceError("OLD is missing: only a feed (-f atom) can be of all stored lists.")
    old, new = map(_start_parsing, _open_sides(args, context))
    changes = compare(old(), new())
    write_result(_FORMATS[args.format](changes), args.output, context)
    return DONE if changes else NOTHING_FOUND


def _open_sides(args: argparse.Namespace, context: Context) -> tuple[_Side, _Side]:
    check_stdin_once((args.old, args.new))
    with context.services.open_library() as library:
        loader = context.services.make_loader(library, offline=args.offline)
        if args.new is None:
            return _open_versions(loader, args)
        old = _open_side(args.old, loader, args, context)
        return old, _open_side(args.new, loader, args, context)


def _open_versions(loader: Loader, args: argparse.Namespace) -> tuple[_Side, _Side]:
    source, day = _split_day(args.old)
    if not loader.key(source):
        raise ChoiceError(
            f"No stored versions of {clean(without_secrets(source))}. Name a second list."
        )
    if args.refresh:
        loader.fresh(source)
    earlier = loader.earlier(source, day)
    return earlier, loader.opened(source).document


def _open_side(text: str, loader: Loader, args: argparse.Namespace, context: Context) -> _Side:
    source, day = _split_day(text)
    if day:
        return loader.earlier(source, day)
    location = locate(source, context)
    if isinstance(location, RemoteSource):
        return loader.opened(source, refresh=args.refresh).document
    return read_source(location, context.stdin, context.asciidoctor)


def _split_day(text: str) -> tuple[str, date | None]:
    """Split `SOURCE@2026-01-31` into source and day, unless a file has that name."""
    match = _DATED.fullmatch(text)
    if match is None or os.path.lexists(text):
        return text, None
    try:
        return match[1], date.fromisoformat(match[2])
    except ValueError as error:
        raise ChoiceError(f"No such day: {match[2]}. Use YYYY-MM-DD.") from error


def _start_parsing(side: _Side) -> Callable[[], AwesomeList]:
    """Start to parse a text beside the other one; the function returned waits for the list."""
    return BackgroundParse(side).result if isinstance(side, SourceText) else lambda: side
