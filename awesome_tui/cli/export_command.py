"""The command `export`: print a list, or its entries that match, in another form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from awesome_tui.cli.arguments import (
    SOURCES,
    Parser,
    add_format,
    add_network,
    add_output,
    add_query,
    make_command_parser,
)
from awesome_tui.cli.context import Context
from awesome_tui.cli.named_lists import complain_of_no_entries, is_of_use, match_entries, open_list
from awesome_tui.cli.results import write_result
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.entries import AwesomeList
from awesome_tui.system.exit_status import DONE, NOTHING_FOUND


def make_parser() -> Parser:
    """Build the parser, whose choice of forms is that of the package `export`."""
    parser = make_command_parser(
        "awesome-tui export",
        "SOURCE [-f FORMAT] [-q QUERY] [--offline | --refresh] [-o FILE]",
        "Print a list, or the entries that match, in another format.",
        {
            "awesome-tui export microservices -f csv -o list.csv": "a spreadsheet",
            "awesome-tui export avelino/awesome-go -q cache -f markdown": "what matches",
        },
        SOURCES,
    )
    parser.add_argument("source", metavar="SOURCE", help="the list to export")
    add_format(parser, FORMATS, "json")
    add_query(parser)
    add_network(parser)
    add_output(parser)
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Write the list in the form that is asked for; nothing where no entry matches."""
    args = make_parser().parse_args(argv)
    with open_list(args.source, args, context) as document:
        text = _format_matches(document, args.query, FORMATS[args.format], context)
        complain_of_no_entries(document, context)
        status = DONE if is_of_use(document) else NOTHING_FOUND
    if text is None:
        return NOTHING_FOUND
    write_result(text, args.output, context)
    return status


def _format_matches(
    document: AwesomeList, query: str, to_format: Callable[[AwesomeList], str], context: Context
) -> str | None:
    matches = match_entries(document, query, context)
    if matches is None:
        return to_format(document)
    return to_format(document.only(matches)) if matches else None
