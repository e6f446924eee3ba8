"""The command `search`: print the entries that match in several lists, or in all stored ones."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence

from awesome_tui.cli.arguments import (
    SOURCES,
    Parser,
    add_format,
    add_network,
    check_stdin_once,
    make_command_parser,
)
from awesome_tui.cli.context import Context
from awesome_tui.cli.named_lists import open_source
from awesome_tui.errors import AwesomeError, ChoiceError
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.parse_many import ParallelParse, Result, Source
from awesome_tui.system.exit_status import DONE, FAILED, NOTHING_FOUND
from awesome_tui.system.output import emit
from awesome_tui.text.sanitize import clean


def make_parser() -> Parser:
    """Build the parser, whose choice of forms is that of the package `export`."""
    parser = make_command_parser(
        "awesome-tui search",
        "QUERY [SOURCE ...] [-n N] [-f FORMAT] [--offline | --refresh]",
        "Print the entries that match in any of the lists, the best first.",
        {
            "awesome-tui search kafka": "in all stored lists",
            "awesome-tui search 'web framework' python -n 5": "the five best in one list",
            "awesome-tui search tag:docker -f urls": "only their URLs",
        },
        "Without a SOURCE, all stored lists and the bundled one are searched."
        f"\n\n{SOURCES}\n\nA line is name, URL and description; of several lists also the lists"
        " that have the link, and\nbelow it what"
        " others say of it. Where standard output is not a terminal, only the line,\nwith tabs"
        " between. Exit status: 0 found, 1 nothing found, 2 some list could not be\nread,"
        " although the others were searched.",
    )
    parser.add_argument("query", metavar="QUERY", type=clean, help="as in the filter")
    parser.add_argument("sources", metavar="SOURCE", nargs="*", default=[], help="a list to search")
    parser.add_argument(
        "-n", metavar="N", dest="count", type=_parse_count, help="at most N entries"
    )
    add_format(parser, FORMATS, None)
    add_network(parser)
    return parser


def _parse_count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f'"{clean(text)}" is not a number from 1 on')
    return int(text)


def run(argv: Sequence[str], context: Context) -> int:
    """Print the best hits of all lists that can be read; complain of the others."""
    args = make_parser().parse_intermixed_args(argv)
    problems: list[AwesomeError] = []
    lists = _start_parsing(args, context, problems)
    searches = context.searches  # which loads while the lists are parsed
    hits = searches.in_lists(lists, args) if args.sources else searches.in_library(args, problems)
    for problem in problems:
        context.complain(problem)
    if hits.best:
        # All escape sequences are our own, as the fields contain none.
        emit(searches.format(hits, args), context.stdout, own="" if args.format else "\x1b")
    if problems:
        return FAILED
    return DONE if hits.best else NOTHING_FOUND


def _start_parsing(
    args: argparse.Namespace, context: Context, problems: list[AwesomeError]
) -> Iterator[AwesomeList]:
    """Start to parse the lists that are named; the iterator returned waits for each."""
    if args.refresh and not args.sources:
        raise ChoiceError(
            "--refresh wants a SOURCE: awesome-tui sync refreshes all lists that are stored."
        )
    check_stdin_once(args.sources)
    parsing = ParallelParse(tuple(_open_readable(args, context, problems)))
    return _keep_parsed(parsing.results(), problems)


def _open_readable(
    args: argparse.Namespace, context: Context, problems: list[AwesomeError]
) -> Iterator[Source]:
    """Open the sources that can be opened; errors of the others go to `problems`."""
    for source in args.sources:
        try:
            yield open_source(source, args, context)
        except AwesomeError as error:
            problems.append(error)


def _keep_parsed(results: Iterable[Result], problems: list[AwesomeError]) -> Iterator[AwesomeList]:
    """Keep the lists among `results`; errors go to `problems`."""
    for result in results:
        if isinstance(result, AwesomeError):
            problems.append(result)
        elif isinstance(result, Exception):
            raise result
        else:
            yield result
